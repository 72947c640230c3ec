"""Hatch hook: compile the translations before the wheel (or the editable install) is made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordsBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles every room's .po into the .mo that the wheel carries."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for path in Path(self.root, "src", "danvan").glob("*/locale/*/LC_MESSAGES/*.po"):
            with path.open("rb") as stream:
                catalog = read_po(stream, locale=path.parts[-3])
            with path.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalog)


if __name__ == "__main__":
    sys.exit("run by the build, not by hand")
