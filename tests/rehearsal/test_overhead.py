"""A rehearsal takes little longer than the container itself, asked by one client."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.options import AwsClients, Options

from .requests import csv, request

#: A container that starts within 3 s, and 20 ms for each of so many requests.
COUNT = 300
MOST = 1.3

_CLIENT = """
import http.client, sys, time
connection = http.client.HTTPConnection("127.0.0.1", 8080)
while True:
    try:
        connection.request("GET", "/ping")
        connection.getresponse().read()
        break
    except OSError:
        connection.close()
        time.sleep(0.02)
for line in open(sys.argv[1], "rb"):
    connection.request("POST", "/invocations", line, {"Content-Type": "text/csv"})
    assert connection.getresponse().read().strip() == line.strip()
"""


def client_seconds(engine: Engine, data: Path) -> float:
    """Return the seconds that a client in the network of the container needs, start included."""
    start = time.monotonic()
    words = ["run", "--detach", "--network", "none", *engine.limits, "--stop-timeout", "0"]
    name = engine.run(*words, "--env=FAULT=keeps", "localhost/rehearsal-works:1", "serve").strip()
    process = engine.run("container", "inspect", "--format", "{{.State.Pid}}", name).strip()
    client = [sys.executable, "-c", _CLIENT, str(data)]
    subprocess.run(["nsenter", "--target", process, "--net", *client], check=True)
    engine.run("rm", "--force", name)
    return time.monotonic() - start


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.geteuid() != 0, reason="enters the network of a container")
def test_overhead(engine: Engine, tmp_path: Path) -> None:
    data = csv(tmp_path / "data.csv", COUNT)
    given = request(fault="keeps", BatchStrategy="SingleRecord")
    options = Options(data=data, records=None)
    run_rehearsal(
        given, AwsClients(None), Options(data=data, records=1)
    )  # the helper's image is loaded
    pairs = []
    for _ in range(2):
        directly = client_seconds(engine, data)
        start = time.monotonic()
        found = run_rehearsal(given, AwsClients(None), options)
        pairs.append((time.monotonic() - start, directly))
        assert found.measures.answered == COUNT
        assert found.passed
    ratio = min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
    print(f"{ratio:.2f} times; seconds (rehearsal, client): {pairs}")
    assert ratio <= MOST
