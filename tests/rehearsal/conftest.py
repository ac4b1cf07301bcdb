"""A real engine: podman with storage of its own, and the images of the tests."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.find_engine import (
    VARIABLE,
    NoEngineError,
    find_engine,
    forget_engines,
)

from .images import archives

_BUSYBOX = Path("/bin/busybox")
_INTERPRETER = 3  # a program header of ELF


@pytest.fixture(scope="session")
def engine_command() -> Iterator[str]:
    """The command of an engine that has the images; skips where there is none.

    The variable ``REHEARSAL_ENGINE`` is another one, whose containers nobody else uses.
    """
    other = os.environ.get("REHEARSAL_ENGINE")
    if other:
        for archive in archives(_BUSYBOX).values():
            subprocess.run([*shlex.split(other), "load"], input=archive, check=True)
        yield other
        return
    # Without root, some machines limit no memory. The test that runs out of it would use all of it.
    if os.geteuid() != 0 or not shutil.which("podman") or not _is_static(_BUSYBOX):
        pytest.skip("needs podman and Debian's busybox-static, as root: make engine")
    storage = Path(tempfile.mkdtemp(prefix="engine-"))  # podman takes no path over 50 characters
    options = {"root": "root", "runroot": "run", "tmpdir": "tmp"}
    words = [f"--{name}={storage / folder}" for name, folder in options.items()]
    command = ["podman", *words, "--storage-driver=vfs"]
    for archive in archives(_BUSYBOX).values():
        subprocess.run([*command, "load"], input=archive, check=True, capture_output=True)
    yield " ".join(command)
    subprocess.run([*command, "rm", "--all", "--force"], check=False, capture_output=True)
    subprocess.run([*command, "system", "reset", "--force"], check=False, capture_output=True)
    _end_processes(storage)
    shutil.rmtree(storage, ignore_errors=True)


def _end_processes(storage: Path) -> None:
    """End what watches containers whose command was killed: podman itself leaves it."""
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if os.fsencode(storage) in one.read_bytes():
                os.kill(int(one.parent.name), signal.SIGKILL)


@pytest.fixture
def engine(engine_command: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine, which is also that of the environment."""
    monkeypatch.setenv(VARIABLE, engine_command)
    try:
        return find_engine()
    except NoEngineError as error:
        pytest.skip(str(error))


def _is_static(path: Path) -> bool:
    """Whether a program of this machine needs no other file: it names no interpreter."""
    if not (path.is_file() and os.access(path, os.X_OK)):
        return False
    data = path.read_bytes()
    start, size, count = (*struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54))
    kinds = [struct.unpack_from("<I", data, start + at * size)[0] for at in range(count)]
    return _INTERPRETER not in kinds


class _Server(BaseHTTPRequestHandler):
    """Answers each request with its body."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ping" else 404)
        self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def direct_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What answers where containers are asked directly, as in SageMaker Studio."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setattr("modelpkg_widget.rehearsal.container.PORT", server.server_port)
        # It listens before there is a container.
        monkeypatch.setattr("modelpkg_widget.rehearsal.container.is_taken", lambda: False)
        yield
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder with commands."""
    found = tmp_path / "bin"
    found.mkdir()
    monkeypatch.setenv("PATH", str(found))
    monkeypatch.delenv(VARIABLE, raising=False)
    forget_engines()
    yield found
    forget_engines()
