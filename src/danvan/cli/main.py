"""The ``danvan`` command: opens the house in the reader's language, runs one command, answers with an exit code.

Exit codes: 0 done and nothing found, 1 findings, 2 refused or failed (the sentence on standard error says why);
130 when interrupted and 141 when the reader of its output went away, as a shell expects.
"""

from __future__ import annotations

import gettext
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

import click
from django.utils.translation import gettext_lazy as _

from danvan import __version__
from danvan.cli.options import Command, Option, later, option
from danvan.kit.errors import Refusal, Refusals

FOLDER = Path(__file__).parent
REFUSED, INTERRUPTED, UNREAD = 2, 130, 141


class Commands(Command, click.Group):
    """The commands of the folder ``commands/``; each file is read only when its command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem.replace("_", "-") for path in (FOLDER / "commands").glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        return cast(click.Command, getattr(import_module(f"danvan.cli.commands.{name}"), name))


@click.group(
    cls=Commands,
    help=later(_("Records what civic-engagement work was done, counts it, writes the report and doubts it.")),
)
@option("--language", metavar="vi|en", expose_value=False, help=_("The language of what is printed (DANVAN_LANGUAGE)."))
@click.version_option(__version__, prog_name="danvan", cls=Option, help=_("Print the version and end."))
def danvan() -> None:
    """The group itself does nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. Nothing is raised: a fault becomes a sentence on standard error."""
    try:
        code = _answer(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted (`danvan entries | head`). What is still unwritten goes nowhere, silently.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


def _answer(words: list[str]) -> int:
    try:
        _open_house(words)
        # Not danvan.main(): click's own main answers 1 when a pipe breaks, and 1 means findings.
        with danvan.make_context("danvan", words) as context:
            return cast(int, danvan.invoke(context))
    except click.exceptions.Exit as done:
        return done.exit_code
    except Refusal as refusal:
        click.echo(_in_words(refusal), err=True)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
    except BrokenPipeError:
        raise
    except OSError as fault:
        if fault.filename is None:
            _tell_fault(fault)
        else:
            click.echo(f"{fault.filename}: {fault.strerror}", err=True)
    except Exception as fault:  # noqa: BLE001 - the last door: a person gets a sentence, the log gets the details
        _tell_fault(fault)
    return REFUSED


def _open_house(words: list[str]) -> None:
    """Choose the language, then load the rooms. Raises Refusals for an odd setting."""
    language = _take_language(words)
    if language is not None:
        os.environ["DANVAN_LANGUAGE"] = language
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.web.settings")
    import django
    from django.conf import settings
    from django.utils.translation import activate

    django.setup()
    activate(language or settings.DANVAN.language)
    # click's own words ("Usage", "No such option") come from the standard gettext; ours stand in this room's catalogue.
    os.environ["LANGUAGE"] = language or settings.DANVAN.language
    gettext.bindtextdomain("django", FOLDER / "locale")
    gettext.textdomain("django")


def _take_language(words: list[str]) -> str | None:
    """Take ``--language vi`` or ``--language=vi`` out of the words, wherever it stands before a lone ``--``."""
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith("--language="):
            return words.pop(place).partition("=")[2]
        if word == "--language" and place + 1 < len(words):
            del words[place]
            return words.pop(place)
    return None


def _in_words(refusal: Refusal) -> str:
    from django.apps import apps

    if apps.ready:
        return str(refusal)
    # An odd setting: the catalogues cannot be opened, so the faults' own sentences are in both languages.
    faults = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    return "\n".join(f"{fault.where}: {fault.message}" for fault in faults)


def _tell_fault(fault: Exception) -> None:
    """Say in a sentence that danvan failed, and where the details are kept."""
    from django.conf import settings

    path = settings.DANVAN.home / "log" / "danvan.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        click.echo(_("danvan failed (%(fault)s).") % {"fault": repr(fault)}, err=True)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("danvan.cli")
    log.propagate = False
    log.addHandler(handler)
    log.error("danvan %s", __version__, exc_info=fault)
    log.removeHandler(handler)
    handler.close()
    click.echo(
        _("danvan failed: %(fault)s. The details are in %(path)s.") % {"fault": type(fault).__name__, "path": path},
        err=True,
    )


if __name__ == "__main__":
    sys.exit(main())
