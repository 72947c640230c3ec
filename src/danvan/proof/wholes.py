"""Totals and the parts that a sentence gives them: in brackets, after "gồm" or a colon, "trong đó", by what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from danvan.proof.check import Severity
from danvan.proof.clauses import adds_up, closing, depth, measure, same_unit, sentence_end, sum_of, within
from danvan.proof.reading import Figure
from danvan.proof.relations import is_slip, nearly

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
_DONE = re.compile(r"(?i)(?<!\w)(?:đã|giải trình|giải đáp|trả lời|hoàn thành|giải quyết|xử lý)(?!\w)")
_LEFT = re.compile(r"(?i)(?<!\w)(?:còn|chưa|đang|tiếp thu|chuyển|rút|trả lại|tồn)(?!\w)")
_LEVELS = re.compile(r"(?i)(?<!\w)(?:cấp|của|khối|thôn|bản|xã|huyện|tỉnh)(?!\w)")
_DONE_BEFORE = re.compile(r"(?i)(?<!\w)đã(?!\w)")
_ALL_TOLD = re.compile(
    r"(?i)(?<!\w)(?:(?:tổng cộng|cộng chung|cộng lại|cả thảy|gộp lại|tất cả là)(?!\w)[^;.()]*|tổng \w+\s*)$"
)


_REST_BEFORE = re.compile(r"(?i)(?<!\w)còn lại(?: là| có)?\s*:?\s*$")
_REST_AFTER = re.compile(r"(?i)\s*(?:\w+\s+){0,2}còn lại(?! là)(?!\w)")
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm)(?:\s+\w+)?\s*$")
_STOP = re.compile(r"\.\s|\n")
#: A total stands at most so many figures away from its parts.
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Claimed:
    """A total and what the words make its parts; ``severity`` is how sure the words are that these are all."""

    total: Figure
    parts: tuple[Figure, ...]
    severity: Severity

    @property
    def holds(self) -> bool:
        """Whether the parts add up to the total, at the digits printed."""
        return adds_up(self.total, self.parts)

    @property
    def nearly(self) -> bool:
        """Whether the parts miss the total only as by a slip."""
        return nearly(self.total.value, sum_of(self.parts), [part.value for part in self.parts])


def claims_in(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """Every total of a paragraph with its parts, the surest words first. ``figures`` are exact amounts only."""
    for finder in (_brackets, _comprising, _settled, _rest, _colons, _among, _told_last, _runs):
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
        elif not _OTHER_BRACKET.match(text, match.start()) and not _MOVED.search(
            text, max(0, total.start - 30), total.start
        ):
            yield from _judged(total, parts, sure=not _NOT_ALL.search(text, match.start(), end))


def _comprising(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "40 đơn, gồm 30 …, 08 … và 02 …": "gồm" promises all the parts."""
    for match in WHOLE.finditer(text):
        total = last_before(text, figures, match.start())
        if total is None:
            continue
        parts = parts_after(text, figures, match.end())
        if re.search(r"[;:]|\.\s", text[total.end : match.start()]):
            yield from _of_an_earlier(figures, parts)
        else:
            end = sentence_end(text, match.end())
            yield from _judged(total, parts, sure=not _NOT_ALL.search(text, match.end(), end))


def _of_an_earlier(figures: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 15, đã xong 9; gồm có 12 …, 03 …": the total is some figure of the sentence, the one that fits best."""
    if len(parts) < 2:
        return
    near = within(figures, 0, parts[0].start)[-_NEAR:]
    before = [f for f in near if measure(f.unit) == measure(parts[0].unit)]
    claims = [Claimed(total, tuple(parts), "doubt") for total in before]
    close = [claim for claim in claims if abs(sum_of(claim.parts) - claim.total.value) * 20 <= claim.total.value]
    yield from [c for c in claims if c.holds] or close[:1]


def _settled(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 11 ý kiến, giải trình 7 ý kiến, tiếp thu 4 ý kiến": what came is what was settled and what is left."""
    for index, total in enumerate(figures):
        parts = _settled_parts(text, figures[index : index + 12])
        if not any(_LEFT.search(_round(text, figures, part)) for part in parts[1:]) or _DONE.search(
            text, max(0, total.start - 25), total.start
        ):
            continue
        end = sentence_end(text, parts[-1].end)
        if not any(parts[-1].end < f.start < end and same_unit(f, total) for f in figures):
            yield Claimed(total, tuple(parts), "error")


def _rest(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 80 đơn, 65 đơn đủ điều kiện, 15 đơn còn lại không đủ": what is left completes the parts before it."""
    for at, rest in enumerate(figures):
        if at < 2 or not rest.unit or not _is_rest(text, rest):
            continue
        start = max((m.end() for m in _STOP.finditer(text, max(0, rest.start - 600), rest.start)), default=0)
        before = list(within(figures, start, rest.start))
        alike = [f for f in before if same_unit(f, rest)]
        if len(alike) < 2 or len(alike) > 5 or re.search(r"(?i)(?<!\w)(?:tăng|giảm)(?!\w)", text[start : rest.start]):
            continue
        claims = [Claimed(total, (*alike[i + 1 :], rest), "doubt") for i, total in enumerate(alike[:-1])]
        sure = alike == before and alike[0].value >= max(f.value for f in (*alike[1:], rest))
        if any(claim.holds for claim in claims):
            yield from [claim for claim in claims if claim.holds]
        elif sure and _off(claims[0]) * 2 <= alike[0].value:
            yield Claimed(alike[0], claims[0].parts, "error")
        else:
            yield from [claim for claim in claims if claim.nearly][:1]


def _is_rest(text: str, figure: Figure) -> bool:
    before = _REST_BEFORE.search(text, max(0, figure.start - 30), figure.start)
    return before is not None or _REST_AFTER.match(text, figure.end) is not None


def _round(text: str, figures: Sequence[Figure], figure: Figure) -> str:
    """The words between a figure's neighbours, cut at the next comma or stop."""
    before = within(figures, 0, figure.start)
    start = before[-1].end if before else 0
    return text[start : figure.start] + re.split(r"[,;.()]", text[figure.end : figure.end + 120], maxsplit=1)[0]


def _settled_parts(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures right after the first whose clauses say settled (the first of them) or settled or left."""
    parts: list[Figure] = []
    for before, figure in pairwise(figures):
        if not figure.unit or not same_unit(figures[0], figure) or figure.value > figures[0].value:
            break
        clause = text[before.end : figure.start] + re.split(r"[,;.]", text[figure.end :], maxsplit=1)[0]
        if PART.search(clause) and parts:
            break
        if not _DONE.search(clause) and not (parts and _LEFT.search(clause)):
            break
        parts.append(figure)
    return parts


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
            if pure and len(alike) > 1 and sum_of(alike) > total.value and _disjoint(text, match.end(), total):
                yield Claimed(total, tuple(alike), "doubt")
            else:
                yield from _sure_only_when_near(total, alike if len(alike) > 1 else parts, pure=pure)


def _alongside(text: str, figures: Sequence[Figure], total: Figure, parts: Sequence[Figure]) -> Iterator[Claimed]:
    """ "36 buổi cho 4.120 lượt người, trong đó A 12 buổi cho …": where one noun's parts hold, the other's must too."""
    other = within(figures, 0, total.start)[-1:]
    if not other or _STOP.search(text, other[0].end, total.start) or same_unit(other[0], total):
        return
    claims = [Claimed(t, tuple(p for p in parts if same_unit(p, t)), "error") for t in (other[0], total)]
    if len(claims[0].parts) == len(claims[1].parts) > 1 and any(claim.holds for claim in claims):
        yield from claims


def _disjoint(text: str, position: int, total: Figure) -> bool:
    """Whether the parts cannot overlap: money and areas, and the points of a list behind a colon."""
    listed = text[position:].lstrip().startswith(":")
    return measure(total.unit) != "count" or listed or len(_LEVELS.findall(text, position, position + 120)) > 1


def _sure_only_when_near(total: Figure, parts: Sequence[Figure], *, pure: bool = False) -> Iterator[Claimed]:
    alike = all(measure(part.unit) == measure(total.unit) and part.value <= total.value for part in parts)
    claim = Claimed(total, tuple(parts), "doubt")
    near = _off(claim) * (10 if pure else 50) < total.value
    if len(parts) >= 2 and alike and (near or claim.nearly):
        yield claim


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
        near = claim.nearly or (alone and _off(claim) * 5 <= total.value)
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
        if claim.holds or claim.nearly or _off(claim) * 20 <= total.value:
            yield claim
    elif len(parts) >= 2 and all(measure(part.unit) == measure(total.unit) for part in parts):
        claim = Claimed(total, tuple(parts), "doubt")
        # Parts in other nouns may be of another sort altogether; near the total they are meant to be its parts.
        near = _off(claim) * 6 <= total.value or any(
            part.value >= 10 and is_slip(part.value + total.value - sum_of(parts), part.value) for part in parts
        )
        if near:
            yield claim


def _off(claim: Claimed) -> Decimal:
    return abs(sum_of(claim.parts) - claim.total.value)


def last_before(text: str, figures: Sequence[Figure], position: int) -> Figure | None:
    """The nearest figure before ``position`` that is not inside a bracket closed meanwhile."""
    level = depth(text, position)
    near = reversed(within(figures, 0, position)[-_NEAR:])
    return next((f for f in near if depth(text, f.start) <= level), None)


def parts_after(text: str, figures: Sequence[Figure], position: int) -> list[Figure]:
    """The figures of the list that begins at ``position``, up to the end of its sentence, bracket or clause."""
    level, end = depth(text, position), sentence_end(text, position)
    listed = text[position:].lstrip().startswith(":") or level > 0
    stops = r"\)" if listed else r"[;)]"
    for stop in re.compile(stops).finditer(text, position, end):
        if (stop[0] == ";" and depth(text, stop.start()) == level) or depth(text, stop.end()) < level:
            end = stop.start()
            break
    another = PART.search(text, position, end)
    if another is not None:
        end = another.start()
    parts = [f for f in within(figures, position, end) if depth(text, f.start) == level]
    return list(takewhile(lambda f: not _MOVED.search(text, max(0, f.start - 30), f.start), parts))
