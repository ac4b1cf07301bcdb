"""Serves the pages that are measured, each under the strictest policy that it runs under."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from modelpkg_widget import request_schema
from tests.conftest import ROOT
from tests.e2e import serving

WEB = Path(__file__).parent / "web"
NODE = str(ROOT / "js" / "build" / "node.py")
PEERS = ("rjsf-plain", "rjsf-tuned")


@contextmanager
def served(folder: Path, *, peers: bool) -> Iterator[str]:
    """Fill a folder and serve it on loopback; yields the address before a contender's name.

    Args:
        folder: an empty one.
        peers: whether to build those that are no part of this project; it takes Node and what
            `make bench` installs.
    """
    for file in [*WEB.glob("*.js"), *WEB.glob("*.css"), *WEB.glob("*.html")]:
        shutil.copy(file, folder)
    (folder / "schema.json").write_text(json.dumps(request_schema()))
    if peers:
        subprocess.run(
            [sys.executable, NODE, "node", str(WEB / "build.mjs"), str(folder)], check=True
        )
    with serving.served(folder, lax="of=rjsf-plain") as url:
        yield url.replace("harness.html", "bench.html?of=")
