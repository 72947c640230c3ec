"""Running: a check that breaks down is never passed, and one new check is one new file."""

from __future__ import annotations

import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation

from danvan.kit.errors import Refusals
from danvan.kit.words import Words
from danvan.proof.check import Check
from danvan.proof.run import check, family
from danvan.proof.tests.given import report


def test_a_check_that_breaks_down_is_not_run_and_the_exit_is_not_zero():
    def broken(case):
        raise ZeroDivisionError("hỏng")

    checked = check(report("Một."), checks=[Check("broken", Words("Hỏng", "Broken"), "text", "fast", broken)])
    assert (checked.outcomes[0].state, checked.outcomes[0].crashed) == ("not_run", True)
    assert "hỏng" in checked.outcomes[0].reason
    assert checked.to_json()["checks_run"] == []
    assert checked.exit_code == 1


def test_findings_are_told_in_the_order_of_their_places():
    checked = check(report("Có 130/126 bản.\nHọp ngày 31/02/2022, có 9/8 xã."))
    assert [(f.places[0].paragraph, f.check) for f in checked.findings] == [
        (1, "subset_and_whole"),
        (2, "impossible_date"),
        (2, "subset_and_whole"),
    ]


def test_a_finding_is_told_in_both_languages():
    [finding] = check(report("Họp ngày 31/02/2022.")).findings
    with translation.override("en"):
        english = (finding.message, finding.advice)
    with translation.override("vi"):
        vietnamese = (finding.message, finding.advice)
    assert "31/02/2022" in english[0]
    assert all(one != other for one, other in zip(english, vietnamese, strict=True))


def test_a_locality_adds_a_check_by_one_file(tmp_path, settings):
    folder = tmp_path / "checks"
    folder.mkdir()
    (folder / "local_shouting.py").write_text(
        textwrap.dedent(
            """
            from danvan.kit.words import Words
            from danvan.proof.check import Check, Finding, span_of

            def run(case):
                for p in case.reading.paragraphs:
                    if "!" in p.text:
                        place = span_of(case.reading, p.n, 0, 1)
                        yield Finding("local_shouting", "doubt", "Loud.", "Be calm.", (place,))

            CHECK = Check("local_shouting", Words("Kêu to", "Shouting"), "text", "fast", run)
            """
        ),
        encoding="utf-8",
    )
    settings.DANVAN = SimpleNamespace(catalogue=(tmp_path,))
    assert [f.check for f in check(report("Xong rồi!")).findings] == ["local_shouting"]


@pytest.mark.parametrize("source", ["x = 1", "CHECK = 3", "raise OSError('no')", "def"])
def test_a_faulty_check_file_is_named(tmp_path, source):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "local_bad.py").write_text(source, encoding="utf-8")
    with pytest.raises(Refusals, match=r"local_bad\.py"):
        family((tmp_path,))


def test_every_check_is_tried_by_a_test_of_the_room():
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in family() if f'"{code}"' not in tests] == []
