"""Keys of KMS, by their aliases; those that AWS manages come last."""

from __future__ import annotations

from collections.abc import Iterator

from .cached_lists import Reader
from .suggestion import Suggestion, named

_OF_AWS = "alias/aws/"


def keys(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield aliases that stand for a key; for the begin of an ARN, their ARNs."""
    value = "AliasArn" if text.startswith("arn:") else "AliasName"
    pages = read.pages("kms", "list_aliases", {})
    rows = [row for page in pages for row in page["Aliases"] if row.get("TargetKeyId")]
    found = named(rows, text, lambda row: str(row[value]))
    for row in sorted(found, key=lambda row: row["AliasName"].startswith(_OF_AWS)):
        yield Suggestion(row[value], (("text", row["TargetKeyId"]),))
