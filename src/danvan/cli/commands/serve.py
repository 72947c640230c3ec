"""``danvan serve``: the web application, for this machine only until there is sign-in."""

from __future__ import annotations

import socket

import click
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import command, option
from danvan.kit.errors import Refusal


@command("serve", _("Serve the pages at a loopback address of this machine."))
@option("--port", type=click.IntRange(1, 65535), help=_("The port (DANVAN_PORT, 8000)."))
def serve(port: int | None) -> int:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from danvan.audit.queries import guard_faults
    from danvan.cli.home import prepare

    address, port = settings.DANVAN.address, port or settings.DANVAN.port
    _refuse_taken(address, port)
    prepare()
    faults = guard_faults()
    if faults:
        raise Refusal(
            _("The database does not guard its append-only tables: %(faults)s."),
            faults=", ".join(fault.where for fault in faults),
            advice=_("Find out who took the guards away, then run danvan verify."),
        )
    # Made now if it was not there: two workers that both needed it first would make two.
    str(settings.SECRET_KEY)
    click.echo(_("danvan answers at %(address)s (Ctrl-C ends it).") % {"address": f"http://{address}:{port}"})
    Granian(
        "danvan.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        # Measured: writers in two single-threaded workers wait 14 ms at p99; threads wait on SQLite's lock far longer.
        workers=2,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def _refuse_taken(address: str, port: int) -> None:
    """Raise Refusal when another program answers at the port: the server's workers would fail one after another."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise Refusal(
                _("The port %(port)s is taken by another program."), port=port, advice=_("Give another with --port.")
            ) from None
