"""Builds the page's bundle when it is not that of its sources.

    python js/build/bundle.py             builds if need be
    python js/build/bundle.py --is-fresh  exits with 1 if a build is needed
    python js/build/bundle.py --tools     installs in js/node_modules what checks and tests use

What counts is the content of the sources, not their dates: in a clone, an sdist and a checkout of
another branch all dates are new. The digest stands beside the bundle; only this file writes it.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import node

JS = Path(__file__).resolve().parent.parent
STATIC = JS.parent / "modelpkg_widget" / "static"
STAMP = STATIC / "sources.sha256"
_NAMES = (
    "loader.js", "widget.js", "later.js", "widget.css", "later.css", "standalone.js",
    "standalone.css", "LICENSES.txt",
)  # fmt: skip
OUTPUTS = [STATIC / name for name in _NAMES]


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(JS).as_posix()
        total.update(f"{name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (JS / "package.json", JS / "package-lock.json")
    yield from sorted((JS / "build").glob("*.mjs"))
    yield from sorted(path for path in (JS / "src").rglob("*") if path.is_file())


def is_fresh() -> bool:
    """Whether bundle, style and licences are there and made of the sources as they are now."""
    if not STAMP.is_file() or not all(path.is_file() for path in OUTPUTS):
        return False
    return STAMP.read_text().strip() == _digest(_sources())


def _npm(*arguments: str) -> None:
    program, env = node.command("npm", *arguments)
    if code := subprocess.run(program, cwd=JS, env=env).returncode:
        raise SystemExit(f"npm {' '.join(arguments)} failed with {code}; its own words are above.")


def install(*, tools: bool) -> None:
    """Makes js/node_modules what the lock file says, unless it is; ``tools``: all of it."""
    everything, enough = (JS / "node_modules" / f".installed-{how}" for how in ("all", "bundle"))
    wanted = _digest(JS / name for name in ("package-lock.json", ".npmrc"))
    for stamp in (everything,) if tools else (everything, enough):
        if stamp.is_file() and stamp.read_text() == wanted:
            return
    _npm("ci", *([] if tools else ["--omit=dev"]))
    (everything if tools else enough).write_text(wanted)


def build() -> None:
    """Builds the bundle, whatever is there."""
    install(tools=False)
    digest = _digest(
        _sources()
    )  # before the build: a source saved meanwhile makes the bundle stale
    _npm("run", "--silent", "build")
    STAMP.write_text(digest + "\n")


if __name__ == "__main__":
    if "--is-fresh" in sys.argv[1:]:
        sys.exit(not is_fresh())
    if "--tools" in sys.argv[1:]:
        install(tools=True)
    elif not is_fresh():
        build()
