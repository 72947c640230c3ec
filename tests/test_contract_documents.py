"""The handbook speaks of what is there: commands, links, dependencies, settings, versions."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from danvan import __version__
from danvan.cli.main import danvan
from danvan.web.environment import NAMES

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
#: What must stand in no tracked file; written so that this file does not hold it either.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"/wor[k]/",
            r"/tm[p]/(?!danvan)\w",
            r"/roo[t]/",
            r"/hom[e]/\w+/",
            r"index-ur[l][ =]+[hf]\w+:",
            r"https?://(?:\w+\.)?(?:pyp[i]|pythonhoste[d]|npmj[s]|deb\.debia[n])\.",
        ]
    )
)


def kept(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def said(path: Path) -> str:
    """The text of a file; of a link where it leads, which is what is kept of it; nothing of pictures."""
    if path.is_symlink():
        return str(path.readlink())
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def tracked() -> list[Path]:
    """The files that git keeps; in a copy without git, those that are no by-product."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and kept(ROOT / name)]
    by_products = {".venv", "var", "build", "dist", "__pycache__", ".git", ".mypy_cache", ".ruff_cache"}
    return [path for path in ROOT.rglob("*") if kept(path) and not by_products & set(path.parts)]


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return sorted({re.split(r"[^\w.-]", line)[0].lower() for group in groups for line in group})


def test_no_machine_path_or_registry_address_in_any_file():
    found = [(path.name, match[0]) for path in tracked() for match in FORBIDDEN.finditer(said(path))]
    assert found == []


def test_the_search_for_machine_paths_finds_one(tmp_path):
    assert FORBIDDEN.search("see /" + "work/main/x") and FORBIDDEN.search("--index-" + "url https://x")
    link = tmp_path / "link"
    link.symlink_to("/" + "work/main/x")
    assert kept(link) and FORBIDDEN.search(said(link))


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_has_its_reason(name):
    rows = (ROOT / "docs/stack.md").read_text().splitlines()
    assert any(re.match(rf"\| {re.escape(name)} \| [^|]+ \|", row) for row in rows)


def test_every_reason_is_of_a_dependency():
    named = re.findall(r"^\| ([a-z][\w.-]+) \|", (ROOT / "docs/stack.md").read_text(), re.MULTILINE)
    assert set(named) - {"package", "file"} == set(dependencies())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page):
    text = page.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = set(danvan.list_commands(click.Context(danvan)))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
    assert set(re.findall(r"(?:`|/|  )danvan (?:--language \w+ )?([a-z][a-z-]+)", text)) <= commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page):
    named = re.findall(r"`((?:src|docs|tests|tools)/[\w./-]+)`", page.read_text())
    assert [name for name in named if "ROOM" not in name and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_in_the_handbook(name):
    assert f"`{name}`" in (ROOT / "docs/how-to/settings.md").read_text()


def test_the_changelog_has_this_version():
    assert re.search(rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in sorted(ROOT.glob("docs/decisions/[0-9]*.md"))]
    assert len(numbers) == len(set(numbers))


def test_requirement_files_lock_every_package_with_a_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = re.findall(r"^([a-z0-9][\w.-]*(?:\[[\w,-]+\])?)==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0


def test_no_locked_package_slows_every_start():
    # pyarrow imports pandas and numpy wherever they are installed: two seconds at each start of a command.
    locked = (ROOT / "requirements.txt").read_text()
    assert not re.search(r"^(pandas|numpy)==", locked, re.MULTILINE)


def test_every_measure_of_the_bench_is_in_the_handbook():
    measures = {path.stem for folder in ("bench", "bench/scale") for path in (ROOT / folder).glob("[a-z]*.py")}
    assert set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/benchmarks.md").read_text(), re.MULTILINE)) == measures
