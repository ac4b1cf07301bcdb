"""Measures the form beside others and prints a table: ``make bench``, or ``python -m tests.bench``.

Everything is measured in turns in one run, so that ratios mean something on a busy machine too;
times in milliseconds do only on a quiet one.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench import kernel, pages, table
from tests.conftest import ROOT

from .serving import WEB

OUT = ROOT / "test-results" / "bench"
PYTHON = ("boto3", "jsonschema", "anywidget")
NODE = ("@rjsf/core", "react")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few keys, one round: does it run?")
    parser.add_argument("--rounds", type=int, help="how often each page is opened (3)")
    parser.add_argument("--keys", type=int, help="keys typed into each page, twice (100)")
    parser.add_argument("--out", type=Path, default=OUT, help="path of the .md and .json written")
    given = parser.parse_args()
    rounds = given.rounds or (1 if given.quick else 3)
    keys = given.keys or (10 if given.quick else 100)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0  # before this adds to it
    if load > 1:
        _tell(f"The machine is busy (load {load:.1f}): take the ratios, not the times.")

    _tell("kernel: import, schema, check()")
    measured: dict[str, Any] = {
        "imports": kernel.imports(rounds),
        "schemas": kernel.schemas(2 * rounds + 1),
        "checks": kernel.checks(2 * rounds + 1),
    }
    _tell("kernel: displays")
    quick = ["--quick"] if given.quick else []
    command = [sys.executable, "-m", "tests.bench.displays", str(rounds), *quick]
    shown = json.loads(subprocess.check_output(command, cwd=ROOT, text=True))
    measured["displays"] = shown["displays"]
    measured["pages"], about = pages.measure(rounds, keys, _tell)
    measured["bytes"] = about["bytes"]
    measured["about"] = {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load": f"{load:.1f}",
        "rounds": rounds,
        "keys": keys,
        "versions": {
            "Python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in PYTHON},
            "Chromium": about["Chromium"],
            **{name: _node_version(name) for name in NODE},
            **shown["versions"],
        },
    }
    text = table.markdown(measured)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.with_suffix(".md").write_text(text, encoding="utf-8")
    given.out.with_suffix(".json").write_text(json.dumps(measured, indent=1) + "\n")
    print(text)
    _tell(f"written: {given.out.with_suffix('.md')}, {given.out.with_suffix('.json')}")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _node_version(name: str) -> str:
    found = json.loads((WEB / "node_modules" / name / "package.json").read_text())
    return str(found["version"])


if __name__ == "__main__":
    main()
