"""The base: the copy sealed up to a position, as read-only files, one a year, opened by any number of processes.

``copy/`` in the home holds files ``<year>-<epoch>-<position>-<schema>.duckdb`` and, for each sealing, a list of them,
``base-<epoch>-<position>-<schema>.json``, which comes last and by rename: a base is there whole or not at all. The
digest of each file stands in the list; what does not match it was altered or cut, and is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from django.conf import settings

from danvan.kit import home_cache

#: Bases that are kept: the newest, and the one that others may still be opening.
_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class File:
    """One year's file (0: entries whose days lie in several years)."""

    year: int
    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return folder() / self.name

    @property
    def alias(self) -> str:
        """As SQL names it; unlike for every file."""
        return f"y{self.year}_{self.sha256[:8]}"


@dataclass(frozen=True, slots=True)
class Base:
    """What was sealed: everything received up to ``position``, whose entry is ``newest``.

    ``pairs``: (record, its other head, from, to); ``dims``: each (kind, dimensions) that its entries have.
    """

    epoch: str
    schema: str
    position: int
    newest: str
    files: tuple[File, ...]
    pairs: tuple[tuple[str, str, int, int], ...]
    dims: tuple[tuple[str, str], ...]

    @property
    def path(self) -> Path:
        """The list of its files."""
        return folder() / f"base-{self.epoch}-{self.position:012d}-{self.schema}.json"

    def file_name(self, year: int) -> str:
        """What a file of that year is called that this base is the first to have."""
        return f"{year:04d}-{self.epoch}-{self.position:012d}-{self.schema}.duckdb"


def folder() -> Path:
    """Where bases lie."""
    return Path(settings.DANVAN.home, "copy")


def changed() -> int:
    """A number that changes when a base was added or taken away; 0 where there is none."""
    try:
        return folder().stat().st_mtime_ns
    except OSError:
        return 0


def newest(epoch: str = "*", schema: str = "*") -> Iterator[Base]:
    """The bases that can be read, of that epoch and schema, the newest first; their files are not looked at yet."""
    for path in sorted(folder().glob(f"base-{epoch}-*-{schema}.json"), reverse=True):
        held = home_cache.read(path)
        if held is not None:
            told = json.loads(held)
            yield Base(
                **{name: told[name] for name in ("epoch", "schema", "position", "newest")},
                files=tuple(File(**each) for each in told["files"]),
                pairs=tuple(map(tuple, told["pairs"])),
                dims=tuple(map(tuple, told["dims"])),
            )


def faults(base: Base) -> list[str]:
    """The names of its files that are not as they were sealed; reads them whole."""
    return [file.name for file in base.files if digest(file.path) != (file.size, file.sha256)]


def digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file; (-1, "") where there is none to read."""
    try:
        with path.open("rb") as stream:
            return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return -1, ""


def publish(base: Base) -> None:
    """Make the base the newest, now that its files are in place."""
    home_cache.write(base.path, json.dumps(asdict(base)).encode())


def forget(base: Base) -> None:
    """Take away a base whose files were altered, and those files; readers that opened it before keep their hold."""
    for name in faults(base):
        (folder() / name).unlink(missing_ok=True)
    base.path.unlink(missing_ok=True)


def sweep() -> None:
    """Drop what no base of the last ones needs. Whoever has a file open may go on reading it."""
    lists = sorted(folder().glob("base-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    needed: set[str] = set()
    for path in lists[:_KEPT]:
        held = home_cache.read(path)
        needed |= {path.name, *(file["name"] for file in json.loads(held)["files"])} if held else set()
    for path in folder().iterdir():
        if path.name not in needed and path.name != "seal.lock":
            with suppress(OSError):
                path.unlink()


@contextmanager
def alone(*, wait: bool) -> Iterator[bool]:
    """Hold the lock of sealing; gives False where another process holds it and we would not wait."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "seal.lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX if wait else LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def sealed(year: int, path: Path, name: str) -> File:
    """Put a file that was written to ``path`` in its place, safely on the disk, under its ``name``."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    size, sha256 = digest(path)
    path.replace(folder() / name)
    return File(year, name, size, sha256)
