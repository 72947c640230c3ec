"""Addresses: every room's pages, gathered by ``ui.page``; no page is listed here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
