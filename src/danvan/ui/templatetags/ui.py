"""``{% load ui %}``: formats, language marks, the menu, additions of other rooms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from danvan.audit import queries
from danvan.kit.period import Period
from danvan.ui import formats
from danvan.ui.page import Page, additions, pages

register = template.Library()
#: What a reader keeps when going from one page to another.
KEPT = ("unit", "period")


@register.filter
def day(value: date) -> str:
    """24/11/2026, or 24 November 2026."""
    return formats.day(value)


@register.filter
def moment(value: datetime) -> str:
    """A day and its time in Viet Nam."""
    return formats.moment(value)


@register.filter
def period(value: Period) -> str:
    """A period in words."""
    return formats.period(value)


@register.filter
def upper_first(text: object) -> str:
    """The text with a capital first letter; the rest stays as it is."""
    words = str(text)
    return words[:1].upper() + words[1:]


@register.filter
def vi(text: object) -> SafeString:
    """Words that are Vietnamese in either language: marked so that an English page is read aloud rightly."""
    return format_html('<span lang="vi">{}</span>', text) if formats.english() else format_html("{}", text)


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> list[dict[str, object]]:
    """The entries of the menu; ``current`` is "page" on the page itself and "true" on the others of its room."""
    request: HttpRequest = context["request"]
    match = request.resolver_match
    here = match.url_name if match else ""
    kept = urlencode({name: request.GET[name] for name in KEPT if request.GET.get(name)})
    entries = sorted((page for page in pages() if page.menu), key=lambda page: page.menu.order if page.menu else 0)
    return [
        {
            "menu": page.menu,
            "url": reverse(page.name) + (f"?{kept}" if kept else ""),
            "current": _current(page, here or ""),
        }
        for page in entries
    ]


def _current(page: Page, here: str) -> str:
    if here == page.name:
        return "page"
    return "true" if page.room == here.partition(".")[0] and page.room != "web" else ""


@register.simple_tag
def made_up() -> bool:
    """Whether all that this installation holds was made up."""
    return queries.made_up()


@register.simple_tag(takes_context=True)
def additions_to(context: template.Context, name: str, subject: object) -> SafeString:
    """What the rooms above have to say about the subject of this page."""
    request: HttpRequest = context["request"]
    parts = []
    for addition in additions(name):
        said: Mapping[str, object] | None = addition.context(subject)
        if said is not None:
            parts.append(render_to_string(addition.template, {**said, "subject": subject}, request=request))
    return mark_safe("".join(parts))  # noqa: S308 - each part is a rendered template
