"""An application that shows a form: a process of its own, on loopback, until the test has ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.ports import free_port

from .lab import STUBS

START_SECONDS = 120


@contextmanager
def hosted(folder: Path, words: Sequence[str], answers: str = "/") -> Iterator[str]:
    """Start a Python program that serves, in a folder; yields its URL.

    Args:
        folder: where it runs, and keeps its state.
        words: of the command, after ``python -m``; ``{port}`` is where it shall listen.
        answers: the path that it answers, whatever it says, as soon as it is there.
    """
    port = free_port()
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"MODELPKG_STATE_DIR": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    own |= {"XDG_STATE_HOME": str(folder / "xdg"), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    log = folder / "host.log"
    with log.open("w") as file:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **STUBS, **own},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}{answers}", server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2)
        except urllib.error.HTTPError:
            return  # it answers, whatever it says
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"It did not start in {START_SECONDS} s:\n{log.read_text()}")


def voila(notebook: str) -> list[str]:
    """Return the command by which Voila serves a notebook; it answers at ``/voila/static/``."""
    return [
        *("voila", notebook, "--no-browser", "--port={port}", "--Voila.ip=127.0.0.1"),
        *("--show_tracebacks=True", "--Voila.allow_root=True"),
    ]


def marimo(notebook: str) -> list[str]:
    """Return the command by which marimo serves a notebook."""
    words = f"marimo run {notebook} --headless --no-token --host 127.0.0.1"
    return [*words.split(), "--port", "{port}"]
