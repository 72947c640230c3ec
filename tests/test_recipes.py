"""The recipes of docs/how-to are run as they stand: each file into a copy of danvan, and the new thing works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: ```form path, then the file's text up to the closing fence.
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = sorted(ROOT.glob("docs/how-to/add-a*.md"))


class Copy:
    """A copy of danvan with a home of its own, in which a recipe is followed."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(folder / "src"),
            "DANVAN_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "danvan.web.settings",
        }

    def follow(self, recipe: Path) -> list[Path]:
        """Write the recipe's files; none may exist before."""
        written = []
        for name, text in FILE.findall(recipe.read_text()):
            path = self.folder / name
            assert not path.exists(), f"{name} is an edit, not a new file"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            written.append(path)
        return written

    def python(self, *words: object, code: int = 0) -> str:
        """What a process in the copy prints; it must end with that code."""
        command = [sys.executable, *map(str, words)]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def danvan(self, *words: object, code: int = 0) -> str:
        return self.python("-m", "danvan.cli.main", *words, code=code)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A home with the demonstration, made once."""
    home = tmp_path_factory.mktemp("demo") / "home"
    Copy(ROOT, home).danvan("demo")
    return home


@pytest.fixture
def copy(tmp_path, demo):
    """A fresh copy of danvan, and of the demonstration."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(demo, tmp_path / "home")
    return Copy(tmp_path, tmp_path / "home")


def follow(copy, name):
    """Follow a recipe, run its own test and its commands; the catalogue before and after."""
    recipe = ROOT / "docs/how-to" / name
    before = json.loads(copy.danvan("catalogue", "--json"))
    written = copy.follow(recipe)
    tests = [path for path in written if "tests" in path.parts]
    if tests:
        copy.python("-m", "pytest", "-q", *tests)
    after = json.loads(copy.danvan("catalogue", "--json"))
    return {family: [m["code"] for m in after[family] if m not in before[family]] for family in after}, recipe


def commands(recipe):
    """The danvan commands that the recipe gives, as words."""
    lines = [line for block in COMMANDS.findall(recipe.read_text()) for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("danvan ")]


def test_every_recipe_is_tried_here():
    source = Path(__file__).read_text()
    assert RECIPES and all(recipe.name in source for recipe in RECIPES)


def test_a_kind_is_one_new_file(copy):
    new, recipe = follow(copy, "add-a-kind.md")
    assert new["kinds"] == ["deputy_meeting"]
    record, entries = commands(recipe)
    copy.danvan(*record)
    [entry] = json.loads(copy.danvan(*entries, "--json"))
    assert entry["measures"] == {"attendance": 221}


def test_an_indicator_is_one_new_file(copy):
    new, recipe = follow(copy, "add-an-indicator.md")
    assert new["indicators"] == ["clearance_dialogues"]
    [ask] = commands(recipe)
    figure = json.loads(copy.danvan(*ask, "--json"))
    assert (figure["value"], len(figure["records"])) == (1, 1)


def test_a_check_is_one_new_file(copy):
    new, recipe = follow(copy, "add-a-check.md")
    assert new["checks"] == ["empty_parentheses"]
    [doubt] = commands(recipe)
    [finding] = json.loads(copy.danvan(*doubt, "--json", code=1))["findings"]
    assert (finding["check"], finding["places"][0]["quote"]) == ("empty_parentheses", "( )")


def test_a_section_is_one_new_file(copy):
    new, recipe = follow(copy, "add-a-section.md")
    assert new["sections"] == ["annual/25-members"]
    [compose] = commands(recipe)
    copy.danvan(*compose)
    report = (copy.folder / compose[-1]).read_text()
    assert "Toàn huyện có 2.733 đảng viên, trong đó 1.443 đảng viên là người dân tộc thiểu số." in report


def test_a_page_is_one_new_file_and_its_template(copy):
    new, _recipe = follow(copy, "add-a-page.md")
    assert new["pages"] == ["ledger.kinds"]
