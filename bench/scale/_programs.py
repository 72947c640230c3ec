"""Programs of their own, talked to over pipes: writers that record beside what is measured, and readers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _made import Made

HERE = Path(__file__).resolve().parent


class Program:
    """A file of this folder that runs on the home."""

    def __init__(self, made: Made, name: str, **words: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=made.environment,
        )  # fmt: skip
        self.tell(json.dumps(words))

    def tell(self, text: str) -> None:
        """A line to its input."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        """The next line that it says. Raises RuntimeError when it ended without one."""
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        if not said:
            raise RuntimeError(f"{self._process.args} ended with {self._process.wait()}")
        return said

    def rest(self) -> list[Any]:
        """Close its input, and all that it still says, each line read as JSON. Raises RuntimeError when it failed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        # Not communicate(): it passes over what an earlier line's reading has already taken in.
        said = [json.loads(text) for text in self._process.stdout]
        if self._process.wait():
            raise RuntimeError(f"{self._process.args} ended with {self._process.returncode}")
        return said

    def end(self) -> None:
        """Whatever happens, it does not outlive the measure."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


@contextmanager
def running(programs: Sequence[Program]) -> Iterator[Sequence[Program]]:
    """All of them ready; ended afterwards."""
    try:
        for program in programs:
            assert program.hear() == "ready"
        yield programs
    finally:
        for program in programs:
            program.end()


def record(made: Made, **words: object) -> list[Any]:
    """Entries recorded by another process; what it said of each call."""
    with running([Program(made, "_write.py", **{"rate": 0, "at_once": 500, **words})]) as (writer,):
        return writer.rest()
