"""A container of the model that runs: started, asked through the relay, watched, removed."""

from __future__ import annotations

import contextlib
import functools
import re
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .engine import Engine, EngineError
from .image.archive import ImageFile, image_archive
from .leftovers import RELAY, RunFolder, remove_containers
from .relay.channel import PORT, Channel
from .relay.connection import RelaySocket
from .relay.program import has_relay, relay_program
from .run_options import common_options, is_taken, mount_options
from .texts import without_secrets
from .variables import passed_on

_SECONDS = 120.0
_START_SECONDS = 300.0
_END_SECONDS = 5.0
_LISTENING = "0A"  # as /proc/net/tcp has it
_RELAY_MEMORY = "64m"


class PortTakenError(Exception):
    """Another server would be asked instead of the container, which has no network of its own."""


class Container:
    """One container.

    Args:
        engine: that runs it.
        folder: of the rehearsal.
        image: its name.
        environment: its variables.
        model: the folder that it sees as /opt/ml/model.
        bounds: options of ``run`` that limit memory and processors.
        platform: that the image is for; empty is that of the engine's machine.
        cancelled: set when it shall not start any more.

    Raises:
        CancelledError: that was set.
        EngineError: it did not start.
        PortTakenError: another server is where it would be.
    """

    def __init__(
        self,
        engine: Engine,
        folder: RunFolder,
        image: str,
        environment: dict[str, str],
        model: Path,
        bounds: Sequence[str] = (),
        platform: str = "",
        cancelled: threading.Event | None = None,
    ) -> None:
        self._cancelled = cancelled
        self._engine, self._folder = engine, folder
        self._lock = threading.Lock()
        self.channels: list[Channel] = []
        self._relays: list[str] = []
        self._process = 0  # of the container, where podman needs it
        self.started = time.monotonic()
        self.id = self._start(image, environment, model, bounds, platform)
        self._waiting = engine.start("wait", self.id)
        self._exit = ""

    @property
    def is_running(self) -> bool:
        """Whether it has not stopped."""
        return self._waiting.poll() is None

    def state(self) -> dict[str, Any]:
        """Return what the engine knows of its state, such as ``ExitCode`` and ``OOMKilled``."""
        found = (self._engine.inspect("container", self.id) or {}).get("State")
        state = found if isinstance(found, dict) else {}
        # A busy engine records the code later than it says that the container has ended.
        code = "" if self.is_running else self._waited()
        return state | {"ExitCode": int(code)} if code.isdigit() else state

    def _waited(self) -> str:
        if not self._exit:
            with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
                self._exit = self._waiting.communicate(timeout=_SECONDS)[0].decode().strip()
        return self._exit

    def log(self, lines: int = 200) -> list[str]:
        """Return the last lines that it wrote, without what looks like a secret."""
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            with self._engine.start(
                "logs", "--tail", str(lines), self.id, stderr=subprocess.STDOUT
            ) as process:
                written = process.communicate(timeout=_SECONDS)[0]
            said = written.decode("utf-8", "replace").splitlines()
            return [without_secrets(line) for line in said]
        return []

    def memory(self) -> int:
        """Return the bytes of memory that it uses now; 0 is not known."""
        try:
            line = self._engine.run(
                "stats", "--no-stream", "--format", "{{.MemUsage}}", self.id, seconds=_SECONDS
            )
        except EngineError:
            return 0
        return parse_amount(line.partition("/")[0])

    def connect(self) -> Channel:
        """Return a way to its port 8080, for one request at a time."""
        channel = Channel(self._open_direct if not self._engine.is_isolated else self._open_relay)
        with self._lock:
            self.channels.append(channel)
        return channel

    def free_channel(self) -> Channel:
        """Return the first channel for whoever asks first, and new ones for all others."""
        with self._lock:
            channel = next((one for one in self.channels if not one.is_taken), None)
            if channel:
                channel.is_taken = True
                return channel
        channel = self.connect()
        channel.is_taken = True
        return channel

    def ports(self) -> list[tuple[str, int]]:
        """Return where it listens, as pairs of address and port; the address is hexadecimal."""
        if not self._relays:
            return []
        tables: list[str] = []
        for name in ("tcp", "tcp6"):
            if any(f":{PORT:04X} " in line for line in tables):
                break  # where the port that matters is found, the other table is not needed
            words = ("exec", self._relays[0], "/relay", f"/proc/net/{name}")
            with contextlib.suppress(EngineError):
                tables += self._engine.run(*words, seconds=_SECONDS).splitlines()
        rows = (line.split() for line in tables)
        found = (row[1].split(":") for row in rows if len(row) > 3 and row[3] == _LISTENING)
        return sorted({(address, int(port, 16)) for address, port in found})

    def disconnect(self) -> None:
        """Close all channels: whoever waits for an answer gets an OSError."""
        with self._lock:
            channels = [*self.channels]
        for channel in channels:
            channel.close()

    def remove(self) -> None:
        """Stop and remove it, and what it goes through."""
        self.disconnect()
        remove_containers(self._engine, self._relays, [])
        for channel in self.channels:  # a helper that was not there yet ends by itself
            channel.end(_END_SECONDS)
        remove_containers(self._engine, [], [self.id])
        self._waiting.kill()
        self._waiting.communicate()

    def _start(
        self,
        image: str,
        environment: dict[str, str],
        model: Path,
        bounds: Sequence[str],
        platform: str,
    ) -> str:
        words = ["--platform", platform] if platform else []
        while True:
            if not self._engine.is_isolated and is_taken():
                raise PortTakenError
            given = [*mount_options(self._engine, model), *words]
            given += bounds if self._engine.bounds else ()
            options = [*common_options(self._engine, self._folder), *given]
            try:
                with (
                    passed_on(environment, self._folder.path) as (variables, own),
                    self._folder.starting() as name,
                ):
                    found = self._engine.run(
                        "run",
                        "--detach",
                        "--name",
                        name,
                        *options,
                        *variables,
                        image,
                        "serve",
                        seconds=_START_SECONDS,
                        environment=own,
                        folder=self._folder.path,
                        cancelled=self._cancelled,
                    )
            except EngineError as error:
                if not self._engine.adapt(error):
                    raise
            else:
                return found.strip().splitlines()[-1]

    def _open_direct(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", PORT), timeout=2)

    def _open_relay(self) -> tuple[RelaySocket, socket.socket, subprocess.Popen[bytes]]:
        """Start a helper in the network of the container; it ends when this process does.

        Raises:
            ConnectionRefusedError: the container has stopped.
        """
        network = self._network()
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            process = self._engine.start(
                *self._helper(network), stdin=theirs, stdout=theirs, folder=self._folder.path
            )
        return RelaySocket(ours), ours, process

    def _network(self) -> str:
        """Return the network of the container, as an option that does not start it again.

        Podman starts the container that a network belongs to, also one that has stopped.
        """
        if self._engine.kind == "podman" and not self._process:
            found = (self._engine.inspect("container", self.id) or {}).get("State") or {}
            if found.get("Running") is False:
                raise ConnectionRefusedError("The container has stopped")
            self._process = int(found.get("Pid") or 0)
        if self._process and not self._engine.rootless:
            return f"ns:/proc/{self._process}/ns/net"
        return f"container:{self.id}"

    def _helper(self, network: str) -> list[str]:
        name = f"{self._folder.path.name}-{self.id[:12]}-relay-{len(self._relays)}"
        self._relays.append(name)
        options = common_options(self._engine, self._folder, network)
        options += ["--name", name, "--label", RELAY, "--read-only", "--user", "65534"]
        if self._engine.bounds:
            options += ["--memory", _RELAY_MEMORY]
        return ["run", "--rm", "--interactive", *options, load_relay(self._engine)]


@functools.cache
def _relay_name(architecture: str) -> tuple[str, bytes]:
    import hashlib

    program = relay_program(architecture)
    digest = hashlib.sha256(program).hexdigest()[:12]
    name = f"localhost/modelpkg-widget-relay:{digest}"
    files = {"relay": ImageFile(program)}
    archive = image_archive(name, files, architecture=architecture, entrypoint=["/relay"])
    return name, archive


def load_relay(engine: Engine) -> str:
    """Return the name of the helper's image, which is loaded when the engine has none.

    Raises:
        EngineError: it cannot be loaded.
    """
    architecture = engine.architecture if has_relay(engine.architecture) else "amd64"
    name, archive = _relay_name(architecture)
    if name not in engine.loaded:
        if not engine.inspect("image", name):
            engine.run("load", input=archive, seconds=_SECONDS)
        engine.loaded.add(name)
    return name


def parse_amount(text: str) -> int:
    """Return the bytes of an amount as engines spell it: ``12.5MiB``; 0 when it is none."""
    found = re.match(r"\s*([0-9.]+)\s*([kKMGT]?)(i?)B", text)
    if not found:
        return 0
    step = 1024 if found[3] else 1000
    return int(float(found[1]) * step ** " KMGT".index((found[2] or " ").upper()))
