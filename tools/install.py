"""Make the environment: a virtual environment with the locked packages and the ``danvan`` command in it.

python3 tools/install.py [--dev] [--into FOLDER]

Needs nothing but Python 3.11 itself. Does as little as it can: a stamp in the environment says what was
installed from, and nothing is installed again while that stands. Packages come from wherever pip is set up to
fetch them; no address stands here.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "danvan-installed"
OLDEST = (3, 11)


def install(venv: Path, *, dev: bool) -> None:
    """Bring ``venv`` to the locked versions, make the command, compile the words. Raises SystemExit with a sentence."""
    if sys.version_info[:2] < OLDEST:
        raise SystemExit(f"danvan needs Python {OLDEST[0]}.{OLDEST[1]} or newer; set PYTHON=, this is {sys.version}.")
    wanted = [_mark(venv, "requirements-dev.txt")]
    if not dev:
        # An environment for developers holds all that users need.
        wanted.append(_mark(venv, "requirements.txt"))
    stamp = venv / STAMP
    if not (stamp.exists() and stamp.read_text() in wanted):
        stamp.unlink(missing_ok=True)
        _make(venv)
        _install(venv, "requirements-dev.txt" if dev else "requirements.txt")
        stamp.write_text(wanted[0] if dev else wanted[-1])
    _compile_words(venv)


def _mark(venv: Path, requirements: str) -> str:
    """What an installation depends on: the locked versions, our own metadata, the Python, and where it stands."""
    digest = hashlib.sha256()
    for name in (requirements, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return f"{requirements} {digest.hexdigest()} {sys.version_info[:3]} {venv.absolute()}\n"


def _make(venv: Path) -> None:
    if (venv / "pyvenv.cfg").exists():
        shutil.rmtree(venv)
    # Debian packs the module that venv needs apart from Python.
    if importlib.util.find_spec("ensurepip") is None:
        _install_venv_module()
    print(f"Making {venv} …", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)


def _install_venv_module() -> None:
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(f"This Python cannot make environments: install {package} first.")
    subprocess.run(["apt-get", "update", "-q"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", package], check=True)


def _install(venv: Path, requirements: str) -> None:
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    print(f"Installing {requirements} …", file=sys.stderr, flush=True)
    # The lock names every package, so nothing is left to resolve; ours is built with what the lock brought.
    ours = ["--no-build-isolation", "--no-deps", "-e", "."]
    for words in (["--require-hashes", "--no-deps", "-r", requirements], ours):
        done = subprocess.run([*pip, *words], cwd=ROOT, check=False)
        if done.returncode:
            raise SystemExit(f"pip could not install {words[-1]}; what it said stands above.")


def _compile_words(venv: Path) -> None:
    for source in ROOT.glob("src/danvan/*/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            subprocess.run([str(venv / "bin" / "python"), "tools/words.py", "--compile"], cwd=ROOT, check=True)
            return


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the environment with the danvan command in it.")
    parser.add_argument("--dev", action="store_true", help="with the tools for tests and checks")
    parser.add_argument("--into", type=Path, default=ROOT / ".venv", help="the environment's folder")
    chosen = parser.parse_args()
    install(chosen.into, dev=chosen.dev)


if __name__ == "__main__":
    main()
