"""What pages say of loading and of reviewing what was loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from modelpkg_widget.importers.previews import PreviewQuery
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.widget import message_fields as fields

Source = Literal["group", "package", "training_job"]
_SOURCES: tuple[Source, ...] = ("group", "package", "training_job")
_LONGEST_TEXT = 1_000_000  # characters of what somebody pastes
_LONGEST_FILE = 200  # characters of a file's name


@dataclass(frozen=True)
class Load:
    """A person wants to start from what AWS has.

    Attributes:
        source: ``group``: from its latest version, ``package`` or ``training_job``.
        name: of the group, package or job, or its ARN.
        over: it is to be merged into the request that is there.
    """

    kind: ClassVar[str] = "load"
    source: Source
    name: str
    over: bool

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Load | None:
        """Read the message; None when it names nothing, or two things."""
        place = _place(content)
        return cls(*place, content.get("merge") is True) if place else None


@dataclass(frozen=True)
class Preview:
    """A person wants to see what would be loaded.

    Attributes:
        wanted: a text, or what AWS is asked for.
    """

    kind: ClassVar[str] = "preview"
    wanted: PreviewQuery

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Preview | None:
        """Read the message; None when it has neither a text nor one name."""
        query, place = fields.query(content), _place(content)
        text, file = content.get("text"), content.get("name")
        if not query:
            return None
        if place and text is None:
            return cls(PreviewQuery(*query, place[1], place[0]))
        if any(content.get(source) is not None for source in _SOURCES):
            return None
        if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            return None
        shown = file[:_LONGEST_FILE] if isinstance(file, str) else ""
        return cls(PreviewQuery(*query, text, file=shown))


@dataclass(frozen=True)
class ApplyPreview:
    """A person has seen what would be loaded, and wants it.

    Attributes:
        asker: the page that has shown it.
        number: of what it had asked.
        over: it is to be merged into the request that is there.
    """

    kind: ClassVar[str] = "take"
    asker: str
    number: int
    over: bool

    @classmethod
    def parse(cls, content: dict[str, Any]) -> ApplyPreview | None:
        """Read the message; None when it says not which preview."""
        query = fields.query(content)
        return cls(*query, content.get("merge") is True) if query else None


@dataclass(frozen=True)
class Confirm:
    """A person keeps values of an earlier version.

    Attributes:
        path: of the value; None: all that are not kept individually.
        value: that the person saw; `merge.MISSING` if the page does not say.
    """

    kind: ClassVar[str] = "confirm"
    path: Path | None
    value: Json = MISSING

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Confirm | None:
        """Read the message; None when its path or value is not well formed."""
        if content.get("path") is None:
            return None if "value" in content else cls(None)
        if content.get("all"):
            return None
        if "value" not in content:
            path = fields.path(content)
            return None if path is None else cls(path)
        found = fields.path_and_value(content)
        return cls(*found) if found else None


def _place(content: dict[str, Any]) -> tuple[Source, str] | None:
    """Return what of AWS a page names, if it names one thing."""
    given = [(source, content[source]) for source in _SOURCES if content.get(source) is not None]
    if len(given) != 1 or not fields.is_name(given[0][1]):
        return None
    return given[0]
