"""The language switch: a plain link, remembered in a cookie that holds two letters."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from danvan.kit.permission import READ
from danvan.ui.page import page
from danvan.ui.refused import NotFound

YEAR = 365 * 24 * 3600


@page(address="language/<str:code>", name="web.language", title=_("Language"), permission=READ)
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and go back to where the reader was, on this site only."""
    if code not in dict(settings.LANGUAGES):
        raise NotFound(_("There is no language «%(code)s» here."), code=code)
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, httponly=True, samesite="Lax")
    return response
