"""Tables of `hosts.md`, from what the tests of `make hosts` and `make engines` saw."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent.parent / "tests" / "hosts" / "results.json"


def _seen(kind: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))[kind]
    return found


def _versions(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {version}" for name, version in row["versions"].items())


def _created(row: dict[str, Any]) -> str:
    return "yes" if row["arn"] else "no"


def _boxes(row: dict[str, Any]) -> str:
    return ", ".join(f"`{name}`" for name in row["boxes"])


_HOSTS = ("Host", "Versions", "Created a package", "Boxes that show it whole")


def hosts() -> tuple[list[str], list[list[str]]]:
    """Return head and rows: each host, whether a package was created in it, and its requests."""
    rows = [
        [name, _versions(row), _created(row), _boxes(row), row["fetches"] or "nothing"]
        for name, row in _seen("hosts").items()
    ]
    return [*_HOSTS, "The host's page fetches from elsewhere"], rows


def short() -> str:
    """Return the hosts of the first table with their versions, for the README."""
    found: dict[str, list[str]] = {}
    for row, seen in _seen("hosts").items():
        name = re.sub(r" [\d.]+$", "", row.partition(",")[0])
        if version := seen["versions"].get(name.lower()):
            found.setdefault(name, []).append(".".join(version.split(".")[:2]))
    return ", ".join(f"{name} {' and '.join(versions)}" for name, versions in found.items())


def engines() -> tuple[list[str], list[list[str]]]:
    """Return head and rows: each engine, its version, and what ran in it."""
    rows = [[name, row["version"], row["tests"]] for name, row in _seen("engines").items()]
    return ["Engine", "Version", "What ran"], rows


def screen_reader() -> tuple[list[str], list[list[str]]]:
    """Return head and rows: each walk, and what the screen reader said in it."""
    rows = [
        [name.partition(". ")[2], "<br>".join(f"`{text}`" for text in row["said"])]
        for name, row in _seen("screen_reader").items()
    ]
    return ["Walk", "What Orca says"], rows


def memory() -> tuple[list[str], list[list[str]]]:
    """Return head and rows: memory in MB of one user of a hub, step by step."""
    rows = [
        [name.partition(". ")[2], *(str(row[part][kind]) for part in _PARTS for kind in _KINDS)]
        for name, row in _seen("memory").items()
    ]
    return ["One student", *(f"{part}, {kind.upper()}" for part in _PARTS for kind in _KINDS)], rows


_PARTS = ("kernel", "server")
_KINDS = ("rss", "pss")
