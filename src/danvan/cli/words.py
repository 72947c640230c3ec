"""The sentences of click itself, marked here so that this room's catalogue has their Vietnamese."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

CLICK = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("Positional arguments"),
    _("Try '{command} {option}' for help."),
    _("Error: {message}"),
    _("required"),
    _("default: {default}"),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _("Missing command."),
    _("Missing argument"),
    _("Missing option"),
    _("Missing parameter"),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    _("Option {name!r} does not take a value."),
    ngettext_lazy("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ngettext_lazy("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext_lazy("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ngettext_lazy("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
)
