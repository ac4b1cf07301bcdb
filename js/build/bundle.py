"""Builds the page's bundle when it is not that of its sources.

    python js/build/bundle.py             builds if need be
    python js/build/bundle.py --packages  only makes js/node_modules what the lock file says, tools included

What counts is the content of the sources, not their dates: a clone, an sdist and a checkout of another
branch all have new dates. The digest stands beside the bundle, and only this file writes it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import node

JS = Path(__file__).resolve().parent.parent
STATIC = JS.parent / "modelpkg_widget" / "static"
STAMP = STATIC / "sources.sha256"
OUTPUTS = [STATIC / name for name in ("widget.js", "widget.css", "LICENSES.txt")]


def _digest(paths: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(JS).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    for name in ("package.json", "package-lock.json", "tsconfig.json", "build/esbuild.mjs"):
        yield JS / name
    yield from sorted(path for path in (JS / "src").rglob("*") if path.is_file())


def is_fresh() -> bool:
    """Whether bundle, style and licences are there and made of the sources as they are now."""
    if not STAMP.is_file() or not all(path.is_file() for path in OUTPUTS):
        return False
    return STAMP.read_text().strip() == _digest(_sources())


def _npm(*arguments: str) -> None:
    if code := node.run("npm", *arguments, cwd=JS):
        raise SystemExit(f"npm {' '.join(arguments)} failed (exit code {code}); its own words are above.")


def install(*, tools: bool) -> None:
    """npm ci, unless that was done for this lock file; ``tools``: those for checks and tests too."""
    wanted = _digest(JS / name for name in ("package-lock.json", ".npmrc"))
    stamps = [JS / "node_modules" / f".installed-{which}" for which in ("all", "bundle")]
    accepted = stamps[:1] if tools else stamps
    if any(stamp.is_file() and stamp.read_text() == wanted for stamp in accepted):
        return
    _npm("ci", *([] if tools else ["--omit=dev"]))
    (stamps[0] if tools else stamps[1]).write_text(wanted)


def build() -> None:
    """Builds the bundle, whatever is there."""
    install(tools=False)
    digest = _digest(_sources())  # before the build: a source saved meanwhile makes the bundle stale
    _npm("run", "--silent", "build")
    STAMP.write_text(digest + "\n")


if __name__ == "__main__":
    try:
        if "--packages" in sys.argv[1:]:
            install(tools=True)
        elif not is_fresh():
            build()
    except node.NodeMissing as missing:
        sys.exit(str(missing))
