"""Serves the page of the form's own: bundle, tables and harness, under a strict policy."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from modelpkg_widget.widget import page_data as form_page

HERE = Path(__file__).parent
STATIC = Path(form_page.__file__).parent.parent / "static"
CSP = "default-src 'self'; img-src data:; script-src 'self' blob:"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, lax: str, **named: Any) -> None:
        self.lax = lax
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        allowed = " 'unsafe-eval'" if self.lax and self.path.endswith(self.lax) else ""
        self.send_header("Content-Security-Policy", CSP + allowed)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, *, lax: str = "") -> Iterator[str]:
    """Fill a folder and serve it on loopback; yields the harness's URL.

    Args:
        folder: an empty one, or one with pages of its own.
        lax: the end of addresses that may make code of text; the form's own may never.
    """
    for file in [*(HERE / "static").iterdir(), *STATIC.iterdir()]:
        shutil.copy(file, folder)
    (folder / "tables.json").write_text(json.dumps(form_page.tables()))
    handler = functools.partial(_Handler, lax=lax, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/harness.html"
    finally:
        server.shutdown()
        server.server_close()
