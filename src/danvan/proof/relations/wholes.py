"""Totals and the parts that a sentence gives them: in brackets, after "gồm" or a colon, "trong đó", by what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from danvan.proof.reading import Figure
from danvan.proof.relations.claimed import Claimed, off
from danvan.proof.relations.clauses import closing, depth, measure, same_unit, sentence_end, sum_of, within
from danvan.proof.relations.leftovers import rest_of, settled
from danvan.proof.relations.relations import is_slip

WHOLE = re.compile(r"(?i)(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|chia thành|chia làm|phân ra)(?!\w)")
PART = re.compile(r"(?i)(?<!\w)trong (?:đó|số đó|số này)(?!\w)")
#: A bracket that opens so tells of a change or a price, not of the parts.
_OTHER_BRACKET = re.compile(
    r"(?i)\(\s*\*?\s*(?:tăng|giảm|so với|đạt|trị giá|tổng|bình quân|mỗi|trong|bằng|chiếm|vượt|kế hoạch"
    r"|cùng kỳ|năm|tháng|quý|kỳ|[0-9]+ tháng)"
)
_NOT_ALL = re.compile(
    r"(?i)…|\.\.\.|(?<!\w)(?:v\.v|chủ yếu|tiêu biểu|điển hình|nhất là|riêng|như|khác nhau|lần lượt)(?!\w)"
)
_THOSE = re.compile(r"(?:^|(?<=[.;]\s))(?:Trong|Trong số|Trong tổng số|trong tổng số)\s")
_NAME = re.compile(r"(?i)(?<!\w)(?!(?:và|có|là|với|còn|được|gồm|đã|cho)(?!\w))[^\W\d_]{2,}")
_LEVELS = re.compile(r"(?i)(?<!\w)(?:cấp|của|khối|thôn|bản|xã|huyện|tỉnh)(?!\w)")
_DONE_BEFORE = re.compile(r"(?i)(?<!\w)đã(?!\w)")
_ALL_TOLD = re.compile(
    r"(?i)(?<!\w)(?:(?:tổng cộng|cộng chung|cộng lại|cả thảy|gộp lại|tất cả là)(?!\w)[^;.()]*|tổng \w+\s*)$"
)


#: "gồm 04 quản lý; 01 phụ trách; 15 giáo viên": the next item of a list, not another clause.
_ITEM = re.compile(r";\s*(?:và\s+)?[0-9]")
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm)(?:\s+\w+)?\s*$")
_STOP = re.compile(r"\.\s|\n")
#: Below this, counts in several nouns meet a total by chance.
_LARGE = 100
#: A total stands at most so many figures away from its parts.
_NEAR = 40
#: No sentence lists more parts than these; a longer run of figures is a table that lost its lines.
_LONGEST = 120


def claims_in(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """Every total of a paragraph with its parts, the surest words first. ``figures`` hold no percentages."""
    for finder in (_brackets, _comprising, settled, rest_of, _colons, _among, _of_those, _items, _told_last, _runs):
        yield from finder(text, figures)


def _brackets(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "51 tổ chức (16 đảng bộ và 35 chi bộ)": what stands in a bracket right after a count are its parts."""
    for match in re.finditer(r"\(", text):
        end = closing(text, match.start())
        level = depth(text, match.end())
        parts = [f for f in within(figures, match.start(), end) if depth(text, f.start) == level]
        total = last_before(text, figures, match.start())
        if total is None or len(parts) < 2 or re.search(r"[,;:.]", text[total.end : match.start()]):
            continue
        if PART.match(text, match.end()):
            yield from _sure_only_when_near(total, parts)
            claim = Claimed(total, tuple(parts), "doubt")
            alike = all(same_unit(part, total) for part in parts)
            if alike and _named(text, parts, match.end()) and off(claim) * 5 <= total.value:
                yield claim
        elif len(parts) > 2 and not any(same_unit(part, total) for part in parts):
            yield from _of_a_sum_before(text, figures, match.start(), parts)
        elif _OTHER_BRACKET.match(text, match.start()):
            continue
        elif not _MOVED.search(text, max(0, total.start - 30), total.start):
            yield from _judged(total, parts, sure=not _NOT_ALL.search(text, match.start(), end))
        elif len(parts) > 2 and all(same_unit(part, total) for part in parts) and total.value > 10:
            # "giảm 80 em (chuyển trường 50 em, …)": what a change is made of.
            claim = Claimed(total, tuple(parts), "doubt")
            if off(claim) * 20 <= total.value:
                yield claim


def _of_a_sum_before(text: str, figures: Sequence[Figure], position: int, parts: Sequence[Figure]) -> Iterator[Claimed]:
    """ "165 tỷ đồng cho 3 xã (Nà Đông 60 tỷ đồng, …)": the list is of the places, its sum is the amount before them."""
    before = [f for f in within(figures, 0, position)[-6:] if same_unit(f, parts[0])]
    if not before or _STOP.search(text, before[-1].end, position) or not all(same_unit(p, parts[0]) for p in parts):
        yield from _judged(last_before(text, figures, position) or parts[0], parts, sure=False)
        return
    claim = Claimed(before[-1], tuple(parts), "doubt")
    if claim.holds or off(claim) * 5 <= claim.total.value:
        yield claim


def _comprising(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "40 đơn, gồm 30 …, 08 … và 02 …": "gồm" promises all the parts."""
    for match in WHOLE.finditer(text):
        total = last_before(text, figures, match.start())
        if total is None:
            continue
        parts = parts_after(text, figures, match.end())
        if re.search(r"[;:]|\.\s", text[total.end : match.start()]):
            yield from (
                _of_an_earlier(figures, parts)
                if not parts or not _is_only(text, figures, total, parts)
                else _judged(total, parts, sure=not _NOT_ALL.search(text, match.end(), sentence_end(text, match.end())))
            )
        else:
            end = sentence_end(text, match.end())
            yield from _judged(total, parts, sure=not _NOT_ALL.search(text, match.end(), end))


def _is_only(text: str, figures: Sequence[Figure], total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the sentence before "; gồm" has but one figure, of the noun of all the parts."""
    start = max((match.end() for match in _STOP.finditer(text, max(0, total.start - 400), total.start)), default=0)
    alone = len(within(figures, start, total.end)) == 1 and not _STOP.search(text, total.end, parts[0].start)
    return alone and all(same_unit(part, total) for part in parts)


def _of_an_earlier(figures: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 15, đã xong 9; gồm có 12 …, 03 …": the total is some figure of the sentence, the one that fits best."""
    if len(parts) < 2:
        return
    near = within(figures, 0, parts[0].start)[-_NEAR:]
    before = [f for f in near if measure(f.unit) == measure(parts[0].unit)]
    claims = [Claimed(total, tuple(parts), "doubt") for total in before]
    close = [claim for claim in claims if abs(sum_of(claim.parts) - claim.total.value) * 20 <= claim.total.value]
    yield from [c for c in claims if c.holds] or close[:1]


def _colons(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "21 nhà: Nà Đông 5 nhà, Khe Lớn 16 nhà": a list behind a colon that counts the same noun again."""
    for match in re.finditer(r":(?=\s)", text):
        total = last_before(text, figures, match.start())
        if total is None or re.search(r"[;:()]|\.\s", text[total.end : match.start()]):
            continue
        if WHOLE.search(text, total.end, match.start()):
            continue
        if match.start() - total.end > 60 or PART.search(text, total.end, match.start()):
            continue
        end, level = sentence_end(text, match.end()), depth(text, match.start())
        behind = [f for f in within(figures, match.end(), end) if depth(text, f.start) == level]
        parts = [f for f in behind if same_unit(f, total)]
        claim = Claimed(total, tuple(parts), "error" if parts == behind and len(parts) > 2 else "doubt")
        far = abs(sum_of(parts) - total.value) * 5 > total.value
        far = far or (parts != behind and not claim.holds and not claim.nearly)
        if len(parts) >= 2 and not far and total.unit and not _NOT_ALL.search(text, total.end, end):
            yield claim


def _among(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "trong đó" need not name all; parts that miss the whole by a hair are meant to be all of it."""
    for match in PART.finditer(text):
        total = last_before(text, figures, match.start())
        if total is None:
            continue
        parts = parts_after(text, figures, match.end())
        if re.search(r"[;]|\.\s", text[total.end : match.start()]):
            yield from _of_an_earlier(within(figures, total.start - 200, len(text)), parts)
        else:
            alike = [part for part in parts if same_unit(part, total)]
            yield from _alongside(text, figures, total, parts)
            if any(_DONE_BEFORE.search(text, one.end, other.start) for one, other in pairwise(alike)):
                continue
            pure = alike == parts
            named = _named(text, alike, match.end())
            over = total.value < sum_of(alike) <= total.value * 2
            claim = Claimed(total, tuple(alike), "doubt")
            over = over and (named or _disjoint(text, match.end(), total))
            if pure and len(alike) > 1 and (over or (named and off(claim) <= 1 and not total.digits)):
                yield claim
            else:
                yield from _sure_only_when_near(total, alike if len(alike) > 1 else parts, pure=pure)
                whole = Claimed(total, tuple(parts), "doubt")
                if 1 < len(alike) < len(parts) and total.value >= _LARGE and (whole.holds or whole.nearly):
                    yield whole


def _of_those(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "Trong 96 địa điểm có 32 địa điểm …, 64 địa điểm …": a sentence that begins with its whole."""
    for match in _THOSE.finditer(text):
        own = within(figures, match.end(), sentence_end(text, match.end()))
        if not own or own[0].start > match.end() + 12:
            continue
        parts = [f for f in own[1:] if same_unit(f, own[0])]
        if len(parts) > 1 and parts == list(own[1:]):
            yield from _sure_only_when_near(own[0], parts, pure=True)


def _alongside(text: str, figures: Sequence[Figure], total: Figure, parts: Sequence[Figure]) -> Iterator[Claimed]:
    """ "36 buổi cho 4.120 lượt người, trong đó A 12 buổi cho …": where one noun's parts hold, the other's must too."""
    other = within(figures, 0, total.start)[-1:]
    if not other or _STOP.search(text, other[0].end, total.start) or same_unit(other[0], total):
        return
    behind = within(figures, total.end, sentence_end(text, total.end))
    # "87 lớp với 4.241 em, trong đó 5 lớp A (211 em) và 82 lớp B (4.030 em)": the other noun stands in brackets.
    for listed in (parts, behind):
        claims = [Claimed(t, tuple(p for p in listed if same_unit(p, t)), "error") for t in (other[0], total)]
        if len(claims[0].parts) == len(claims[1].parts) > 1 and any(claim.holds for claim in claims):
            yield from claims
            return


def _named(text: str, parts: Sequence[Figure], start: int) -> bool:
    """Whether each part's name stands before its number ("sở 20 người, quận 32 người"); qualities may overlap."""
    starts = [start, *(part.end for part in parts)]
    return all(
        _NAME.search(re.split(r"[,;()]", text[begin : part.start])[-1]) is not None
        for begin, part in zip(starts, parts, strict=False)
    )


def _disjoint(text: str, position: int, total: Figure) -> bool:
    """Whether the parts cannot overlap: money and areas, and the points of a list behind a colon."""
    listed = text[position:].lstrip().startswith(":")
    return measure(total.unit) != "count" or listed or len(_LEVELS.findall(text, position, position + 120)) > 1


def _sure_only_when_near(total: Figure, parts: Sequence[Figure], *, pure: bool = False) -> Iterator[Claimed]:
    alike = all(measure(part.unit) == measure(total.unit) and part.value <= total.value for part in parts)
    claim = Claimed(total, tuple(parts), "doubt")
    near = off(claim) * (10 if pure else 50) < total.value
    if len(parts) >= 2 and alike and (near or claim.nearly):
        yield claim


def _items(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "400 suất quà cho Nà Đông (250 suất), Khe Lớn (150 suất)": each item's amount in a bracket of its own."""
    run: list[Figure] = []
    for figure in (*figures, None):
        alone = figure is not None and depth(text, figure.start) == 1 and text[figure.end : figure.end + 1] == ")"
        last = run[-1].end if run else 0
        if figure is not None and alone and (not run or not _STOP.search(text, last, figure.start)):
            run.append(figure)
            continue
        if len(run) > 1 and run[0].unit and all(same_unit(part, run[0]) for part in run):
            before = [f for f in within(figures, 0, run[0].start)[-4:] if depth(text, f.start) == 0]
            total = before[-1] if before else None
            if total is not None and same_unit(total, run[0]) and not _STOP.search(text, total.end, run[0].start):
                claim = Claimed(total, tuple(run), "doubt")
                if claim.holds or off(claim) * 10 <= total.value:
                    yield claim
        run = [figure] if figure is not None and alone else []


def _told_last(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "12 đơn trực tiếp, 8 đơn qua bưu điện, tổng cộng 20 đơn"."""
    for index, total in enumerate(figures):
        if not total.qualifier.startswith("tổng") and not _ALL_TOLD.search(text, max(0, total.start - 60), total.start):
            continue
        parts: list[Figure] = []
        for figure in reversed(figures[max(0, index - _NEAR) : index]):
            if re.search(r"\.\s|\n", text[figure.end : total.start]) or not same_unit(figure, total):
                break
            parts.insert(0, figure)
        claim = Claimed(total, tuple(parts), "doubt")
        alone = (
            len(parts) == index or bool(_STOP.search(text, figures[index - len(parts) - 1].end, parts[0].start))
            if parts
            else False
        )
        near = claim.nearly or (alone and off(claim) * 5 <= total.value)
        if len(parts) >= 2 and total.unit and (claim.holds or near):
            yield claim


def _runs(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """Three or more counts of one noun in a row that miss an earlier, larger one by a slip only."""
    start = 0
    while start < len(figures):
        end = start + 1
        while end < len(figures) and _goes_on(text, figures[end - 1], figures[end]):
            end += 1
        run = figures[start:end]
        start = end
        if len(run) < 4 or not run[0].unit:
            continue
        before = [f for f in within(figures, 0, run[0].start)[-_NEAR:] if same_unit(f, run[0])][-6:]
        for total, parts in [(run[0], run[1:]), *((total, run) for total in reversed(before))]:
            claim = Claimed(total, tuple(parts), "doubt")
            if total.value >= 100 and total.value > max(p.value for p in parts) and (claim.holds or claim.nearly):
                yield claim
                break


def _goes_on(text: str, one: Figure, other: Figure) -> bool:
    between = text[one.end : other.start]
    alike = same_unit(one, other) or (not other.unit and bool(one.unit))
    return alike and not re.search(r"\.\s|\n|(?i:trong đó|tăng|giảm|so với)", between)


def _judged(total: Figure, parts: Sequence[Figure], *, sure: bool) -> Iterator[Claimed]:
    alike = [part for part in parts if same_unit(total, part)]
    if parts and min(part.value for part in parts) > total.value:
        return
    if len(parts) >= 2 and alike == list(parts):
        claim = Claimed(total, tuple(parts), "error" if sure else "doubt")
        if sure or claim.nearly or sum_of(parts) >= total.value:
            yield claim
    elif len(alike) >= 2:
        # Other nouns between or behind tell more of a part; then the parts must nearly fit to be meant as such.
        claim = Claimed(total, tuple(alike), "doubt")
        if claim.holds or claim.nearly or off(claim) * 20 <= total.value:
            yield claim
    elif len(parts) >= 2 and all(measure(part.unit) == measure(total.unit) for part in parts):
        alike = [part for part in parts if same_unit(part, parts[0])]
        if 2 <= len(alike) < len(parts) and Claimed(total, tuple(alike), "doubt").holds:
            # "668 em (lớp công 188 học sinh, 4 nhóm tư 480 học sinh)": one noun makes the total, others tell of it.
            yield Claimed(total, tuple(alike), "doubt")
            return
        claim = Claimed(total, tuple(parts), "doubt")
        # Parts in other nouns may be of another sort altogether; near the total they are meant to be its parts.
        near = off(claim) * 6 <= total.value or any(
            part.value >= 10 and is_slip(part.value + total.value - sum_of(parts), part.value) for part in parts
        )
        if near:
            yield claim


def last_before(text: str, figures: Sequence[Figure], position: int) -> Figure | None:
    """The nearest figure before ``position`` that is not inside a bracket closed meanwhile."""
    level = depth(text, position)
    near = reversed(within(figures, 0, position)[-_NEAR:])
    return next((f for f in near if depth(text, f.start) <= level), None)


def parts_after(text: str, figures: Sequence[Figure], position: int) -> list[Figure]:
    """The figures of the list that begins at ``position``, up to the end of its sentence, bracket or clause."""
    level, end = depth(text, position), sentence_end(text, position)
    listed = text[position:].lstrip().startswith(":") or level > 0
    if len(within(figures, position, end)) > _LONGEST:
        return []
    stops = r"\)" if listed else r"[;)]"
    for stop in re.compile(stops).finditer(text, position, end):
        if _ITEM.match(text, stop.start()):
            continue
        if (stop[0] == ";" and depth(text, stop.start()) == level) or depth(text, stop.end()) < level:
            end = stop.start()
            break
    another = PART.search(text, position, end)
    if another is not None:
        end = another.start()
    parts = [f for f in within(figures, position, end) if depth(text, f.start) == level]
    return list(takewhile(lambda f: not _MOVED.search(text, max(0, f.start - 30), f.start), parts))
