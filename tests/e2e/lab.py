"""A JupyterLab or Notebook 7 of its own on loopback, and a page that shows one notebook in it."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, WebSocket

from tests.helpers.ports import free_port

from .own_page import eventually

START_SECONDS = 120
#: For the environment of servers: what jsonschema would import there takes 3 s of CPU.
_PATHS = (str(Path(__file__).parent / "stubs"), os.environ.get("PYTHONPATH"))
STUBS = {"PYTHONPATH": os.pathsep.join(filter(None, _PATHS))}
STEP_MS = 60_000
OPEN = "docmanager:open"
#: What a notebook sent is not known in another one, of which some send the same.
OWN_STATE = """
import os
os.environ["MODELPKG_STATE_DIR"] += os.path.abspath("/" + os.environ["JPY_SESSION_NAME"])
"""


#: Of each application, where it shows a notebook and the flag that shows it to the page. Each has
#: a workspace of its own: to reset the one that all share loads the application twice.
APPLICATIONS = {
    "jupyterlab": ("lab/workspaces/{workspace}/tree", "--LabApp.expose_app_in_browser=True"),
    "notebook": ("notebooks", "--JupyterNotebookApp.expose_app_in_browser=True"),
    "nbclassic": ("notebooks", "--LabApp.expose_app_in_browser=True"),
}


class LabServer:
    """An application with configuration, workspaces and kernels of its own; ends with `stop`."""

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str],
        application: str = "jupyterlab",
        python: str = sys.executable,
    ) -> None:
        self.folder = folder
        self.tree, expose = APPLICATIONS[application]
        self.root = folder / "work"
        self.root.mkdir()
        self.token = secrets.token_hex(8)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "lab.log").open("w")
        self._process = subprocess.Popen(
            [
                *(python, "-m", application, "--no-browser", "--allow-root"),
                f"--ServerApp.port={self.port}",
                "--ServerApp.ip=127.0.0.1",
                f"--IdentityProvider.token={self.token}",
                f"--ServerApp.root_dir={self.root}",
                expose,
                "--LabApp.news_url=",
            ],
            env={**os.environ, **STUBS, **self._own_folders(), **environment},
            cwd=folder,  # jupyter-collaboration keeps its database there
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )

    def _own_folders(self) -> dict[str, str]:
        settings = self.folder / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        startup = self.folder / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "own_state.py").write_text(OWN_STATE)
        names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        own = {f"JUPYTER_{name}": str(self.folder / name.lower()) for name in names}
        return {
            **own,
            "IPYTHONDIR": str(self.folder / "ipython"),
            "MODELPKG_STATE_DIR": str(self.folder / "state"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.folder / "workspaces"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.folder / "settings"),
        }

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/api/status?token={self.token}", timeout=2)
            except OSError:
                time.sleep(0.2)
            else:
                return
        log = (self.folder / "lab.log").read_text()
        raise RuntimeError(f"JupyterLab did not start in {START_SECONDS} s:\n{log}")

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def write(self, name: str, cells: Sequence[str]) -> None:
        """Write a notebook of code cells."""
        (self.root / name).write_text(notebook_of(cells))


def notebook_of(cells: Sequence[str]) -> str:
    """Return a notebook of code cells, as a file has it."""
    made: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"cell{at}",
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for at, source in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": made,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook)


def busy(until: Path, work: str = "time.sleep(0.05)") -> str:
    """Return a cell that keeps the kernel busy until there is a file, a minute at most."""
    return f"""
import pathlib, time
gate, latest = pathlib.Path({str(until)!r}), time.monotonic() + 60
while not gate.exists() and time.monotonic() < latest:
    {work}
"""


class Served(Protocol):
    """Where notebooks are opened: a server of JupyterLab or Notebook 7, or that of a hub's user."""

    @property
    def url(self) -> str: ...
    @property
    def token(self) -> str: ...
    @property
    def tree(self) -> str: ...


class Notebook:
    """One notebook in one tab."""

    def __init__(self, page: Page, lab: Served, name: str) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.frames: list[bytes] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self._note_host(request.url))
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(STEP_MS)
        if page.url.startswith(f"{lab.url}/"):
            page.evaluate(
                "(path) => window.jupyterapp.commands.execute(...path)", [OPEN, {"path": name}]
            )
        else:
            tree = lab.tree.format(workspace=secrets.token_hex(4))
            page.goto(f"{lab.url}/{tree}/{name}?token={lab.token}")
            self._wait_restored()
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        self.wait_idle()

    def _note_host(self, url: str) -> None:
        if host := urlsplit(url).netloc:  # none in `attachment:`, which Lab replaces later
            self.hosts.add(host)

    def _wait_restored(self) -> None:
        """Wait for the application, whatever it restores."""
        self.page.wait_for_function("() => window.jupyterapp?.restored?.then(() => true)")

    def _listen(self, socket: WebSocket) -> None:
        if "/channels" in socket.url:
            socket.on("framereceived", lambda frame: self.frames.append(_bytes(frame)))

    def wait_idle(self) -> None:
        """Wait for a kernel that is there and has nothing to do."""
        self.page.wait_for_function(
            """() => {
              const panel = window.jupyterapp.shell.currentWidget;
              return panel?.sessionContext?.isReady
                && panel.sessionContext.session?.kernel?.status === "idle";
            }"""
        )

    def run(self, cell: int, *, wait: bool = True) -> None:
        """Run one cell by its number; `wait` for its end."""
        self.page.evaluate(
            """(at) => {
              const { content } = window.jupyterapp.shell.currentWidget;
              content.activeCellIndex = at;
              content.deselectAll();
              window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            cell,
        )
        if wait:
            self.wait_run(cell)

    def wait_run(self, cell: int) -> None:
        """Wait for the end of a cell that was started."""
        self.page.wait_for_function(
            """(at) => {
              const { widgets } = window.jupyterapp.shell.currentWidget.content;
              return widgets[at].model.executionState === "idle"
                && widgets[at].model.executionCount !== null;
            }""",
            arg=cell,
        )

    def is_running(self, cell: int) -> bool:
        """Whether a cell runs; the kernel's own status may be of a message that came beside it."""
        running: bool = self.page.evaluate(
            """(at) => {
              const { widgets } = window.jupyterapp.shell.currentWidget.content;
              return widgets[at].model.executionState === "running";
            }""",
            cell,
        )
        return running

    def text(self, cell: int) -> str:
        """Return the text that a cell has put out."""
        output = self.page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea-output")
        return "\n".join(output.all_inner_texts()).strip()

    def expect_printed(self, cell: int, expected: object) -> None:
        """Run a cell, again and again, until the JSON that it prints is as expected."""

        def printed() -> object:
            self.run(cell)
            return json.loads(self.text(cell) or "null")

        eventually(printed, expected)

    def form(self, cell: int = -1) -> Locator:
        """Return the form, or the one that a cell displays."""
        scope = self.page.locator(".jp-CodeCell").nth(cell) if cell >= 0 else self.page
        return scope.locator(".modelpkg-form")

    def opened_comms(self) -> list[int]:
        """Return the size, in bytes, of each message by which the kernel opened a comm."""
        own = (_OWN_TYPE.search(frame) for frame in self.frames)
        return [
            len(frame)
            for frame, found in zip(self.frames, own, strict=True)
            if found and found[1] == b"comm_open"
        ]


# A frame holds the header of the message, then that of the message that it answers.
_OWN_TYPE = re.compile(rb'"msg_type": ?"(\w+)"')


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
