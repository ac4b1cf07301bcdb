"""The program of the helper container: it passes connections to port 8080 on.

A container without a network has no port that this machine can reach. A second container in its
network can, and an engine passes on standard input and output. This program is all that the second
container has: half a kilobyte of machine code that calls Linux and nothing else. So no image has to
be pulled for it, and the container's own image needs no tool.

Without an argument it reads and writes frames: a length in four bytes, little-endian, and so many
bytes. A frame of length 0 to it opens a new connection to 127.0.0.1:8080, which it tries for a
minute, 20 ms apart. It answers with -1 instead of a length, or with -2 when nobody listens. From
then on a frame to it is sent on the connection, and what comes from there is a frame from it; one
of length 0 says that the connection was closed. It ends with its input, so also when the process
that started it is killed.

With an argument it copies the file of that name to its standard output: ``/proc/net/tcp`` has the
ports that are open in the network.
"""

from __future__ import annotations

import struct

from . import amd64, arm64

#: Machine code and the ELF machine for each architecture, as images name it.
_CODE = {"amd64": (amd64.CODE, 62), "arm64": (arm64.CODE, 183)}
_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}
_BASE = 0x400000
_HEADERS = 64 + 56


def architecture_of(name: str) -> str:
    """Return the name that images use for a machine's architecture: ``x86_64`` is ``amd64``."""
    return _NAMES.get(name, name)


def has_relay(architecture: str) -> bool:
    """Whether there is a program for this architecture, as images name it."""
    return architecture in _CODE


def relay_program(architecture: str) -> bytes:
    """Return the program as a static ELF executable.

    Raises:
        KeyError: There is none for this architecture.
    """
    rows, machine = _CODE[architecture]
    code = bytes.fromhex("".join(rows))
    size = _HEADERS + len(code)
    identity = b"\x7fELF\x02\x01\x01" + bytes(9)  # 64 bits, little-endian
    kind = (2, machine, 1, _BASE + _HEADERS, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    header = struct.pack("<HHIQQQIHHHHHH", *kind)
    # One segment, loaded to be read and executed.
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, _BASE, _BASE, size, size, 0x1000)
    return identity + header + segment + code
