"""Shares of one whole: never over a hundred, and parts of one base that were all given must make it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.clauses import (
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
from danvan.proof.reading import Figure
from danvan.proof.relations import FAMILIES, Line, labels, lines
from danvan.proof.wholes import PART

_OF_WHOLE = re.compile(r"(?i)(?<!\w)(?:chiếm|tỷ trọng|tỉ trọng|cơ cấu)(?!\w)")
_REST = re.compile(r"(?i)(?<!\w)(?:khác|còn lại|ngoài ra|chủ yếu|trở lên)(?!\w)")
#: Grades that people and works are sorted into; each falls into one.
_GRADES = re.compile(
    r"(?i)(?<!\w)(?:xuất sắc|giỏi|khá|trung bình|yếu|kém|tốt|(?:không |chưa )?hoàn thành(?: tốt| xuất sắc)?"
    r"|(?:rất |không |chưa )?hài lòng|bình thường)(?!\w)"
)
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|lãi suất|tăng trưởng|vượt)(?!\w)")
_FEWEST = 3
_NEARLY_ALL = Decimal("0.9")
#: How many points a list of shares may miss the hundred by and still be meant to make it.
_NEAR = Decimal(5)
#: Shares that add up to more are rates of overlapping groups, not parts of one whole.
_MOST = Decimal(140)
_NEAR_PAIR = Decimal(2)
_HUNDRED = Decimal(100)


def run(case: Case) -> Iterator[Finding]:
    """Shares that add up to more than the whole; counts with shares of one base that nearly, not wholly, fill it."""
    earlier: list[Figure] = []
    found = list(lines(case.reading))
    for line in found:
        if "%" in line.text:
            over = list(_over(line))
            yield from over or _missed(line)
            yield from _under(line, earlier)
        earlier = [*earlier, *line.figures][-40:]
    yield from _listed(found)


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
            and not _overlap(line, taken)
        ):
            yield _finding(taken, "error")


def _of_all(text: str, share: Figure) -> bool:
    """Whether a share is of the sentence's whole: not one in a bracket after "trong đó", nor one against another."""
    inner = depth(text, share.start) > 0 and PART.search(text, text.rfind("(", 0, share.start), share.start)
    return is_share(share) and not inner and not re.match(r"\s*so với", text[share.end : share.end + 10])


def _overlap(line: Line, shares: Sequence[Figure]) -> bool:
    """Women, the young, those outside the Party: qualities of the same people, where women are told without men."""
    family = next(family for family in FAMILIES if family.name == "sex")
    said = frozenset().union(*(labels(family, _clause(line, share)) for share in shares))
    return said == {"women"}


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    return pairwise([0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)])


def _missed(line: Line) -> Iterator[Finding]:
    """Shares that by their words are all there are, and make a little more or less than a hundred."""
    text = line.text
    for start, end in _sentences(text):
        shares = [f for f in within(line.figures, start, end) if _of_all(text, f) and f.value < _HUNDRED]
        if len(shares) < 2 or _MOVED.search(text, start, end) or _REST.search(text, start, end):
            continue
        complete = _complete(line, shares)
        if complete or (len(shares) >= _FEWEST and _sorted(line, shares, start)):
            total = sum_of(shares)
            # Beside for and against there are often some without an opinion, whom the sentence does not name.
            near = _NEAR_PAIR if complete and total < _HUNDRED else _NEAR
            if _room(shares) < abs(total - _HUNDRED) <= near:
                yield _finding(shares, "doubt")


def _complete(line: Line, shares: Sequence[Figure]) -> bool:
    """Whether the shares are told of classes that complete each other: men and women, on time and late."""
    for family in FAMILIES:
        # A count's class stands before the bracket of its share.
        said = [labels(family, _clause(line, share)) for share in shares]
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


def _listed(found: Sequence[Line]) -> Iterator[Finding]:
    """One share in each point of a list, each told as part of one whole."""
    run: list[Figure] = []
    last = 0
    for line in (*found, None):
        shares = [f for f in line.figures if is_share(f)] if line else []
        fits = line is not None and len(shares) == 1 and _OF_WHOLE.search(line.text) and not _MOVED.search(line.text)
        if fits and line is not None and line.role == "list" and (not run or line.n <= last + 2):
            run.append(shares[0])
            last = line.n
            continue
        if len(run) >= _FEWEST and _room(run) < abs(sum_of(run) - _HUNDRED) <= _NEAR:
            yield _finding(run, "doubt")
        run = [shares[0]] if fits and line is not None and line.role == "list" else []
        last = line.n if line else 0


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
