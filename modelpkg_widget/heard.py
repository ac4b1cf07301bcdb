"""What pages say, read. They may say anything: what is not well formed is no message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import json_text, page
from .account.looking import Question
from .exchange.previews import Wanted
from .guide import guide_state
from .issue import Path
from .json_value import Json, NotJsonError, normal
from .messages import (
    AnyMessage,
    ConfirmMessage,
    DraftMessage,
    ExplainMessage,
    ExportMessage,
    GroupMessage,
    GuideMessage,
    KindMessage,
    LoadMessage,
    LookMessage,
    Message,
    PreviewMessage,
    Source,
    SubmitMessage,
    TakeMessage,
    TypedMessage,
)
from .package_kind import is_kind
from .sending.sender import How

if TYPE_CHECKING:
    from typing import TypeGuard

_SOURCES: tuple[Source, ...] = ("group", "package", "training_job")
_LONGEST_ID = 200
_LONGEST_TEXT = 1_000_000  # characters of what somebody pastes
_LONGEST_NAME = 2048  # of an ARN that AWS takes
_PLAIN = ("hello", "refresh", "preflight", "attempt")
_MOST_KEPT = 1000  # values of one request that are kept
_MOST_SKIPPED = 100_000  # rows of a list that somebody has looked through


def read(content: object) -> AnyMessage | None:
    """Return what a page says; None when it is nothing that can be answered."""
    if not isinstance(content, dict):
        return None
    kind, given = content.get("kind"), content.get("id")
    name = given if isinstance(given, str) and len(given) <= _LONGEST_ID else ""
    if kind in _PLAIN:
        return Message(kind, name)
    text = content.get("value")
    if kind in ("submit", "create_group", "export") and isinstance(text, str):
        if not json_text.is_light(text):
            return Message("other", name)
        try:
            value = normal(json_text.loads(text))
        except ValueError:
            return Message("other", name)
        if kind == "create_group":
            return GroupMessage(name, value)
        if kind == "export":
            return _export(content, name, value) or Message("other", name)
        return _submit({**content, "text": text}, name, value)
    reader = _OTHERS.get(kind) if isinstance(kind, str) else None
    return (reader(content, name) if reader else None) or Message("other", name)


def _submit(content: dict[str, Any], name: str, seen: Json) -> SubmitMessage | Message:
    pending = page.pending_from_wire(content.get("pending", []))
    kind = content.get("package_kind")
    if pending is None or not (kind is None or is_kind(kind)):
        return Message("other", name)
    how = How(again=content.get("again") is True, anyway=content.get("anyway") is True)
    given = content.get("confirmed")
    confirmed = given if isinstance(given, list) and all(map(page.is_path, given)) else []
    return SubmitMessage(
        name,
        seen,
        pending,
        content,
        how,
        frozenset(map(tuple, confirmed)),
        kind,
        _kept(content.get("kept")),
        content.get("unreviewed") is True,
    )


def _kept(given: object) -> tuple[tuple[Path, Json], ...]:
    """Return the values that a person has kept; none of them when one is not well formed."""
    if not isinstance(given, list) or len(given) > _MOST_KEPT:
        return ()
    rows = [_place_and_value(row) for row in given]
    return tuple(row for row in rows if row) if all(rows) else ()


def _place_and_value(given: object) -> tuple[Path, Json] | None:
    if not isinstance(given, dict) or "value" not in given or not page.is_path(given.get("path")):
        return None
    try:
        return tuple(given["path"]), normal(given["value"])
    except NotJsonError:
        return None


def _typed(content: dict[str, Any], name: str) -> TypedMessage:
    return TypedMessage(name, content.get("pending"), content)


def _export(content: dict[str, Any], name: str, request: Json) -> ExportMessage | None:
    asker, number, wanted = (content.get(key) for key in ("asker", "number", "format"))
    if not (_is_name(asker) and page.is_position(number) and _is_name(wanted)):
        return None
    return ExportMessage(name, asker, number, wanted, request)


def _load(content: dict[str, Any], name: str) -> LoadMessage | None:
    place = _place(content)
    return LoadMessage(name, *place, content.get("over") is True) if place else None


def _preview(content: dict[str, Any], name: str) -> PreviewMessage | None:
    asker, number, file = (content.get(key) for key in ("asker", "number", "name"))
    text, place = content.get("text"), _place(content)
    if not _is_name(asker) or not page.is_position(number):
        return None
    if place and text is None:
        return PreviewMessage(name, Wanted(asker, number, place[1], place[0]))
    if any(content.get(source) is not None for source in _SOURCES):
        return None
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        return None
    shown = file[:_LONGEST_ID] if isinstance(file, str) else ""
    return PreviewMessage(name, Wanted(asker, number, text, file=shown))


def _take(content: dict[str, Any], name: str) -> TakeMessage | None:
    asker, number = content.get("asker"), content.get("number")
    if not _is_name(asker) or not page.is_position(number):
        return None
    return TakeMessage(name, asker, number, content.get("over") is True)


def _place(content: dict[str, Any]) -> tuple[Source, str] | None:
    """Return what of AWS a page names, if it names one."""
    given = [(source, content[source]) for source in _SOURCES if content.get(source) is not None]
    if len(given) != 1 or not _is_name(given[0][1]):
        return None
    return given[0]


def _is_name(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and 0 < len(given) <= _LONGEST_NAME


def _confirm(content: dict[str, Any], name: str) -> ConfirmMessage | None:
    path = content.get("path")
    if path is None:
        return None if "value" in content else ConfirmMessage(name, None)
    if not page.is_path(path) or content.get("all"):
        return None
    if "value" not in content:
        return ConfirmMessage(name, tuple(path))
    found = _place_and_value(content)
    return ConfirmMessage(name, *found) if found else None


def _explain(content: dict[str, Any], name: str) -> ExplainMessage | None:
    path = content.get("path")
    return ExplainMessage(name, tuple(path)) if path is not None and page.is_path(path) else None


def _draft(content: dict[str, Any], name: str) -> DraftMessage | None:
    take = content.get("take")
    return DraftMessage(name, take) if take in ("mine", "theirs") else None


def _look(content: dict[str, Any], name: str) -> LookMessage | None:
    asker, what, text = (content.get(key) for key in ("asker", "what", "text"))
    number, skip = content.get("number"), content.get("skip", 0)
    if not (_is_name(asker) and _is_name(what) and (text == "" or _is_name(text))):
        return None
    if not (page.is_position(number) and page.is_position(skip) and skip <= _MOST_SKIPPED):
        return None
    typed = content.get("typed") is True
    return LookMessage(name, Question(asker, number, what, str(text), skip, typed))


def _guide(content: dict[str, Any], name: str) -> GuideMessage | None:
    place = guide_state(content.get("mode"), content.get("guide"), content.get("step"))
    return GuideMessage(name, place) if place else None


def _kind(content: dict[str, Any], name: str) -> KindMessage | None:
    chosen = content.get("chosen", "?")
    return KindMessage(name, chosen) if chosen is None or is_kind(chosen) else None


_OTHERS = {
    "typed": _typed,
    "load": _load,
    "preview": _preview,
    "take": _take,
    "confirm": _confirm,
    "draft": _draft,
    "explain": _explain,
    "look": _look,
    "guide": _guide,
    "kind": _kind,
}
