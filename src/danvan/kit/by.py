"""By: who does a deed, and in which post; kept beside every deed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """``user`` is the name of an account (or of a door of the system itself), ``post`` the id of the post held."""

    user: str
    post: str = ""


#: Deeds done from the command line by whoever may open the home's files.
TERMINAL = By("terminal")
#: Deeds that danvan does by itself (the demonstration's loading, the sequencer).
SYSTEM = By("system")
