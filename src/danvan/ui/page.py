"""``@page``: a page is a function with its address, name, title, permission and place in the menu beside it.

Every room's ``pages/`` is a folder that is the list: ``pages()`` opens each file of it. A room may also add a part to
a page of a lower room (``@adds``), so that a document can show which entries cite it without knowing of entries.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from danvan.kit.by import By
from danvan.kit.errors import Refusal
from danvan.kit.permission import Deed, may
from danvan.ui.refused import NotAllowed, refused

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

View = Callable[..., HttpResponse]
_NAME = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Menu:
    """A place in the menu: lower ``order`` comes first; ``icon`` names a drawing of ui/icon.html."""

    order: int
    label: _StrOrPromise
    icon: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``name`` is room.page, ``view`` answers a request when ``permission`` allows it."""

    name: str
    address: str
    title: _StrOrPromise
    permission: Deed
    menu: Menu | None
    view: View
    file: Path

    @property
    def room(self) -> str:
        """The room whose page it is."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Addition:
    """What an upper room adds to the page ``to``: ``context`` (None: nothing to say) shown by ``template``."""

    to: str
    template: str
    order: int
    context: Callable[[Any], Mapping[str, object] | None]


_pages: dict[str, Page] = {}
_additions: dict[tuple[str, str], Addition] = {}


def page(
    *,
    address: str,
    name: str,
    title: _StrOrPromise,
    permission: Deed,
    menu: Menu | None = None,
    takes_form: bool = False,
) -> Callable[[View], View]:
    """Register a page. Raises Refusal at start for a name that is not room.page or is taken, or without a Deed.

    ``takes_form``: its view answers POST too.
    """

    def register(view: View) -> View:
        file = Path(inspect.getfile(view))
        if _NAME.fullmatch(name) is None or file.parent.parent.name != name.partition(".")[0]:
            raise Refusal(_("A page's name is its room, a dot and a word: «%(name)s» is not."), name=name)
        if not isinstance(permission, Deed):
            raise Refusal(_("The page %(name)s does not say who may see it."), name=name)
        if name in _pages:
            raise Refusal(_("There are two pages called %(name)s."), name=name)
        guarded = _guarded(view, permission, ["GET", "HEAD", *(["POST"] if takes_form else [])])
        _pages[name] = Page(name, address, title, permission, menu, guarded, file)
        return guarded

    return register


def adds(*, to: str, template: str, order: int = 50) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a part of another room's page; the function gets the subject of that page."""

    def register(context: Callable[..., Any]) -> Callable[..., Any]:
        _additions[to, template] = Addition(to, template, order, context)
        return context

    return register


def additions(to: str) -> list[Addition]:
    """What the rooms above add to that page, in order."""
    return sorted((each for each in _additions.values() if each.to == to), key=lambda each: each.order)


@functools.cache
def pages() -> tuple[Page, ...]:
    """Every page of every room, by opening each file of its ``pages/``. Raises Refusal for a file without any."""
    for module, path in _files():
        known = len(_pages) + len(_additions)
        import_module(module)
        if known == len(_pages) + len(_additions) and all(each.file != path for each in _pages.values()):
            raise Refusal(_("There is no page in %(path)s."), path=path)
    return tuple(_pages.values())


def _files() -> Iterator[tuple[str, Path]]:
    for room in (name for name in settings.INSTALLED_APPS if name.startswith("danvan.")):
        folder = Path(apps.get_app_config(room.partition(".")[2]).path, "pages")
        for path in sorted(folder.glob("[a-z]*.py")):
            yield f"{room}.pages.{path.stem}", path


def reader(request: HttpRequest) -> By:
    """Who reads: the signed-in user; until there is sign-in, whoever sits at this machine."""
    return By(request.user.get_username() or "reader")


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, to put into another one."""
    return request.headers.get("HX-Request") == "true"


def answer(request: HttpRequest, template: str, context: object, *, part: str = "") -> HttpResponse:
    """The page: ``template`` with the fields of ``context``, a frozen dataclass; ``part`` alone when htmx asks."""
    asked = part if part and wants_part(request) else template
    return render(request, asked, {each.name: getattr(context, each.name) for each in fields(context)})  # type: ignore[arg-type]


def _guarded(view: View, permission: Deed, methods: list[str]) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        try:
            if not may(reader(request), permission):
                raise NotAllowed(_("You may not see this page."))
            response = view(request, **named)
        except Refusal as refusal:
            response = refused(request, refusal)
        # One address answers a page or its part, in the language of a cookie.
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response

    return guarded
