"""A PostgreSQL of our own on a socket: for tests a careless one that is thrown away, for timing one that keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

#: For what is thrown away at once.
CARELESS = MappingProxyType({"fsync": "off", "full_page_writes": "off", "max_connections": "60"})


def postgresql_programs() -> Path | None:
    """The folder of initdb and pg_ctl; the newest when there are several, None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def postgresql(
    programs: Path, *, keep: Path | None = None, settings: Mapping[str, str] = CARELESS, vietnamese: bool = True
) -> Iterator[str]:
    """A PostgreSQL on a socket of its own; gives its address. As root it runs as nobody.

    It is gone afterwards, unless ``keep`` names a folder for it: then it is stopped, and starts again from there.
    ``vietnamese``: letters in an order that is not that of bytes, so that what is sorted by the database without need
    is seen at once; comparing takes it longer.
    """
    folder = keep or Path(tempfile.mkdtemp(prefix="danvan-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    # initdb refuses to run as root.
    nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", f"HOME={folder}"]
    prefix = nobody if os.geteuid() == 0 else []
    if prefix:
        shutil.chown(folder, "nobody", "nogroup")
    version = float(programs.parent.name) if programs.parent.name.replace(".", "").isdecimal() else 0
    order = ["--locale-provider=icu", "--icu-locale=vi"] if vietnamese and version >= 15 else []
    control = [*prefix, f"{programs}/pg_ctl", "-D", f"{folder}/data", "-s"]
    said = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        if not Path(folder, "data").exists():
            _quietly([*prefix, f"{programs}/initdb", "-D", f"{folder}/data", "-U", "danvan", "-A", "trust", "-E",
                      "UTF8", "--locale=C.UTF-8", *order, "--no-sync"])  # fmt: skip
        _quietly([*control, "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -c listen_addresses='' {said}", "start"])
        yield f"postgresql:///danvan?host={folder}&user=danvan"
    finally:
        how = "fast" if keep else "immediate"
        subprocess.run([*control, "-m", how, "stop"], check=False, stderr=subprocess.DEVNULL)
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _quietly(words: list[str]) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")
