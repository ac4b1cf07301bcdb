"""What a page says when a person presses the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.validation.package_kind import is_kind
from modelpkg_widget.validation.pending import is_path, pending_from_wire
from modelpkg_widget.widget import message_fields as fields

_MOST_KEPT = 1000  # values of one request that are kept


@dataclass(frozen=True)
class Submit:
    """A person pressed the button.

    Attributes:
        seen: the request that the person saw, which came with the message.
        pending: the entries that JSON cannot hold.
        write: the same as a write of the page, for `SharedRequest.write`.
        how: which button it was.
        confirmed: the places that needed a second, deliberate act, and got it.
        package_kind: the kind of package that the page shows as chosen, empty for any kind; None
            if nobody chose. A busy kernel may not have heard of the last choice.
        kept: the values of an earlier version that the person has kept, each with its path; the
            kernel may not have heard of it yet.
        unreviewed: the person has decided to send the others as they are.
    """

    kind: ClassVar[str] = "submit"
    seen: Request
    pending: list[dict[str, Any]]
    write: dict[str, Any]
    how: SendOptions
    confirmed: frozenset[Path] = frozenset()
    package_kind: str | None = None
    kept: tuple[tuple[Path, Json], ...] = ()
    unreviewed: bool = False

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Submit | None:
        """Read the message; None when its request, entries or kind are not well formed."""
        found, kind = fields.request(content), content.get("package_kind")
        pending = pending_from_wire(content.get("pending", []))
        if found is None or pending is None or not (kind is None or is_kind(kind)):
            return None
        given = content.get("confirmed")
        confirmed = given if isinstance(given, list) and all(map(is_path, given)) else []
        return cls(
            found,
            pending,
            {**content, "text": content["value"]},
            SendOptions(
                allow_duplicate=content.get("allow_duplicate") is True,
                force=content.get("force") is True,
            ),
            frozenset(map(tuple, confirmed)),
            kind,
            _kept(content.get("kept")),
            content.get("unreviewed") is True,
        )


def _kept(given: object) -> tuple[tuple[Path, Json], ...]:
    """Return the values that a person has kept; none of them when one is not well formed."""
    if not isinstance(given, list) or len(given) > _MOST_KEPT:
        return ()
    rows = [fields.path_and_value(row) for row in given]
    return tuple(row for row in rows if row) if all(rows) else ()
