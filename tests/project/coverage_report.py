"""Prints how much of each package and each folder of the page the tests run: `make coverage`.

Ends with 1 when one is below the goal that `BELOW` does not name, or named there and above it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.conftest import ROOT

RESULTS = ROOT / "htmlcov"
GOAL = 95.0
"""Percent of lines and branches together."""

# What may be below the goal, and why.
_BROWSER = "needs a DOM: tests/e2e runs it in a real browser, which is not measured"
BELOW = {
    "js/src": _BROWSER,
    "js/src/controls": _BROWSER,
    "js/src/panels": _BROWSER,
    "js/src/standalone": _BROWSER,  # main.tsx and RequestPanel.tsx; the other files are above it
}


@dataclass(frozen=True)
class Measured:
    """What was run of a file: lines and branches, of how many."""

    name: PurePosixPath
    counts: Counter[str]


def _python(file: Path) -> Iterator[Measured]:
    """Read the JSON report of coverage.py."""
    for name, row in json.loads(file.read_text(encoding="utf-8"))["files"].items():
        found = row["summary"]
        yield Measured(
            PurePosixPath(name),
            Counter(
                lines=found["num_statements"],
                lines_run=found["covered_lines"],
                branches=found["num_branches"],
                branches_run=found["covered_branches"],
            ),
        )


def _page(file: Path) -> Iterator[Measured]:
    """Read the summary of vitest."""
    for name, row in json.loads(file.read_text(encoding="utf-8")).items():
        if name != "total":
            counts = {
                f"{kind}{end}": row[kind][number]
                for kind in ("lines", "branches")
                for end, number in (("", "total"), ("_run", "covered"))
            }
            yield Measured(PurePosixPath(Path(name).relative_to(ROOT).as_posix()), Counter(counts))


def _percent(counts: Counter[str], *kinds: str) -> float:
    total = sum(counts[kind] for kind in kinds)
    return 100 * sum(counts[f"{kind}_run"] for kind in kinds) / total if total else 100.0


def _folder(name: PurePosixPath) -> str:
    """Return the package, or the folder of the page: js/src/form, modelpkg_widget/aws."""
    depth = 3 if name.parts[0] == "js" else 2
    return "/".join(name.parent.parts[:depth])


def main() -> int:
    """Print a table; return the exit code."""
    folders: dict[str, Counter[str]] = {}
    rows = [*_python(RESULTS / "python.json"), *_page(RESULTS / "page" / "coverage-summary.json")]
    for row in rows:
        folders.setdefault(_folder(row.name), Counter()).update(row.counts)
    print(f"{'':36} lines  branches  together")
    wrong = []
    for name, counts in sorted(folders.items()):
        both = _percent(counts, "lines", "branches")
        parts = (_percent(counts, "lines"), _percent(counts, "branches"), both)
        why = BELOW.get(name, "")
        print(f"{name:36}{parts[0]:6.1f} {parts[1]:9.1f} {parts[2]:9.1f}  {why}".rstrip())
        if (both < GOAL) != bool(why):
            wrong.append(f"{name}: {both:.1f} %, {'named' if why else 'not named'} in BELOW")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
