"""The page's own code, run in Node: what its form says of requests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from modelpkg_widget.widget import page_data
from tests.conftest import ROOT

BUILD = ROOT / "js" / "build"


def start(requests: Iterable[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start the page on requests, JSON text each; without Node this fails, and never skips."""
    subprocess.run([sys.executable, BUILD / "bundle.py", "--tools"], check=True)
    (folder / "tables.json").write_text(json.dumps(page_data.tables()), encoding="utf-8")
    (folder / "requests").write_text("".join(f"{text}\n" for text in requests), encoding="utf-8")
    node = [sys.executable, str(BUILD / "node.py"), "node", "test/conformance/verdicts.mjs"]
    return subprocess.Popen([*node, str(folder)])


def answers(process: subprocess.Popen[bytes], folder: Path) -> Iterator[dict[str, Any]]:
    """Wait for the page and return what it says of each request."""
    assert process.wait() == 0, "the page's code ended with an error, see above"
    with (folder / "answers").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
