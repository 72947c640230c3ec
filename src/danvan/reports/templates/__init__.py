"""Templates of reports: a folder a template, a file a section; the folder is the list.

``template.yaml`` says what kind of paper it is; ``NN-name.md`` are its sections in their order; a section whose
name has ``annex`` in it becomes an annex.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit import yaml_kept
from danvan.kit.errors import Refusal
from danvan.kit.words import Words


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What template.yaml says: the paper's type and series, who issues it, its subject, recipients and signature.

    ``number`` is what follows the number («-BC/HU»); ``issuer`` is the kind of the body that issues it;
    ``signed_for`` and ``signed_as`` are the lines above the name, which stays blank. ``subject`` lines are in the
    template language.
    """

    name: Words
    system: str
    type: str
    number: str
    issuer: str
    subject: tuple[str, ...]
    recipients: tuple[str, ...]
    signed_for: str
    signed_as: str


@dataclass(frozen=True, slots=True)
class Section:
    """One file of a template."""

    path: Path
    source: str

    @property
    def annex(self) -> bool:
        """Whether it stands after the signature."""
        return "annex" in self.path.stem


@dataclass(frozen=True, slots=True)
class Template:
    """One template with its sections in order."""

    name: str
    path: Path
    meta: Meta
    sections: tuple[Section, ...]


def folders() -> dict[str, Path]:
    """Every template by name: those shipped, then those of the locality's catalogue folders."""
    roots = [Path(__file__).parent, *(folder / "templates" for folder in settings.DANVAN.catalogue)]
    return {path.parent.name: path.parent for root in roots for path in sorted(root.glob("*/template.yaml"))}


def load(name: str) -> Template:
    """The template of that name. Raises Refusal for an unknown name and for a faulty template.yaml."""
    known = folders()
    if name not in known:
        raise Refusal(_("There is no template «%(name)s»; there are: %(known)s."), name=name, known=", ".join(known))
    path = known[name] / "template.yaml"
    try:
        meta = yaml_kept.decode(path.read_bytes(), type=Meta)
    except msgspec.MsgspecError as fault:
        raise Refusal(_("The template cannot be read: %(why)s."), where=str(path), why=fault) from None
    sections = tuple(Section(each, each.read_text(encoding="utf-8")) for each in sorted(known[name].glob("[0-9]*.md")))
    return Template(name, known[name], meta, sections)
