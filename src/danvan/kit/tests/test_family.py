"""A folder is the list: what a family takes, and what stops it."""

from pathlib import Path

import pytest

from danvan.kit.errors import Refusal, Refusals
from danvan.kit.family import Family, content_hash


def family(*folders: Path) -> Family[str]:
    return Family("trials", folders, ".txt", lambda path: path.read_text(encoding="utf-8"))


def put(folder: Path, name: str, text: str = "x") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_new_file_is_a_new_member(tmp_path):
    put(tmp_path, "one.txt")
    put(tmp_path, "two.txt")
    put(tmp_path, "_draft.txt")
    put(tmp_path, "note.md")
    assert list(family(tmp_path)) == ["one", "two"]
    assert family(tmp_path).path("two") == tmp_path / "two.txt"


def test_all_faults_are_told_at_once(tmp_path):
    for name in ("Upper.txt", "with space.txt", "9th.txt"):
        put(tmp_path, name)
    with pytest.raises(Refusals) as refused:
        family(tmp_path)
    assert len(refused.value.refusals) == 3


def test_a_locality_adds_in_its_own_name_space_and_overrides_nothing(tmp_path):
    own = put(tmp_path / "own", "one.txt")
    assert list(family(own, put(tmp_path / "more", "local_two.txt"))) == ["one", "local_two"]
    with pytest.raises(Refusals, match=r"one\.txt"):
        family(own, put(tmp_path / "bad", "one.txt"))


def test_a_missing_folder_is_an_empty_one(tmp_path):
    assert len(family(tmp_path / "none")) == 0


def test_an_unknown_code_is_refused_with_the_nearest(tmp_path):
    put(tmp_path, "dialogues.txt")
    with pytest.raises(Refusal, match="dialogues"):
        family(tmp_path).find("dialogue")


def test_a_version_does_not_depend_on_the_ends_of_lines():
    assert content_hash(b"a\r\nb") == content_hash(b"a\nb") != content_hash(b"a b")
