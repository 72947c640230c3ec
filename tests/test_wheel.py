"""The wheel carries all that danvan needs: data, definitions, templates, compiled words; and no tests."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def shipped(pattern):
    """The files of the work tree that must be in the wheel."""
    return [
        path for path in ROOT.glob(f"src/{pattern}") if "tests" not in path.parts and "__pycache__" not in path.parts
    ]


@pytest.mark.parametrize("ending", ["yaml", "csv", "json", "html", "css", "js", "md", "py"])
def test_every_file_of_the_package_is_in_it(wheel, ending):
    lacking = [
        path for path in shipped(f"danvan/**/*.{ending}") if not (wheel / path.relative_to(ROOT / "src")).exists()
    ]
    assert lacking == []


def test_every_catalogue_is_compiled_in_it(wheel):
    sources = {path.relative_to(ROOT / "src").with_suffix(".mo") for path in ROOT.glob("src/danvan/*/locale/*/*/*.po")}
    assert sources and all((wheel / path).exists() for path in sources)


def test_no_test_and_no_source_of_words_is_in_it(wheel):
    assert [path for path in wheel.rglob("*") if "tests" in path.parts or path.suffix == ".po"] == []


def test_the_licence_is_in_it(wheel):
    assert "EUROPEAN UNION PUBLIC LICENCE" in next(wheel.glob("*.dist-info/licenses/LICENSE")).read_text()


def test_the_demonstration_runs_from_it(wheel, tmp_path):
    code = (
        "import sys, danvan; assert danvan.__file__.startswith(sys.argv[1]);"
        "from danvan.cli.main import main; sys.exit(main(['demo']))"
    )
    ours = {"PATH": os.environ["PATH"], "PYTHONPATH": str(wheel), "DANVAN_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(wheel)], cwd=tmp_path, env=ours, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
