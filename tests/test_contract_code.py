"""Rules of the house that its code must keep: first lines, words outside f-strings, complete catalogues, migrations."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "danvan"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def marked_inside_f_strings(source):
    """Lines in which a sentence is marked inside an f-string, where no tool can find it."""
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "gettext", "ngettext")
    ]


def test_every_module_says_first_what_it_is_for():
    assert [
        str(path) for path in MODULES if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))
    ] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_what_it_is_for_and_what_not(room):
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    assert len(said.split()) > 10 and "not for" in said.lower()


def test_no_sentence_is_marked_inside_an_f_string():
    assert {str(path): found for path in MODULES if (found := marked_inside_f_strings(path.read_text()))} == {}


def test_a_sentence_inside_an_f_string_is_seen():
    assert marked_inside_f_strings("f'{n} {_(\"entries\")}'") == [1]
    assert marked_inside_f_strings("_('%(n)s entries') % {'n': n}") == []


def test_every_marked_sentence_has_its_vietnamese():
    done = subprocess.run(
        [sys.executable, "tools/words.py", "--check"],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    # Ends with SystemExit, and so fails, when a model has changed without its migration.
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
