"""The shape of the house: sizes of files and functions, how much of it is tests, rooms that import each other.

A mirror, not a gate. What good looks like: files with a median of 40 to 155 lines and a p90 under 400, functions
with a median of 5 to 9 and a p90 about 30, no two rooms that import each other.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "danvan"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def code(*, tests: bool) -> list[Path]:
    """The package's Python files, without migrations; tests or the rest."""
    files = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    return sorted(path for path in files if ("tests" in path.parts) == tests)


def lines(path: Path) -> int:
    """Lines that are not blank."""
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[int, str]]:
    """The length and name of each function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(PACKAGE)}:{node.name}"


def imports(path: Path) -> set[str]:
    """The rooms that a file imports at run time; imports for types alone are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in types_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("danvan.")}


def spread(title: str, sizes: list[int]) -> None:
    """One line of median, p90 and largest."""
    p90 = quantiles(sizes, n=10)[-1]
    print(f"{title:<22} {len(sizes):>6} · median {median(sizes):.0f} · p90 {p90:.0f} · most {max(sizes)}")


def main() -> None:
    ours, tests = code(tests=False), code(tests=True)
    sizes = {path: lines(path) for path in ours}
    found = sorted(found for path in ours for found in functions(path))
    spread("files (lines)", list(sizes.values()))
    spread("functions (lines)", [length for length, _name in found])
    share = 100 * sum(length > 50 for length, _name in found) / len(found)
    print(f"functions over 50      {share:>5.1f} %")
    print(f"lines of code          {sum(sizes.values()):>6} · of tests {sum(map(lines, tests))}")
    print("\nlongest files:", *(f"  {size} {path.relative_to(PACKAGE)}" for path, size in _most(sizes)), sep="\n")
    print("\nlongest functions:", *(f"  {length} {name}" for length, name in found[:-9:-1]), sep="\n")
    rooms: dict[str, set[str]] = defaultdict(set)
    for path in ours:
        room = path.relative_to(PACKAGE).parts[0]
        rooms[room] |= imports(path) - {room}
    pairs = [
        f"{one} <-> {other}"
        for one in sorted(rooms)
        for other in sorted(rooms[one])
        if one < other and one in rooms[other]
    ]
    print("\nrooms that import each other:", ", ".join(pairs) or "none")


def _most(sizes: dict[Path, int]) -> list[tuple[Path, int]]:
    return sorted(sizes.items(), key=lambda item: -item[1])[:8]


if __name__ == "__main__":
    main()
