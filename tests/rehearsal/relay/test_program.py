"""The program of the helper container, run: in the network of a container, without one of ours."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.container import Container
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.leftovers import RunFolder
from modelpkg_widget.rehearsal.relay.connection import RelaySocket
from modelpkg_widget.rehearsal.relay.program import architecture_of, has_relay, relay_program


@pytest.mark.parametrize(("architecture", "machine"), [("amd64", 62), ("arm64", 183)])
def test_it_is_a_static_program_of_its_machine(architecture: str, machine: int) -> None:
    program = relay_program(architecture)
    assert program[:4] == b"\x7fELF"
    assert struct.unpack_from("<HH", program, 16) == (2, machine)
    (count,) = struct.unpack_from("<H", program, 56)
    assert count == 1
    assert struct.unpack_from("<Q", program, 64 + 32)[0] == len(program) < 1000


def test_architectures_have_the_names_of_images() -> None:
    assert [architecture_of(name) for name in ("x86_64", "aarch64", "s390x")] == [
        "amd64",
        "arm64",
        "s390x",
    ]
    assert (has_relay("arm64"), has_relay("s390x")) == (True, False)


def test_it_copies_a_file_and_fails_without_it(tmp_path: Path) -> None:
    path = tmp_path / "relay"
    path.write_bytes(relay_program("amd64"))
    path.chmod(0o755)
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 1000)

    copied = subprocess.run([path, large], capture_output=True, check=True)
    missing = subprocess.run([path, tmp_path / "none"], capture_output=True, check=False)

    assert copied.stdout == large.read_bytes()
    assert missing.returncode == 1


@pytest.mark.slow
def test_requests_of_any_size_pass_through_it(engine: Engine, tmp_path: Path) -> None:
    folder = RunFolder()
    container = Container(engine, folder, "localhost/rehearsal-works:1", {}, tmp_path)
    try:
        channel = container.connect()
        while True:
            try:
                assert channel.ask("GET", "/ping", seconds=10)[0] == 200
                break
            except ConnectionError:
                continue
        for size in (1, 65535, 65536, 65537, 3_000_000):
            body = bytes(at % 251 for at in range(size))
            answer = channel.ask("POST", "/invocations", body, seconds=30)
            assert answer == (200, "text/csv", body)
        others = [container.connect() for _ in range(3)]
        assert [one.ask("GET", "/ping", seconds=30)[0] for one in others] == [200] * 3
    finally:
        container.remove()
        folder.remove(engine)
    assert engine.run("ps", "--all", "--quiet") == ""


class Frames:
    """A relay's output, a few bytes at a time, as a socket gives it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.sent = data, b""

    def settimeout(self, seconds: float | None) -> None:
        pass

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def recv(self, most: int) -> bytes:
        if not self.data:
            raise TimeoutError
        taken, self.data = self.data[: min(most, 3)], self.data[min(most, 3) :]
        return taken


def test_what_is_left_of_a_connection_is_not_of_the_next() -> None:
    connected, refused = struct.pack("<i", -1), struct.pack("<i", -2)
    late = struct.pack("<I", 4) + b"late" + struct.pack("<I", 0)
    frames = Frames(connected + late + connected + struct.pack("<I", 2) + b"ok" + refused)
    relay = RelaySocket(frames)  # type: ignore[arg-type]
    relay.open()
    assert relay.receive(2) == b"la"

    relay.open()

    assert relay.receive(10) == b"ok"
    with pytest.raises(ConnectionError):
        relay.open()


def test_a_slow_opening_is_waited_for_again_without_another() -> None:
    frames = Frames(struct.pack("<i", -1)[:2])
    relay = RelaySocket(frames)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        relay.open()
    frames.data = struct.pack("<i", -1)[2:] + struct.pack("<I", 0)

    relay.open()

    assert relay.receive(1) == b""
    assert frames.sent == struct.pack("<I", 0)
