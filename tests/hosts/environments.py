"""Virtual environments in which hosts run, made when a test first needs one.

They stay below ``.venv/hosts`` until their list of packages changes. The project itself is an
editable install, so that a change of it needs no new environment.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

FOLDER = ROOT / ".venv" / "hosts"
#: What each environment has beside the project with its extra ``demo``.
PACKAGES = {
    "jupyterhub": ["jupyterhub>=5", "jupyterlab>=4.2", "s3fs"],
    "lab-4.4": ["jupyterlab==4.4.*"],
    "classic": ["nbclassic>=1.1"],
    "together": ["jupyterlab>=4.2", "jupyter-collaboration>=4"],
}
NODE_PACKAGES = {
    "jupyterhub": ["configurable-http-proxy"],
    "vscode": ["@vscode/jupyter-ipywidgets8@1", "requirejs@2"],
}


class Environment:
    """One virtual environment.

    Args:
        name: a key of `PACKAGES`.
    """

    def __init__(self, name: str) -> None:
        self.folder = FOLDER / name
        self.python = self.folder / "bin" / "python"
        packages = json.dumps([PACKAGES[name], NODE_PACKAGES.get(name, [])])
        done = self.folder / "installed.json"
        if done.exists() and done.read_text() == packages:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        _run(_interpreter(), "-m", "venv", str(self.folder))
        self._pip("install", "--quiet", "-e", f"{ROOT}[demo]", *PACKAGES[name])
        if name in NODE_PACKAGES:
            _install_from_npm(self.folder, NODE_PACKAGES[name])
        done.write_text(packages)

    def versions(self) -> dict[str, str]:
        """Return the version of each installed package, by its name in lower case."""
        rows = json.loads(self._pip("list", "--format=json"))
        return {row["name"].lower().replace("_", "-"): row["version"] for row in rows}

    def _pip(self, *words: str) -> str:
        return _run(str(self.python), "-m", "pip", "--disable-pip-version-check", *words)


def node_modules(name: str) -> Path:
    """Return a folder of packages from npm, with no Python beside it.

    Args:
        name: a key of `NODE_PACKAGES`.
    """
    folder = FOLDER / f"{name}-node"
    done = folder / "installed.json"
    packages = json.dumps(NODE_PACKAGES[name])
    if not done.exists() or done.read_text() != packages:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _install_from_npm(folder, NODE_PACKAGES[name])
        done.write_text(packages)
    return folder / "node_modules"


def _install_from_npm(folder: Path, packages: list[str]) -> None:
    node = [sys.executable, str(ROOT / "js" / "build" / "node.py"), "npm", "install", "--silent"]
    _run(*node, "--no-audit", "--no-fund", "--prefix", str(folder), *packages)


def _interpreter() -> str:
    """Return a Python that other users of the machine can run too, if there is one."""
    for python in (os.path.realpath(sys.executable), "/usr/bin/python3"):
        folders = Path(python).parents
        if Path(python).exists() and all(one.stat().st_mode & stat.S_IXOTH for one in folders):
            return python
    return sys.executable


def _run(*command: str) -> str:
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
