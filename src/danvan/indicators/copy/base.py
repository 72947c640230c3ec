"""The base: the copy sealed up to a position, as read-only files, one a year, opened by any number of processes.

``copy/`` in the home holds files ``<year>-<epoch>-<position>-<schema>.duckdb`` and, for each sealing, a list of them,
``base-<epoch>-<position>-<schema>.json``, which comes last and by rename: a base is there whole or not at all. The
digest of each file stands in the list; what does not match it was altered or cut, and is not used.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Container, Iterator
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


def lists() -> frozenset[str]:
    """The names of all lists of files: they change when a base was added or taken away."""
    try:
        return frozenset(path.name for path in folder().iterdir() if path.name.startswith("base-"))
    except OSError:
        return frozenset()


def newest(epoch: str, schema: str, *, after: int = -1) -> Iterator[Base]:
    """The bases of that epoch and schema beyond a position, the newest first; their files are not looked at yet."""
    names = [name.removesuffix(".json").split("-") for name in lists() if name.endswith(".json")]
    for _base, *key in sorted(names, reverse=True):
        if len(key) == 3 and (key[0], key[2]) == (epoch, schema) and int(key[1]) > after:
            found = _read("-".join(["base", *key]) + ".json")
            if found is not None:
                yield found


def _read(name: str) -> Base | None:
    held = home_cache.read(folder() / name)
    if held is None:
        return None
    told = json.loads(held)
    return Base(
        **{name: told[name] for name in ("epoch", "schema", "position", "newest")},
        files=tuple(File(**each) for each in told["files"]),
        pairs=tuple(map(tuple, told["pairs"])),
        dims=tuple(map(tuple, told["dims"])),
    )


def faults(base: Base, *, trusted: Container[File] = ()) -> list[str]:
    """The names of its files that are not as they were sealed; reads them whole, but for those ``trusted``.

    Raises OSError for what cannot be read now: that says nothing of the file.
    """
    return [file.name for file in base.files if file not in trusted and digest(file.path) != (file.size, file.sha256)]


def digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file; (-1, "") where there is none. Raises OSError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return -1, ""


def publish(base: Base) -> None:
    """Make the base the newest, now that its files are in place. Raises OSError where its list cannot be kept."""
    home_cache.write(base.path, json.dumps(asdict(base)).encode())
    if _read(base.path.name) != base:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(base.path))


def forget(base: Base) -> None:
    """Take away a base and what of it was altered; by the holder of the lock. Who has files open keeps hold of them."""
    for name in faults(base):
        (folder() / name).unlink(missing_ok=True)
    base.path.unlink(missing_ok=True)


def sweep() -> None:
    """Drop what no base of the last ones of its epoch needs; by the holder of the lock."""
    lists_of: dict[str, list[str]] = defaultdict(list)
    for name in sorted(lists(), key=lambda name: (folder() / name).stat().st_mtime_ns, reverse=True):
        lists_of[name.split("-")[1]].append(name)
    kept = [name for names in lists_of.values() for name in names[:_KEPT]]
    needed = {"seal.lock", *kept}
    for name in kept:
        held = home_cache.read(folder() / name)
        needed |= {file["name"] for file in json.loads(held)["files"]} if held else set()
    for path in folder().iterdir():
        with suppress(OSError):
            if path.is_dir():
                _drop_spill_of_the_dead(path)
            elif path.name not in needed:
                path.unlink()


def spill() -> Path:
    """A folder of its own for what a database in memory cannot hold; two that shared one would read each other's.

    The database makes it when it needs it, and takes it away.
    """
    with suppress(OSError):
        # Without it such a question is refused.
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder() / f"spill-{os.getpid()}-{secrets.token_hex(4)}"


def _drop_spill_of_the_dead(path: Path) -> None:
    process = path.name.split("-")[1]
    if path.name.startswith("spill-") and not Path("/proc", process).exists():
        shutil.rmtree(path)


@contextmanager
def alone(*, wait: bool) -> Iterator[bool]:
    """Hold the lock of sealing; gives False where another process holds it and we would not wait."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
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
