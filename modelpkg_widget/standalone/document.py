"""One HTML file that holds the form: its program, its style and its data."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from modelpkg_widget.resources.tables import load_table

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: What would end an element of code, or make a browser look for another end of it.
_ENDS = re.compile(r"</(?:script|style)|<!--|<script|[\r\0]", re.IGNORECASE)


def document(data: Mapping[str, Any]) -> str:
    """Return the HTML of a form without a kernel; the same for the same data.

    The file is ASCII, so that no shell and no mail program changes it: its policy lets the browser
    run and apply only the text whose hash it names. It names no other file and no address.

    Args:
        data: ``tables``, as `tables.without_kernel` returns them; ``request``, as JSON; and
            ``traits``, what the page would read of a kernel. JSON can hold all of it.
    """
    texts = {name: html.escape(text) for name, text in _texts().items()}
    script, style = _static("standalone.js"), _style()
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{texts["title"]}</title>
<style>{style}</style>
</head>
<body>
<header class="page-header">
<h1>{texts["title"]}</h1>
<p>{texts["about"]}</p>
<noscript><p>{texts["no_script"]}</p></noscript>
</header>
<main class="page-main">
<section aria-labelledby="form-title"><h2 id="form-title" class="page-hidden">{texts["form"]}</h2>
<div id="form"></div></section>
<aside aria-label="{texts["request"]}"><div id="request" class="modelpkg-form page-request">
</div></aside>
</main>
<footer class="page-footer"><p>{texts["limits"]}</p></footer>
<script type="application/json" id="form-data">{_data(data)}</script>
<script type="text/plain" id="licences">{_static("LICENSES.txt")}</script>
<script>{script}</script>
</body>
</html>
"""
    return _NOT_ASCII.sub(lambda found: f"&#{ord(found[0])};", page)


def policy(script: str, style: str) -> str:
    """Return the Content-Security-Policy that allows this script, this style and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("ascii")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _data(data: Mapping[str, Any]) -> str:
    """Return JSON in which no text can end the element that it stands in."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@lru_cache(maxsize=1)
def _style() -> str:
    style = "".join(map(_static, ("widget.css", "later.css", "standalone.css")))
    return _NOT_ASCII.sub(lambda found: f"\\{ord(found[0]):x} ", style)


@lru_cache(maxsize=5)
def _static(name: str) -> str:
    """Return a file of the bundle."""
    path = resources.files("modelpkg_widget").joinpath(f"static/{name}")
    return checked(name, path.read_text(encoding="utf-8"))


def checked(name: str, text: str) -> str:
    """Return the text of a file that is to stand in an element of code.

    Raises:
        ValueError: it cannot stand in an HTML file as it is.
    """
    if found := _ENDS.search(text):
        raise ValueError(f"{name} holds {found[0]!r}, which cannot stand in an HTML file.")
    return text.rstrip("\n")


def _texts() -> dict[str, str]:
    texts: dict[str, str] = load_table("standalone/texts")["document"]
    return texts
