"""``danvan seal``: write the base of the figures anew, so that every process starts from it and holds little itself."""

from __future__ import annotations

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import command, option


@command("seal", _("Fold what was recorded into the files that figures are read from; anyone may, at any time."))
@option("--if-free", is_flag=True, help=_("Do nothing where another process seals already."))
def seal(if_free: bool) -> int:
    from danvan.cli.home import prepare
    from danvan.indicators.current import seal as seal_now

    prepare()
    base = seal_now(wait=not if_free)
    if base is None:
        click.echo(_("Another process seals already."))
    else:
        said = {"position": base.position, "n": len(base.files)}
        click.echo(_("Sealed up to position %(position)s, in %(n)s files.") % said)
    return 0
