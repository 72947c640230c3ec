"""Totals and their parts: in a sentence, in brackets, in a list below, of groups told one after another, in a table."""

from __future__ import annotations

from corpus.passage import Line, Passage, Spot, checked, line, lines
from corpus.world import World, joined
from danvan.proof.reading import Cell


def _whole_and_parts(world: World, count: int, wrong: bool, low: int = 60, high: int = 4000) -> tuple[int, list[int]]:
    total = world.number(low, high)
    parts = world.parts(total, count)
    if wrong and world.rng.random() < 0.5:
        return world.slip(total), parts
    if wrong:
        at = world.rng.randrange(count)
        parts[at] = world.slip(parts[at])
    return total, parts


def three_parts(world: World, wrong: bool) -> Passage:
    """Ends of a count of homes, all named."""
    total, (a, b, c) = _whole_and_parts(world, 3, wrong)
    n, topic = world.n, world.topic()
    cue = world.pick("gồm", "bao gồm", "gồm có", "chia ra")
    quotes = f"{n(total)} hộ", f"{n(a)} hộ", f"{n(b)} hộ", f"{n(c)} hộ"
    head = world.pick(
        f"Toàn huyện có {quotes[0]} tham gia {topic}, {cue}: ",
        f"Trong năm, có {quotes[0]} được hỗ trợ về {topic}, {cue} ",
        f"Các xã đã rà soát {quotes[0]} cần được giúp đỡ về {topic}; {cue} ",
    )
    return line(f"{head}{quotes[1]} nghèo, {quotes[2]} cận nghèo và {quotes[3]} có mức sống trung bình.", *quotes)


def women_and_men(world: World, wrong: bool) -> Passage:
    """Two complementary groups, their whole before them."""
    total, (a, b) = _whole_and_parts(world, 2, wrong)
    n = world.n
    quotes = f"{n(total)} người", f"{n(a)} người", f"{n(b)} người"
    text = world.pick(
        f"Các lớp về {world.topic()} thu hút {quotes[0]} theo học, trong đó nam {quotes[1]}, nữ {quotes[2]}.",
        f"Đã dạy nghề cho {quotes[0]} gắn với {world.topic()}, gồm {quotes[1]} là nữ và {quotes[2]} là nam.",
    )
    return line(text, *quotes)


def received(world: World, wrong: bool) -> Passage:
    """Petitions: received, answered, still open."""
    total, (a, b) = _whole_and_parts(world, 2, wrong)
    n, topic = world.n, world.topic()
    noun = world.pick("đơn", "kiến nghị", "hồ sơ", "vụ việc")
    quotes = f"{n(total)} {noun}", f"{n(a)} {noun}", f"{n(b)} {noun}"
    text = world.pick(
        f"Về {topic}, đã tiếp nhận {quotes[0]}; đã giải quyết {quotes[1]}, đang giải quyết {quotes[2]}.",
        f"Tổng số tiếp nhận về {topic} là {quotes[0]}, trong đó đã xử lý {quotes[1]}, còn lại {quotes[2]} đang xử lý.",
        f"Trong kỳ nhận {quotes[0]} về {topic}: {quotes[1]} đã trả lời, {quotes[2]} chưa trả lời.",
    )
    return line(text, *quotes)


def in_brackets(world: World, wrong: bool) -> Passage:
    """Parts in brackets behind their total, each under a commune's name."""
    count = world.rng.randint(3, 4)
    total, parts = _whole_and_parts(world, count, wrong, 40, 900)
    noun = world.pick("mô hình", "công trình", "buổi", "ngày công")
    named = [f"xã {world.place()} {world.n(part)}" for part in parts]
    first = f"{world.n(total)} {noun}"
    inside = ", ".join(f"{name} {noun}" for name in named)
    text = f"Toàn huyện thực hiện {first} về {world.topic()} ({inside})."
    return line(text, first, *(f"{name.split(' ', 1)[1]} {noun}" for name in named))


def list_below(world: World, wrong: bool) -> Passage:
    """A total, and its parts as points under it."""
    count = world.rng.randint(3, 5)
    total, parts = _whole_and_parts(world, count, wrong, 80, 3000)
    noun = world.pick("lượt người", "hội viên", "phần quà", "cây")
    first = f"{world.n(total)} {noun}"
    rows = [f"- Xã {world.place()}: {world.n(part)} {noun}" for part in parts]
    head = f"Kết quả về {world.topic()} đạt {first}, gồm:"
    ends = [";"] * (count - 1) + ["."]
    spots = [(0, first), *((at + 1, row.split(": ")[1]) for at, row in enumerate(rows))]
    return lines([head, *(row + end for row, end in zip(rows, ends, strict=True))], *spots)


def groups(world: World, wrong: bool) -> Passage:
    """Three groups, each received and settled, and a last sentence that adds the groups up."""
    names, topic = ("cấp huyện", "cấp xã", "ngành dọc"), world.topic()
    settled = [world.number(200, 6000) for _ in names]
    waiting = [world.number(20, 190) for _ in names]
    texts = []
    spots: list[tuple[int, str]] = []
    for at, name in enumerate(names):
        total = settled[at] + waiting[at]
        texts.append(
            f"- Hồ sơ {name} về {topic}: tiếp nhận {world.n(total)} hồ sơ, đã giải quyết {world.n(settled[at])} hồ sơ, "
            f"đang giải quyết {world.n(waiting[at])} hồ sơ."
        )
        spots.append((at, f"đã giải quyết {world.n(settled[at])} hồ sơ"))
    total = sum(settled)
    if wrong:
        total = world.slip(total)
    texts.append(f"Cộng cả ba nhóm về {topic}, đã giải quyết {world.n(total)} hồ sơ.")
    return lines(texts, (3, f"{world.n(total)} hồ sơ"), *spots)


def table(world: World, wrong: bool) -> Passage:
    """A table by commune with a row of totals."""
    communes = world.communes(world.rng.randint(4, 7))
    heads = ["TT", "Đơn vị", "Số buổi", "Lượt người"]
    columns = [[world.number(5, 60) for _ in communes], [world.number(200, 3000) for _ in communes]]
    totals = [sum(column) for column in columns]
    broken = world.rng.randrange(2)
    if wrong:
        totals[broken] = world.slip(totals[broken])
    grid = [
        heads,
        *(
            [str(at + 1), f"Xã {name}", *(world.n(column[at]) for column in columns)]
            for at, name in enumerate(communes)
        ),
        ["", "Tổng cộng", *(world.n(total) for total in totals)],
    ]
    number = world.number(10_000, 99_999)
    title = Line(f"Kết quả về {world.topic()} chia theo xã như sau:")
    cells = [
        Line(text, "table", Cell(number, row, column))
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
    ]
    last = 1 + (len(grid) - 1) * len(heads) + 2 + broken
    first = 1 + len(heads) + 2 + broken
    spots = (Spot(0, last, world.n(totals[broken])), Spot(0, first, world.n(columns[broken][0])))
    return checked(Passage(((title, *cells),), spots))


def named_some(world: World, wrong: bool) -> Passage:
    """Members of bodies that together make up a club; the same noun is not said again."""
    total, parts = _whole_and_parts(world, 3, wrong, 30, 600)
    bodies = ["hội viên nông dân", "hội viên phụ nữ", "đoàn viên thanh niên"]
    first = f"{world.n(total)} thành viên"
    quotes = [f"{world.n(part)} {body}" for part, body in zip(parts, bodies, strict=True)]
    return line(f"Câu lạc bộ {world.topic()} có {first}, gồm {joined(quotes)}.", first, *quotes)


WRITERS = {
    "three parts": three_parts,
    "women and men": women_and_men,
    "received, answered, open": received,
    "in brackets": in_brackets,
    "list below": list_below,
    "groups": groups,
    "table": table,
    "other nouns": named_some,
}
