"""Writing a composed report to a file, by the file's ending; the file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.reports import text
from danvan.reports.document import Composed

ENDINGS = (".docx", ".pdf", ".md", ".html")


def rendered(composed: Composed, ending: str) -> bytes:
    """The report in the form of that ending. Raises Refusal for one that cannot be written."""
    if ending in (".docx", ".pdf"):
        from danvan.reports.word import word

        if ending == ".docx":
            return word(composed)
        from danvan.reports.pdf import pdf

        return pdf(word(composed))
    if ending == ".md":
        return text.markdown(composed).encode()
    if ending == ".html":
        return text.html(composed).encode()
    raise Refusal(
        _("A report cannot be written as «%(ending)s»."),
        ending=ending,
        advice=_("Let the file's name end with %(known)s."),
        known=", ".join(ENDINGS),
    )


def write(composed: Composed, path: Path) -> None:
    """Write the report; what stood under that name is replaced only by a whole new file. Raises Refusal."""
    data = rendered(composed, path.suffix.lower())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", delete=False) as stream:
            draft = Path(stream.name)
            try:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
                draft.chmod(0o644)
                draft.replace(path)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
    except OSError as fault:
        raise Refusal(_("The report cannot be written: %(why)s."), where=str(path), why=fault.strerror) from None
