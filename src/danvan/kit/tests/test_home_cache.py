"""A cache gives back what it was given, whole or not at all, and never stops anybody."""

import pytest

from danvan.kit import home_cache


def test_what_was_kept_is_read(tmp_path):
    home_cache.write(tmp_path / "a" / "b", b"worked out")
    assert home_cache.read(tmp_path / "a" / "b") == b"worked out"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize("damage", [(0, b""), (20, b""), (-1, b""), (-1, b"x"), (99, b"x")])
def test_what_is_not_whole_is_not_read(tmp_path, damage):
    path = tmp_path / "kept"
    home_cache.write(path, b"worked out")
    kept, after = damage
    path.write_bytes(path.read_bytes()[:kept] + after)
    assert home_cache.read(path) is None


def test_where_it_cannot_be_kept_nothing_happens(tmp_path):
    (tmp_path / "file").write_text("in the way")
    home_cache.write(tmp_path / "file" / "kept", b"x")
    (tmp_path / "folder").mkdir()
    home_cache.write(tmp_path / "folder", b"x")
    assert home_cache.read(tmp_path / "file" / "kept") is home_cache.read(tmp_path / "folder") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
