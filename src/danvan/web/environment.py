"""The settings of an installation: one typed object, read from the environment; an odd value refuses to start."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, cast
from urllib.parse import unquote, urlsplit

from danvan.kit.errors import Refusal, Refusals

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Environment:
    """What an administrator may set; each field is the variable DANVAN_<NAME IN CAPITALS>."""

    home: Path
    """The folder of the database, the files and the reports; the user's data folder by default."""
    database_url: str
    """postgresql://user:password@host:port/name, or postgresql:///name?host=/folder; empty: SQLite in the home."""
    language: Language
    """The language of the terminal, and of a page whose reader chose none."""
    catalogue: tuple[Path, ...]
    """The locality's own folders of kinds, indicators, templates and checks, joined by the path separator."""
    debug: bool
    """Django's debug pages; never where others can reach the machine."""
    address: str
    """The address to serve on; until there is sign-in only a loopback address is taken."""
    port: int
    """The port to serve on."""
    soffice: Path | None
    """LibreOffice's program, which makes PDF files; None: the one that is found by name."""

    @property
    def sqlite_path(self) -> Path:
        """The database's file when no server is set."""
        return self.home / "danvan.sqlite3"

    @property
    def database_name(self) -> str:
        """What the database is called: that file, or the server's database."""
        return unquote(urlsplit(self.database_url).path.lstrip("/")) if self.database_url else str(self.sqlite_path)


NAMES = tuple(f"DANVAN_{field.name.upper()}" for field in fields(Environment))
_YES_NO = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False, "": False}


def read_environment(values: Mapping[str, str] = os.environ) -> Environment:
    """Read every DANVAN_ variable. Raises Refusals that name each odd or unknown one; no value is guessed."""
    faults: list[Refusal] = []

    def refuse(name: str, why: str) -> None:
        # Sentences in both languages: the language itself may be what is odd.
        faults.append(Refusal(why, where=f"{name}={values.get(name, '')}"))

    for name in values:
        if name.startswith("DANVAN_") and name not in NAMES and not name.startswith("DANVAN_TEST_"):
            refuse(name, f"không có thiết lập này / there is no such setting; có / there are: {', '.join(NAMES)}.")

    language = values.get("DANVAN_LANGUAGE", "vi")
    if language not in ("vi", "en"):
        refuse("DANVAN_LANGUAGE", "phải là vi hoặc en / must be vi or en.")
    debug = values.get("DANVAN_DEBUG", "").lower()
    if debug not in _YES_NO:
        refuse("DANVAN_DEBUG", "phải là yes hoặc no / must be yes or no.")
    port = values.get("DANVAN_PORT", "8000")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        refuse("DANVAN_PORT", "phải là số từ 1 đến 65535 / must be a number from 1 to 65535.")
    address = values.get("DANVAN_ADDRESS", "127.0.0.1")
    if not _is_loopback(address):
        refuse("DANVAN_ADDRESS", "chưa có đăng nhập nên chỉ nhận 127.0.0.1 / no sign-in yet: only a loopback address.")
    database_url = values.get("DANVAN_DATABASE_URL", "")
    if database_url and urlsplit(database_url).scheme not in ("postgresql", "postgres"):
        refuse("DANVAN_DATABASE_URL", "phải bắt đầu bằng postgresql:// / must start with postgresql://.")
    catalogue = tuple(Path(part) for part in values.get("DANVAN_CATALOGUE", "").split(os.pathsep) if part)
    for folder in catalogue:
        if not folder.is_dir():
            refuse("DANVAN_CATALOGUE", f"không có thư mục {folder} / there is no folder {folder}.")
    home = Path(values.get("DANVAN_HOME") or _data_folder(values)).expanduser().absolute()
    if home.exists() and not home.is_dir():
        refuse("DANVAN_HOME", "không phải thư mục / is not a folder.")
    soffice = Path(values["DANVAN_SOFFICE"]).expanduser() if values.get("DANVAN_SOFFICE") else None
    if soffice is not None and not (soffice.is_file() and os.access(soffice, os.X_OK)):
        refuse("DANVAN_SOFFICE", "không phải là một chương trình / is not a program.")
    if faults:
        raise Refusals(faults)
    return Environment(
        home=home,
        database_url=database_url,
        language=cast(Language, language),
        catalogue=catalogue,
        debug=_YES_NO[debug],
        address=address,
        port=int(port),
        soffice=soffice.absolute() if soffice else None,
    )


def _data_folder(values: Mapping[str, str]) -> str:
    base = values.get("XDG_DATA_HOME") or "~/.local/share"
    return f"{base}/danvan"


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
