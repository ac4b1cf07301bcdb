"""The sentences of the rehearsal: ``texts.json``."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.aws.redaction import redacted
from modelpkg_widget.resources.redaction import redact_secrets
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text


def text(row: str, /, **values: Any) -> str:
    """Return a sentence: ``engine.none`` is the row ``none`` of ``engine``."""
    group, _, name = row.partition(".")
    return format_text(load_table("rehearsal/texts")[group][name], values)


def without_secrets(said: str) -> str:
    """Return what an engine or a container says, fit to be shown."""
    return redact_secrets(redacted(said))
