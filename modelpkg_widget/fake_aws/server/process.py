"""The sandbox as a process of its own: the process, and how another one starts it."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys

from modelpkg_widget.fake_aws.control.clock import SPEED
from modelpkg_widget.fake_aws.control.resource_names import ACCOUNT, names

from .sandbox import REGION
from .stoppable import Stoppable

PATIENCE = 120.0  # seconds for a cold start
MODULE = "modelpkg_widget.fake_aws"


def serve(port: int = 0, region: str = REGION, account: str = ACCOUNT, speed: float = SPEED) -> int:
    """Runs a sandbox until its standard input ends, or Ctrl+C in a terminal.

    Prints its address, and nothing else, once it is filled. Whoever started it holds the
    other end of its standard input: when that process ends, however it ends, the pipe
    closes and this one ends too.

    Args:
        port: 0 takes a free one.
        region: for example "us-east-1".
        account: 12 digits.
        speed: how much faster than AWS packages are certified, see `sandbox`.

    Returns:
        0, or 1 when the sandbox could not be filled.

    Raises:
        ImportError: moto or flask are not installed.
        OSError: the port is taken.
        ValueError: a speed that is no number above 0.
    """
    from .boto_session import SandboxSession
    from .http_server import Server

    if not sys.stdin.isatty():
        # Ctrl+C goes to the whole group of processes; our end is decided by who started us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = Server(names(account, region), port)
    try:
        server.set_speed(speed)
        server.fill(SandboxSession(server.url, region))
        if not server.wait(PATIENCE):
            sys.stderr.write(f"The sandbox did not start: {server.failure}\n")
            return 1
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        while os.read(sys.stdin.fileno(), 4096):
            pass
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
    return 0


class Process(Stoppable):
    """A sandbox in a process that ends with this one, at the latest.

    Args:
        port: 0 takes a free one.
        speed: how much faster than AWS packages are certified, see `sandbox`.

    Raises:
        RuntimeError: it did not start; its own words are on the standard error.
    """

    def __init__(self, port: int = 0, speed: float = SPEED) -> None:
        self._child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", MODULE, "--port", str(port), "--speed", str(speed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdout  # noqa: S101 - asked for above
        self.url = self._child.stdout.readline().strip()
        if not self.url:
            self.stop()
            raise RuntimeError("The sandbox didn't start.")

    @property
    def pid(self) -> int:
        return self._child.pid

    def stop(self) -> None:
        """Closes the pipe, which ends the process; waits for that at most 5 s."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def port(text: str) -> int:
    """Read a port of the command line.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a port: a number from 0 to 65535.")
    return int(text)


def account(text: str) -> str:
    """Read an AWS account of the command line.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) == 12):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not an AWS account: 12 digits.")
    return text


def main(arguments: list[str] | None = None) -> int:
    """The command line of `python -m modelpkg_widget.fake_aws`; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {MODULE}",
        description="A local AWS for modelpkg-widget. Ends with Ctrl+C or at the end of its input.",
    )
    parser.add_argument("--port", type=port, default=0, help="0 takes a free one (default)")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--account", type=account, default=ACCOUNT, help="12 digits")
    parser.add_argument(
        "--speed", type=float, default=SPEED, help="how much faster than AWS packages are certified"
    )
    given = parser.parse_args(arguments)
    try:
        return serve(given.port, given.region, given.account, given.speed)
    except (ImportError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
