"""Shares of one whole: never over a hundred, and parts of one base that were all given must make it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.clauses import (
    SENTENCE_END,
    addable,
    depth,
    is_percent,
    is_share,
    same_unit,
    spoken,
    sum_of,
    within,
)
from danvan.proof.relations.relations import FAMILIES, Line, labels, lines
from danvan.proof.relations.wholes import PART

_OF_WHOLE = re.compile(r"(?i)(?<!\w)(?:chiếm|tỷ trọng|tỉ trọng|cơ cấu)(?!\w)")
_REST = re.compile(r"(?i)(?<!\w)(?:khác|còn lại|ngoài ra|chủ yếu|trở lên)(?!\w)")
#: Grades that people and works are sorted into; each falls into one.
_GRADES = re.compile(
    r"(?i)(?<!\w)(?:xuất sắc|giỏi|khá|trung bình|yếu|kém|tốt|(?:không |chưa )?hoàn thành(?: tốt| xuất sắc)?"
    r"|(?:rất |không |chưa )?hài lòng|bình thường)(?!\w)"
)
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|lãi suất|tăng trưởng|vượt)(?!\w)")
#: What a text sorts a whole into: its points or what stands behind the colon are all of it.
_MAKE_UP = re.compile(r"(?i)(?<!\w)(?:cơ cấu|tỷ trọng|tỉ trọng|thành phần|phân bổ|phân theo|chia theo|xếp loại)(?!\w)")
_WHAT_IS_LEFT = re.compile(r"(?i)(?<!\w)(?:còn lại|phần còn lại|số còn lại)(?!\w)[^%;.]{0,60}$")
_WHAT_IS_LEFT_ANYWHERE = re.compile(r"(?i)(?<!\w)còn lại(?!\w)")
_NOT_ALL = re.compile(r"(?i)…|\.\.\.|(?<!\w)(?:v\.v|chủ yếu|tiêu biểu|nhất là|riêng|trong đó)(?!\w)")
_COLON = re.compile(r":\s")
#: No sentence lists more shares of one whole.
_LONGEST = 60
_MOST_SHARES = 8
_IS_LEFT = re.compile(r"(?i)\s*(?:\w+\s+){0,3}còn lại(?!\w)")
#: Qualities that one person may have together.
_QUALITY = re.compile(
    r"(?i)(?<!\w)(?:(?P<sex>nữ)|(?P<age>tuổi|trẻ)|(?P<people>dân tộc thiểu số|DTTS)|(?P<party>đảng viên|ngoài đảng)"
    r"|(?P<school>đại học|thạc sĩ|tiến sĩ|trung cấp|trình độ))(?!\w)"
)
_NO_VIEW = re.compile(
    r"(?i)(?<!\w)(?:không (?:có |nêu |cho )?ý kiến|ý kiến khác|phân vân|phiếu trắng|không hợp lệ)(?!\w)"
)
_STRUCTURE = re.compile(
    r"(?i)(?<!\w)cơ cấu (?:kinh tế|lao động|các ngành|ngành|giá trị|vốn|đất|cây trồng)[^;:.]{0,30}:"
)
_GREW = re.compile(r"(?i)(?<!\w)(?:tăng|giảm)(?:\s+(?:thêm|còn|lên))?\s*$")
_FEWEST = 3
_NEARLY_ALL = Decimal("0.9")
#: How many points a list of shares may miss the hundred by and still be meant to make it.
_NEAR = Decimal(5)
#: Shares that add up to more are rates of overlapping groups, not parts of one whole.
_MOST = Decimal(140)
_NEAR_PAIR = Decimal(2)
#: The same where the words say that the list is all there is.
_NEAR_ALL = Decimal(15)
_HUNDRED = Decimal(100)


def run(case: Case) -> Iterator[Finding]:
    """Shares that add up to more than the whole; counts with shares of one base that nearly, not wholly, fill it."""
    earlier: list[Figure] = []
    found = list(lines(case.reading))
    for line in found:
        if "%" in line.text:
            yield from next(filter(None, (list(find(line)) for find in (_over, _missed, _rest, _made_up))), ())
            yield from _under(line, earlier)
        earlier = [*earlier, *line.figures][-40:]
    yield from _listed(case.reading, found)


def _over(line: Line) -> Iterator[Finding]:
    text = line.text
    for start, end in _sentences(text):
        shares = [f for f in within(line.figures, start, end) if _of_all(text, f)]
        taken = [s for i, s in enumerate(shares) if _OF_WHOLE.search(text, shares[i - 1].end if i else start, s.start)]
        total = sum_of(taken)
        # "nông nghiệp 71,8%, phi nông nghiệp 28,2%, đô thị 5,8%": the first are the whole, the others told anew of it.
        whole = any(sum_of(taken[:count]) == _HUNDRED for count in range(2, len(taken)))
        all_said = len(taken) >= _FEWEST and len(taken) == len(shares)
        if (
            all_said
            and not whole
            and _HUNDRED + Decimal("0.1") * len(taken) < total <= _MOST
            and not _overlap([(line, share) for share in taken])
        ):
            yield _finding(taken, "error")


def _of_all(text: str, share: Figure) -> bool:
    """Whether a share is of the sentence's whole: not one in a bracket after "trong đó", nor one against another."""
    inner = depth(text, share.start) > 0 and PART.search(text, text.rfind("(", 0, share.start), share.start)
    return is_share(share) and not inner and not re.match(r"\s*so với", text[share.end : share.end + 10])


def _overlap(told: Sequence[tuple[Line, Figure]]) -> bool:
    """Women, the young, those outside the Party: qualities of the same people, not sorts that part them."""
    said = {match.lastgroup for line, share in told for match in _QUALITY.finditer(_clause(line, share))}
    family = next(family for family in FAMILIES if family.name == "sex")
    sexes = frozenset().union(*(labels(family, _clause(line, share)) for line, share in told))
    return len(said) > 1 or sexes == {"women"}


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    return pairwise([0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)])


def _missed(line: Line) -> Iterator[Finding]:
    """Shares that by their words are all there are, and make a little more or less than a hundred."""
    text = line.text
    for start, end in _sentences(text):
        shares = [f for f in within(line.figures, start, end) if _of_all(text, f) and f.value < _HUNDRED]
        if _FEWEST <= len(shares) <= _LONGEST and _STRUCTURE.search(text, start, shares[0].start):
            # "Cơ cấu: nông nghiệp 45%, giảm 2%; …": what a part grew by is no part.
            shares = [f for f in shares if not _GREW.search(text, max(start, f.start - 15), f.start)]
            if len(shares) >= _FEWEST and _room(shares) < abs(sum_of(shares) - _HUNDRED) <= _NEAR_PAIR:
                yield _finding(shares, "doubt")
            continue
        if (
            not 2 <= len(shares) <= _LONGEST
            or _MOVED.search(text, start, end)
            or _REST.search(_NO_VIEW.sub("", text[start:end]))
        ):
            continue
        complete = _complete(line, shares)
        if complete or (len(shares) >= _FEWEST and _sorted(line, shares, start)):
            total = sum_of(shares)
            # Beside for and against there are often some without an opinion, whom the sentence does not name.
            near = _NEAR_PAIR if complete and total < _HUNDRED and len(shares) == 2 else _NEAR
            if _room(shares) < abs(total - _HUNDRED) <= near:
                yield _finding(shares, "doubt")


def _rest(line: Line) -> Iterator[Finding]:
    """ "ngân sách 51%, doanh nghiệp 40%, còn lại 9%": what is left fills the hundred, whatever stands before it."""
    if not _WHAT_IS_LEFT_ANYWHERE.search(line.text):
        return
    for start, end in _sentences(line.text):
        taken: list[Figure] = []
        for share in within(line.figures, start, end):
            if not _of_all(line.text, share) or share.value >= _HUNDRED:
                continue
            taken.append(share)
            if len(taken) > 1 and _is_left(line, taken[-2], share):
                yield from _filled(line, start, taken)
                start, taken = share.end, []


def _filled(line: Line, start: int, taken: Sequence[Figure]) -> Iterator[Finding]:
    """What is wrong with shares the last of which is what the others leave."""
    if len(taken) > _MOST_SHARES or _MOVED.search(line.text, start, taken[-1].end):
        return
    if any(depth(line.text, share.start) != depth(line.text, taken[0].start) for share in taken):
        return
    if not _some_fill(taken[:-1], taken[-1].value) and abs(sum_of(taken) - _HUNDRED) <= _NEAR_ALL:
        yield _finding(taken, "error")


def _is_left(line: Line, before: Figure, share: Figure) -> bool:
    left = _WHAT_IS_LEFT.search(line.text, before.end, share.start) or _IS_LEFT.match(line.text, share.end)
    return left is not None


def _some_fill(shares: Sequence[Figure], rest: Decimal) -> bool:
    """Whether some of the shares (others may be parts of these) make up a hundred with the rest."""
    sums = {rest}
    for share in shares:
        sums |= {one + share.value for one in sums}
    room = _room(shares)
    return any(abs(one - _HUNDRED) <= room for one in sums)


def _made_up(line: Line) -> Iterator[Finding]:
    """ "Cơ cấu …: A 40%, B 35%, C 25%": what a text sorts a whole into, all of it behind one colon."""
    for start, end in _sentences(line.text):
        match = _COLON.search(line.text, start, end)
        if match is None:
            continue
        if not _MAKE_UP.search(line.text, start, match.start()) or _MOVED.search(line.text, start, end):
            continue
        own = within(line.figures, match.end(), end)
        shares = [f for f in own if _of_all(line.text, f) and depth(line.text, f.start) == 0]
        if _FEWEST <= len(shares) == len(own) and not _NOT_ALL.search(line.text, match.end(), end):
            if _some_fill(shares, Decimal(0)) or _overlap([(line, share) for share in shares]):
                continue
            if _room(shares) < abs(sum_of(shares) - _HUNDRED) <= _NEAR_ALL:
                yield _finding(shares, "doubt")


def _complete(line: Line, shares: Sequence[Figure]) -> bool:
    """Whether the shares are told of classes that complete each other: men and women, on time and late."""
    clauses = [_clause(line, share) for share in shares]
    views = [clause for clause in clauses if not _NO_VIEW.search(clause)]
    verdict = next(family for family in FAMILIES if family.name == "verdict")
    if len(views) == len(clauses) - 1 and [len(labels(verdict, view)) for view in views] == [1, 1]:
        return labels(verdict, views[0]) != labels(verdict, views[1])
    for family in FAMILIES:
        # A count's class stands before the bracket of its share.
        said = [labels(family, clause) for clause in clauses]
        if all(said) and sum(map(len, said)) == len(frozenset().union(*said)):
            return frozenset().union(*said) in family.complete
    return False


def _sorted(line: Line, shares: Sequence[Figure], start: int) -> bool:
    clauses = [_clause(line, share) for share in shares]
    grades = [match[0].lower() for clause in clauses if (match := _GRADES.search(clause))]
    told = [
        s
        for a, s in zip([None, *shares], shares, strict=False)
        if _OF_WHOLE.search(line.text, a.end if a else start, s.start)
    ]
    return len(set(grades)) == len(shares) or len(told) == len(shares)


def _clause(line: Line, share: Figure) -> str:
    """The words of a share's clause, with those of its count when it stands in a bracket behind it."""
    own = line.clause(share)
    at = line.figures.index(share)
    if at and "(" in line.between(line.figures[at - 1], share):
        return f"{line.clause(line.figures[at - 1])} {own}"
    return own


def _listed(reading: Reading, found: Sequence[Line]) -> Iterator[Finding]:
    """One share in each point of a list, each told as part of one whole, or all of them by the line above."""
    run: list[Line] = []
    for line in (*found, None):
        point = line is not None and line.role == "list" and sum(map(is_share, line.figures)) == 1
        if line is not None and point and (not run or line.n <= run[-1].n + 2):
            run.append(line)
            continue
        yield from _of_list(reading, run)
        run = [line] if line is not None and point else []


def _of_list(reading: Reading, run: Sequence[Line]) -> Iterator[Finding]:
    if len(run) < _FEWEST or any(_MOVED.search(line.text) for line in run):
        return
    shares = [next(filter(is_share, line.figures)) for line in run]
    above = reading.paragraph(run[0].n - 1).text.rstrip() if run[0].n > 1 else ""
    announced = above.endswith(":") and _MAKE_UP.search(above) is not None and not _MOVED.search(above)
    if announced and _overlap(list(zip(run, shares, strict=True))):
        return
    if not announced and not all(_OF_WHOLE.search(line.text) for line in run):
        return
    if _room(shares) < abs(sum_of(shares) - _HUNDRED) <= (_NEAR_ALL if announced else _NEAR):
        yield _finding(shares, "doubt")


def _room(shares: Sequence[Figure]) -> Decimal:
    """By how much rounded shares may miss the hundred: half of each last place, and as offices cut off, a bit more."""
    return sum((Decimal(1).scaleb(-share.digits) / 2 for share in shares), Decimal(0)) + Decimal("0.005")


def _under(line: Line, earlier: Sequence[Figure]) -> Iterator[Finding]:
    text, figures = line.text, line.figures
    pairs = [
        (count, share)
        for count, share in pairwise(figures)
        if addable(count) and is_share(share) and not re.search(r"[;.]\s", text[count.end : share.start])
    ]
    if len(pairs) < _FEWEST or _REST.search(text):
        return
    parts = [count for count, _share in pairs]
    if _told_by_words(line, parts):
        return
    added = sum_of(parts)
    for base in reversed([f for f in [*earlier, *figures] if addable(f) and f not in parts]):
        if not all(same_unit(base, part) for part in parts) or not all(
            is_percent(c.value, base.value, s) for c, s in pairs
        ):
            continue
        if base.value * _NEARLY_ALL < added < base.value:
            yield _left_over(base, parts)
        return


def _finding(shares: Sequence[Figure], severity: Severity) -> Finding:
    total = spoken(sum_of(shares))
    over = sum_of(shares) > _HUNDRED
    return Finding(
        check="share_total",
        severity=severity,
        text=_("The shares add up to %(total)s%%, more than the whole.")
        if over
        else _("The shares add up to %(total)s%%, less than the whole."),
        remedy=_("Look up each share, or say of what it is a share where the bases differ."),
        places=bare(shares),
        expected="≤ 100%" if severity == "error" else "100%",
        found=f"{total}%",
        arithmetic=f"{' + '.join(spoken(share.value) for share in shares)} = {total} {'>' if over else '<'} 100",
        values={"total": total},
    )


def _told_by_words(line: Line, parts: Sequence[Figure]) -> bool:
    """Whether the parts complete each other by their words: then it is their sum that is checked."""
    for family in FAMILIES:
        said = [labels(family, line.clause(part)) for part in parts]
        if all(said) and frozenset().union(*said) in family.complete:
            return True
    return False


def _left_over(base: Figure, parts: Sequence[Figure]) -> Finding:
    added, terms = spoken(sum_of(parts)), " + ".join(spoken(part.value) for part in parts)
    return Finding(
        check="share_total",
        severity="doubt",
        text=_("%(sum)s = %(added)s, and the shares are all of %(base)s: what about the rest?"),
        remedy=_("Name the rest, or look up the whole and each part and correct the wrong one."),
        places=bare((base, *parts)),
        expected=spoken(base.value),
        found=added,
        arithmetic=f"{terms} = {added} < {spoken(base.value)}",
        values={"sum": terms, "added": added, "base": base.quote},
    )


CHECK = Check("share_total", Words("Tỷ lệ của một tổng thể", "Shares of one whole"), "share_total", "fast", run)
