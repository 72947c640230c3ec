"""The measuring tool counts what it should, and says plainly when there is nothing to measure on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[4] / "tools" / "evaluate.py"
FIGURES = "id,line,quote,nth,value,denominator,unit,qualifier,subject,status\n"
CHECKS = "id,kind,verdict,lines,quotes,expected,found,why,relation\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, text=True, check=False)


def test_recall_precision_false_alarms_and_broken_relations_are_counted(tmp_path):
    (tmp_path / "a.txt").write_text("Có 30 hộ, gồm 10 hộ Thái và 20 hộ Mông.\nHọp ngày 31/02/2022.\n", encoding="utf-8")
    rows = ["F1,1,30 hộ,1,30,,hộ,,hộ,required", "F2,1,10 hộ,1,10,,hộ,,hộ,required", "F3,1,20 hộ,1,21,,hộ,,hộ,required"]
    (tmp_path / "a.figures.csv").write_text(FIGURES + "\n".join(rows), encoding="utf-8")
    rows = [
        "K1,sum,right,1;1,30 hộ|10 hộ,,,x,F1 = F2 + F3",
        "K2,date,wrong,2,31/02/2022,,,x,",
        "K3,name,wrong,1,Có,,,x,",
    ]
    (tmp_path / "a.checks.csv").write_text(CHECKS + "\n".join(rows), encoding="utf-8")
    ended = run(str(tmp_path))
    said = json.loads(ended.stdout)["samples"]
    assert ended.returncode == 0
    assert said["all"]["figures"] == {"recall": 0.6667, "precision": 0.6667, "f1": 0.6667}
    assert said["all"]["checks"] == {"recall": 0.5, "false_alarms": 0}
    assert said["all"]["broken"] == {"recall": 1.0}
    assert said["files"]["a"]["checks"]["missed"] == ["K3 name"]


def test_the_corpus_has_faults_of_every_kind_in_half_of_its_texts():
    corpus = json.loads(run("6").stdout)["corpus"]
    assert corpus["texts"] == 6
    assert {"sum", "ratio", "date", "symbol", "text", "footnote"} <= {
        kind for kind, score in corpus["by_kind"].items() if score["wanted"]
    }
    assert corpus["citations"]["wanted"] > 20 < corpus["footnotes"]["wanted"] + 20
    assert corpus["figures"]["f1"] > 0.9


def test_without_samples_it_says_so_and_ends_with_two(tmp_path):
    ended = run(str(tmp_path))
    assert ended.returncode == 2
    assert str(tmp_path) in ended.stderr
