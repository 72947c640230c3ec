"""Family: a folder is the list. One new member is one new file, found by its name, with no list to edit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal, Refusals

Member = TypeVar("Member")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def content_hash(data: bytes) -> str:
    """The version of a definition: the first 16 hexadecimal digits of the SHA-256 of its content."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:16]


class Family(Generic[Member], Mapping[str, Member]):
    """Members by code, read from the files of one or more folders with the ending ``suffix``.

    ``read(path)`` makes one member from one file and raises Refusal for a faulty one. A locality's folder may
    add members whose code starts with ``local_``; it can never take the code of a member that danvan ships.
    The scan has no side effect and needs no database. Raises Refusals, all faults at once, when it is built.
    """

    def __init__(
        self, name: str, folders: Sequence[Path], suffix: str, read: Callable[[Path], Member], *, own: int = 1
    ) -> None:
        self.name = name
        self.folders = tuple(folders)
        self._members: dict[str, Member] = {}
        self._paths: dict[str, Path] = {}
        faults: list[Refusal] = []
        for number, folder in enumerate(folders):
            for path in sorted(folder.glob(f"*{suffix}")) if folder.is_dir() else ():
                if path.name.startswith("_"):
                    continue
                try:
                    self._add(path, path.name.removesuffix(suffix), read, local=number >= own)
                except Refusal as fault:
                    faults.append(fault.at(str(path)))
        if faults:
            raise Refusals(faults)

    def _add(self, path: Path, code: str, read: Callable[[Path], Member], *, local: bool) -> None:
        if _CODE.fullmatch(code) is None:
            raise Refusal(
                _("«%(code)s» cannot be a code."),
                code=code,
                advice=_("Name the file with small letters a-z, digits and _."),
            )
        if local and not code.startswith("local_"):
            raise Refusal(
                _("«%(code)s» is not in the locality's name space."),
                code=code,
                advice=_("Let the file's name start with local_."),
            )
        if code in self._members:
            raise Refusal(_("«%(code)s» is already taken by %(path)s."), code=code, path=self._paths[code])
        self._members[code] = read(path)
        self._paths[code] = path

    def __getitem__(self, code: str) -> Member:
        return self._members[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def path(self, code: str) -> Path:
        """The file from which the member came. Raises KeyError for a code that is not in the family."""
        return self._paths[code]

    def find(self, code: str) -> Member:
        """The member of that code. Raises Refusal, naming the nearest codes, when there is none."""
        if code in self._members:
            return self._members[code]
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(code, self._members, n=3)) or ", ".join(sorted(self._members)[:8])
        raise Refusal(
            _("There is no «%(code)s» among %(family)s."),
            code=code,
            family=self.name,
            advice=_("Did you mean: %(near)s?"),
            near=near,
        )
