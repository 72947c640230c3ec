"""Write docs/capabilities.md: for each capability its kinds of entry, its indicators and the sections that tell of it.

python tools/capabilities.py [--check]

A kind says in its first line which capabilities it serves; an indicator serves those of its kinds; a section of the
annual report tells of what it names. What no kind holds stands in ELSEWHERE, with the folder where it lives.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/capabilities.md"
ROOMS = ROOT / "src/danvan"

#: The capabilities of an office's work, by their numbers; the words are ours.
NAMES = {
    1: "Places in time", 2: "Organisations", 3: "Posts and who holds them", 4: "Area, population, peoples",
    5: "Party organisations and members", 6: "Religious life, as totals", 7: "New countryside: state and works",
    8: "What helped and what hindered", 9: "Register of documents", 10: "What carries out what",
    11: "Documents issued, reports built", 12: "Calendar of reviews", 13: "Plans, programmes, approvals",
    14: "Comments on drafts", 15: "Co-ordination between bodies", 16: "Documents made known", 17: "Briefings",
    18: "Party inspection and supervision", 19: "Dialogues of heads", 20: "Opinions and what came of them",
    21: "Reception of citizens", 22: "Meetings with voters", 23: "Work of the people's council",
    24: "Civic engagement of the administration", 25: "Grassroots democracy", 26: "State inspection, anti-corruption",
    27: "Justice and the procuracy", 28: "Legal documents, mediation, civil status", 29: "The law made known",
    30: "Military work", 31: "Police work", 32: "Supervision by Front and unions", 33: "Social critique", 34: "Surveys",
    35: "Information by Front, unions and boards", 36: "Movements and titles", 37: "Clubs and self-governing models",
    38: "Community decisions", 39: "Money raised", 40: "Houses, gifts, relief", 41: "Boards of the people",
    42: "People-to-people relations", 43: "Work among ethnic minorities", 44: "Work among believers",
    45: "Party growth among believers", 46: "Livelihoods", 47: "Models of skilful civic engagement",
    48: "The contest", 49: "Rewards", 50: "Advice to the party committee", 51: "Knowing how the people fare",
    52: "Campaigns on the spot", 53: "Training", 54: "Organisation and staff", 55: "Assessment",
    56: "Tasks of next year",
    57: "The composed report", 58: "Head, recipients, signature", 59: "Checks", 60: "Reading any report",
}  # fmt: skip
ELSEWHERE = {
    1: "`units` (places, successions)", 2: "`units` (bodies, trees)", 3: "`units` (posts, holders)",
    9: "`documents`", 10: "`documents` (relations)", 12: "`documents` (reviews)", 14: "`documents` (drafts)",
    56: "`documents` (reviews due next year)", 57: "`reports/templates/annual`",
    58: "`reports/templates/annual/template.yaml`", 59: "`proof/checks`", 60: "`proof/reader`",
}  # fmt: skip


def page() -> str:
    """The page's text, made from the families as they stand."""
    kinds, indicators, sections = served()
    lines = [
        "# Capabilities and where they are",
        "",
        "What an office's yearly work consists of: which kinds of entry hold it, which indicators count it, and which",
        "sections of the annual report tell of it. `tools/capabilities.py` writes this page from the files themselves;",
        "a test fails when they differ.",
        "",
        "| | Capability | Kinds of entry | Indicators | Sections of `annual` |",
        "|---|---|---|---|---|",
    ]
    for number, name in NAMES.items():
        held = [f"`{kind}`" for kind in sorted(kinds[number])]
        held += [ELSEWHERE[number]] if number in ELSEWHERE else []
        cells = [held, [f"`{code}`" for code in sorted(indicators[number])], sorted(sections[number])]
        lines.append(f"| CAP-{number:02d} | {name} | {' | '.join(', '.join(cell) or '–' for cell in cells)} |")
    return "\n".join(lines) + "\n"


def served() -> tuple[dict[int, set[str]], dict[int, set[str]], dict[int, set[str]]]:
    """Capability -> its kinds, its indicators, its sections."""
    from danvan.indicators.definitions import INDICATORS
    from danvan.ledger.kinds import KINDS
    from danvan.reports.templates import load

    kinds, indicators, sections = (defaultdict[int, set[str]](set) for _ in range(3))
    caps: dict[str, set[int]] = {}
    for code, kind in KINDS().items():
        caps[code] = {int(number) for number in re.findall(r"CAP-(\d\d)", kind.content.partition("\n")[0])}
        for number in caps[code]:
            kinds[number].add(code)
    family = INDICATORS()
    of_indicator = {
        code: {number for kind in kinds_of(code, family) for number in caps[kind]} for code in family
    }  # fmt: skip
    for code, numbers in of_indicator.items():
        for number in numbers:
            indicators[number].add(code)
    for section in load("annual").sections:
        words = set(re.findall(r"\w+", section.source))
        for number in {n for code in words & family.keys() for n in of_indicator[code]} | {
            n for kind in re.findall(r'works\("(\w+)"', section.source) for n in caps[kind]
        }:
            sections[number].add(f"`{section.path.name}`")
    return kinds, indicators, sections


def kinds_of(code: str, family) -> set[str]:  # type: ignore[no-untyped-def]
    """The kinds that an indicator comes down to."""
    definition = family[code]
    return set(definition.kinds) | {kind for part in definition.of for kind in kinds_of(part, family)}


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.web.settings")
    import django

    django.setup()
    text = page()
    if "--check" in words:
        return 0 if PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
