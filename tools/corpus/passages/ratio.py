"""Percentages and the two numbers that they are of; percentages that no such number can give."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from corpus.passage import Passage, line, lines
from corpus.world import World


def _numbers(world: World, wrong: bool, digits: int) -> tuple[int, int, str]:
    bottom = world.number(90, 5000)
    top = world.number(bottom // 4, bottom - 5)
    share = top / bottom
    if wrong:
        share += world.rng.choice((-1, 1)) * world.rng.choice((0.011, 0.02, 0.05, 0.09, 0.15))
        share = share if 0.02 < share < 0.99 else top / bottom / 2
    return top, bottom, world.decimal(share * 100, digits) + "%"


def fraction(world: World, wrong: bool) -> Passage:
    """118/126 hộ, đạt 93,7%."""
    top, bottom, share = _numbers(world, wrong, world.rng.randint(1, 2))
    noun = world.pick("hộ", "khu dân cư", "gia đình", "thanh niên")
    pair = f"{world.n(top)}/{world.n(bottom)} {noun}"
    verb = world.pick(", đạt ", ", chiếm ", " (đạt ", ", bằng ")
    close = ")" if "(" in verb else ""
    return line(f"Có {pair} đăng ký thực hiện {world.topic()}{verb}{share}{close}.", pair, share)


def out_of(world: World, wrong: bool) -> Passage:
    """A part told after its whole, with its percentage."""
    top, bottom, share = _numbers(world, wrong, world.rng.randint(1, 2))
    noun = world.pick("hồ sơ", "ý kiến", "kiến nghị", "học sinh")
    whole, part = f"{world.n(bottom)} {noun}", f"{world.n(top)} {noun}"
    text = world.pick(
        f"Về {world.topic()}, đã nhận {whole}, trong đó {part} được trả lời đúng hạn, đạt {share}.",
        f"Trong {whole} về {world.topic()} có {part} được giải quyết ngay tại cơ sở, đạt tỷ lệ {share}.",
        f"Đã có {part} trên tổng số {whole} về {world.topic()} được trả lời, chiếm {share}.",
    )
    return line(text, whole, part, share)


def next_sentence(world: World, wrong: bool) -> Passage:
    """The whole in one sentence, the part and its percentage in the next."""
    top, bottom, share = _numbers(world, wrong, 1)
    whole, part = f"{world.n(bottom)} hộ", f"{world.n(top)} hộ"
    text = f"Năm {world.year}, toàn huyện có {whole} thuộc diện vận động về {world.topic()}. "
    return line(f"{text}Đến nay, {part} đã thực hiện ({share}).", whole, part, share)


def impossible(world: World, wrong: bool) -> Passage:
    """A percentage of a few persons; wrong: one that no whole number of them gives."""
    bottom = world.number(11, 29)
    top = world.rng.randint(2, bottom - 2)
    share = world.percent(top, bottom, 1)
    if wrong:
        possible = {world.percent(k, bottom, 1) for k in range(bottom + 1)} | {
            _cut(world, k, bottom) for k in range(bottom + 1)
        }
        while share in possible:
            share = world.decimal(world.rng.uniform(12, 92), 1) + "%"
    whole = f"{world.n(bottom)} cán bộ"
    return line(f"Trong số {whole} được hỏi về {world.topic()}, {share} cho biết đã hài lòng.", whole, share)


def _cut(world: World, top: int, bottom: int) -> str:
    return world.decimal(float((Decimal(top) * 100 / bottom).quantize(Decimal("0.1"), ROUND_DOWN)), 1) + "%"


def points(world: World, wrong: bool) -> Passage:
    """A whole, and under it points each with a number and its percentage."""
    whole = world.number(300, 5000)
    parts = world.parts(whole, 3)
    shares = [_rounded(part, whole) for part in parts]
    broken = world.rng.randrange(3)
    if wrong:
        shares[broken] += world.rng.choice((Decimal("1.3"), Decimal("-1.2"), Decimal("3.1"), Decimal("0.9")))
    first = f"{world.n(whole)} phiếu"
    names = ("hài lòng", "bình thường", "chưa hài lòng")
    quotes = [
        (f"{world.n(part)} phiếu", world.decimal(float(share), 1) + "%")
        for part, share in zip(parts, shares, strict=True)
    ]
    texts = [f"Đã phát và thu về {first} lấy ý kiến về {world.topic()}, kết quả:"]
    texts += [f"- Mức {name}: {q[0]}, chiếm {q[1]};" for name, q in zip(names, quotes, strict=True)]
    texts[-1] = texts[-1][:-1] + "."
    return lines(texts, (0, first), (broken + 1, quotes[broken][0]), (broken + 1, quotes[broken][1]))


def _rounded(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


WRITERS = {
    "fraction": fraction,
    "out of": out_of,
    "next sentence": next_sentence,
    "impossible": impossible,
    "points": points,
}
