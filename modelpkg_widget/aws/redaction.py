"""Somebody else's words, made fit to be shown: in one line, without secrets, as an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from modelpkg_widget.request.issues import Issue, Path
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

_LONGEST = 2000


def issue(
    path: Path,
    row: Mapping[str, Any],
    values: Mapping[str, str] | None = None,
    more: str = "",
) -> Issue:
    """Make an issue of a row of ``error_explanations.json``; ``more`` is said behind its hint."""
    hint = texts.format_text(row.get("hint", ""), values or {})
    return Issue(
        path,
        "service",
        texts.format_text(row["message"], values or {}),
        hint=f"{hint} {more}".strip(),
        source="service",
        related=tuple(tuple(related) for related in row.get("related", ())),
    )


def one_line(text: str) -> str:
    """Return it as one sentence, with a full stop where it has no end of its own."""
    line = " ".join(redacted(text).split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return line if not line or line[-1] in ".!?…" else f"{line}."


def redacted(text: str) -> str:
    """Return it without what must not be shown: signatures, session tokens, passwords.

    Texts of AWS may quote the request that they refuse, and those of botocore an address with
    the password of a proxy.
    """
    text = text[: 2 * _LONGEST]
    for secret, rest in load_table("aws/error_explanations")["redacted"]:
        text = re.sub(secret, rest, text)
    return text
