"""A value as a page writes it."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.request import json_codec


def wire(value: Any, base: int, writer: str = "page", seq: int = 1) -> dict[str, Any]:
    text = value if isinstance(value, str) else json_codec.dumps(value)
    return {"text": text, "base": base, "writer": writer, "seq": seq}
