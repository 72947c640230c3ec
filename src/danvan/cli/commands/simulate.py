"""``danvan simulate``: an empty home is filled with a made-up locality of any size, to try and to measure with."""

from __future__ import annotations

import json
import sys
import time

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, command, option


@command("simulate", _("Fill an empty home with a made-up locality, plainly marked as made up."))
@option("--communes", type=int, required=True, metavar="N", help=_("How many communes there are today."))
@option("--years", type=int, required=True, metavar="N", help=_("How many years; the last one is the current year."))
@option("--seed", type=int, required=True, metavar="S", help=_("A number; the same one makes the same locality."))
@as_json
def simulate(communes: int, years: int, seed: int, as_json: bool) -> int:
    from danvan.cli.home import number_and_anchor, prepare
    from danvan.ledger.simulation import actions
    from danvan.ledger.simulation.plan import Plan

    plan = Plan.now(communes=communes, years=years, seed=seed)
    prepare()
    begun = time.monotonic()
    try:
        made = actions.simulate(plan=plan, tell=_Progress())
    except KeyboardInterrupt:
        click.echo(_("Stopped; what was finished is kept, and the same command goes on from there."), err=True)
        raise
    number_and_anchor()
    seconds = time.monotonic() - begun
    if as_json:
        told = {**made.plan.to_json(), "made_up": True, "entries": made.entries, "new": made.new,
                "seconds": round(seconds, 2)}  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif made.new:
        click.echo(
            _("Made up: %(new)s entries in %(seconds)s s; the home now holds %(entries)s. Nothing in it is real.")
            % {"new": made.new, "seconds": round(seconds, 1), "entries": made.entries}
        )
    else:
        click.echo(_("It is all there: %(entries)s entries, all made up.") % {"entries": made.entries})
    return 0


class _Progress:
    """Tells on standard error, every second at most, how far it is and how fast it goes."""

    def __init__(self) -> None:
        self.told = self.begun = time.monotonic()
        self.first: int | None = None

    def __call__(self, done: int, expected: int) -> None:
        now = time.monotonic()
        if self.first is None:
            self.first, self.begun = done, now
            return
        if now - self.told < 1:
            return
        self.told = now
        rate = (done - self.first) / (now - self.begun)
        # The number to expect is a mean; the last entries come when they come.
        share = min(99, done * 100 // expected)
        sys.stderr.write(str(_("%(share)s %%, %(done)s entries, %(rate)s a second")
                             % {"share": share, "done": done, "rate": round(rate)}) + "\n")  # fmt: skip
        sys.stderr.flush()
