"""Addresses: every room's pages, gathered from their folders by ``ui.page``; no page is listed here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from danvan.ui.page import pages

urlpatterns: list[URLPattern | URLResolver] = [path(page.address, page.view, name=page.name) for page in pages()]
handler400 = "danvan.ui.refused.bad_request"
handler403 = "danvan.ui.refused.forbidden"
handler404 = "danvan.ui.refused.not_found"
handler500 = "danvan.ui.refused.failed"
