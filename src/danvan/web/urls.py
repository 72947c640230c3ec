"""Addresses: every room's pages, gathered from their folders by ``ui.page``; no page is listed here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from danvan.ui.page import pages

#: A page with an address of its own comes before those whose address has an open part: documents/reviews is no key.
_ordered = sorted(pages(), key=lambda page: "<" in page.address)
urlpatterns: list[URLPattern | URLResolver] = [path(page.address, page.view, name=page.name) for page in _ordered]
handler400 = "danvan.ui.refused.bad_request"
handler403 = "danvan.ui.refused.forbidden"
handler404 = "danvan.ui.refused.not_found"
handler500 = "danvan.ui.refused.failed"
