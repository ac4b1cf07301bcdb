"""A page that shows the forms of a real kernel, with no notebook around them.

A Jupyter server runs the kernel and serves the page; ``static/kernel.js`` speaks the messages. It
is the real form from end to end, at a fraction of what JupyterLab takes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.helpers.ports import free_port

from .lab import START_SECONDS, STUBS
from .serving import HERE, STATIC


class KernelServer:
    """A Jupyter server on loopback, with folders of its own; ends with `stop`.

    Args:
        folder: an empty one.
        environment: of its kernels, beside the present one.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.work = folder / "work"
        self.work.mkdir()
        static = folder / "static"
        static.mkdir()
        for file in [*(HERE / "static").iterdir(), *STATIC.iterdir()]:
            shutil.copy(file, static)
        self._token = secrets.token_hex(8)
        self._url = f"http://127.0.0.1:{(port := free_port())}"
        self._log = folder / "server.log"
        names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        own = {f"JUPYTER_{name}": str(folder / name.lower()) for name in names}
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
                    f"--ServerApp.port={port}",
                    "--ServerApp.ip=127.0.0.1",
                    f"--IdentityProvider.token={self._token}",
                    f"--ServerApp.root_dir={self.work}",
                    f"--ServerApp.extra_static_paths={static}",
                ],
                cwd=self.work,  # which is that of its kernels
                env={**os.environ, **STUBS, **own, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"{self._url}/static/kernel.html?token={self._token}"

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self._url}/api/status?token={self._token}", timeout=2)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"The server did not start:\n{self._log.read_text()}")

    def stop(self) -> None:
        """End it and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class KernelPage:
    """One page over one kernel.

    Args:
        page: of the browser.
        server: what runs the kernel.
        kernel: the id of a kernel that runs; empty starts one.
        state: where its forms keep what they sent, so that a test finds no package of another one.
    """

    def __init__(self, page: Page, server: KernelServer, kernel: str, state: Path) -> None:
        self.page, self._state = page, state
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(server.page)
        page.evaluate(_READY)
        self.kernel = self._connect(kernel)

    def _connect(self, kernel: str) -> str:
        connected: str = self.page.evaluate("(id) => connect(id)", kernel)
        self.run(f"import os; os.environ['MODELPKG_STATE_DIR'] = {str(self._state)!r}")
        return connected

    def run(self, code: str) -> str:
        """Run code in the kernel; returns what it printed."""
        text: str = self.page.evaluate("(code) => kernel.run(code)", code)
        return text

    def wait_quiet(self) -> None:
        """Wait until the page has written what was typed, and the kernel has read it."""
        self.page.evaluate("() => untilQuiet()")
        self.run("")
        self.page.evaluate("() => untilQuiet()")

    def show(self, code: str) -> Locator:
        """Run code whose last line displays a form; returns the form's root."""
        self.page.evaluate("(code) => show(code)", code)
        form = self.page.locator(".modelpkg-form")
        expect(form).to_be_visible()
        return form

    def start_another_kernel(self) -> None:
        """Start a kernel beside the present one, whose forms stay; code runs in the new one."""
        self._connect("")

    def show_below(self, code: str) -> Locator:
        """Run code whose last line displays a form, below the others; returns its root."""
        forms = self.page.locator(".modelpkg-form")
        count = forms.count()
        self.page.evaluate("(code) => showBelow(code)", code)
        expect(forms).to_have_count(count + 1)
        return forms.nth(count)


class Cells(KernelPage):
    """Cells of code over one kernel, run by their numbers; what `Notebook` is in JupyterLab.

    Args:
        page: of the browser.
        server: what runs the kernel.
        kernel: the id of a kernel that runs; empty starts one.
        state: where its forms keep what they sent.
        codes: of the cells.
    """

    def __init__(
        self, page: Page, server: KernelServer, kernel: str, state: Path, codes: Sequence[str]
    ) -> None:
        super().__init__(page, server, kernel, state)
        self._codes = codes

    def run_cell(self, cell: int, *, wait: bool = True) -> None:
        """Run one cell by its number; `wait` for its end, and for the form that it displays."""
        call = "([at, code]) => runCell(at, code)"
        if not wait:
            call = "([at, code]) => { runCell(at, code); }"
        self.page.evaluate(call, [cell, self._codes[cell]])

    def wait_run(self, cell: int) -> None:
        """Wait for the end of a cell that was started."""
        self.page.wait_for_function("(at) => !cells[at].running", arg=cell)

    def is_running(self, cell: int) -> bool:
        running: bool = self.page.evaluate("(at) => cells[at].running", cell)
        return running

    def text(self, cell: int) -> str:
        """Return what a cell has printed."""
        text: str = self.page.evaluate("(at) => cells[at].text", cell)
        return text

    def form(self) -> Locator:
        return self.page.locator(".modelpkg-form")


_READY = """async () => {
  while (!window.ready) await new Promise((done) => setTimeout(done, 10));
}"""
