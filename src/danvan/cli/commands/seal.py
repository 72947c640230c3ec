"""``danvan seal``: write the base of the figures anew, so that every process starts from it and holds little itself."""

from __future__ import annotations

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import command


@command("seal", _("Fold what was recorded into the files that figures are read from; anyone may, at any time."))
def seal() -> int:
    from danvan.cli.home import prepare
    from danvan.indicators.current import seal as seal_now

    prepare()
    base = seal_now()
    click.echo(
        _("Sealed up to position %(position)s, in %(n)s files.") % {"position": base.position, "n": len(base.files)}
    )
    return 0
