"""A page without a name of its room, without a permission, or twice, refuses to start."""

import sys
from collections.abc import Callable

import pytest

from danvan.kit.errors import Refusal
from danvan.kit.permission import READ
from danvan.ui import page as module
from danvan.ui.page import additions, page, pages

SOURCE = "def view(request):\n    return None\n"


@pytest.fixture
def view(tmp_path):
    """A function that stands in a room's pages/."""
    path = tmp_path / "kinds" / "pages" / "all.py"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE)
    names: dict[str, Callable[..., None]] = {}
    exec(compile(SOURCE, str(path), "exec"), names)  # noqa: S102 - the two lines above
    return names["view"]


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """The pages that the test registers are forgotten after it."""
    pages()
    monkeypatch.setattr(module, "_pages", dict(module._pages))


@pytest.mark.parametrize("name", ["all", "kinds:all", "kinds.All", "other.all"])
def test_a_name_is_room_dot_word(view, name):
    with pytest.raises(Refusal, match="phòng"):
        page(address="x", name=name, title="x", permission=READ)(view)


def test_a_page_without_permission_is_refused(view):
    with pytest.raises(Refusal, match="ai được xem"):
        page(address="x", name="kinds.all", title="x", permission=None)(view)  # type: ignore[arg-type]


def test_a_name_is_taken_once(view):
    page(address="x", name="kinds.all", title="x", permission=READ)(view)
    with pytest.raises(Refusal, match="hai trang"):
        page(address="y", name="kinds.all", title="x", permission=READ)(view)


def test_a_file_without_a_page_is_refused(monkeypatch, tmp_path):
    empty = tmp_path / "danvan_no_page.py"
    empty.write_text('"""Nothing."""\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "_files", lambda: iter([("danvan_no_page", empty)]))
    with pytest.raises(Refusal, match="Không có trang nào"):
        pages.__wrapped__()
    del sys.modules["danvan_no_page"]


def test_every_page_is_found_by_its_folder():
    assert all(each.file.parent.name == "pages" and each.file.parent.parent.name == each.room for each in pages())
    assert "web.home" in {each.name for each in pages()}


def test_upper_rooms_add_to_lower_pages_in_order():
    assert [each.template for each in additions("documents.document")] == ["ledger/_cited_by.html"]
