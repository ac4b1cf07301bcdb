"""What pages ask of a form. They may say anything: what is not well formed is no message.

A new kind is a dataclass, a row in ``_OTHERS`` with the function that reads it, and a method
``_on_KIND`` of the form, or of the class below it that the kind belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from . import json_text, page
from .account.looking import Question
from .data import table
from .exchange.previews import Wanted
from .guide import GuideState, guide_state
from .issue import Path
from .json_value import Json, normal
from .sending.sender import How

if TYPE_CHECKING:
    from typing import TypeGuard

Source = Literal["group", "package", "training_job"]
_SOURCES: tuple[Source, ...] = ("group", "package", "training_job")
_LONGEST_ID = 200
_LONGEST_TEXT = 1_000_000  # characters of what somebody pastes
_LONGEST_NAME = 2048  # of an ARN that AWS takes
_PLAIN = ("hello", "refresh", "preflight", "attempt")
_MOST_SKIPPED = 100_000  # rows of a list that somebody has looked through


@dataclass(frozen=True)
class Message:
    """A page asks for something that needs no more words.

    Attributes:
        kind: ``hello``: the page is there; ``refresh``: it wants to know how the package is;
            ``preflight``: somebody wants to look before sending; ``attempt``: to try once more.
        id: of the message; empty without one.
    """

    kind: Literal["hello", "refresh", "preflight", "attempt", "other"]
    id: str


@dataclass(frozen=True)
class SubmitMessage:
    """A person pressed the button.

    Attributes:
        id: of the message.
        seen: the request that the person saw, which came with the message.
        pending: the entries that JSON cannot hold.
        write: the same as a write of the page, for `Ledger.write`.
        how: which button it was.
        confirmed: the places that needed a second, deliberate act, and got it.
    """

    kind: ClassVar = "submit"
    id: str
    seen: Json
    pending: list[dict[str, Any]]
    write: dict[str, Any]
    how: How
    confirmed: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class GroupMessage:
    """A person wants a group to be created.

    Attributes:
        id: of the message.
        request: of CreateModelPackageGroup.
    """

    kind: ClassVar = "create_group"
    id: str
    request: Json


@dataclass(frozen=True)
class LoadMessage:
    """A person wants to start from what AWS has.

    Attributes:
        id: of the message.
        source: ``group``: from its latest version, ``package`` or ``training_job``.
        name: of the group, package or job, or its ARN.
        over: to be laid over the request that is there.
    """

    kind: ClassVar = "load"
    id: str
    source: Source
    name: str
    over: bool


@dataclass(frozen=True)
class PreviewMessage:
    """A person wants to see what would be loaded.

    Attributes:
        id: of the message.
        wanted: a text, or what AWS is asked for.
    """

    kind: ClassVar = "preview"
    id: str
    wanted: Wanted


@dataclass(frozen=True)
class TakeMessage:
    """A person has seen what would be loaded, and wants it.

    Attributes:
        id: of the message.
        asker: the page that has shown it.
        number: of what it had asked.
        over: it is to be laid over the request that is there.
    """

    kind: ClassVar = "take"
    id: str
    asker: str
    number: int
    over: bool


@dataclass(frozen=True)
class ConfirmMessage:
    """A person has looked at what was taken over.

    Attributes:
        id: of the message.
        path: where; None is all of it.
    """

    kind: ClassVar = "confirm"
    id: str
    path: Path | None


@dataclass(frozen=True)
class ExplainMessage:
    """A person wants to read all that AWS says of a member.

    Attributes:
        id: of the message.
        path: where it stands in the request.
    """

    kind: ClassVar = "explain"
    id: str
    path: Path


@dataclass(frozen=True)
class DraftMessage:
    """A person says which of two drafts it is to be.

    Attributes:
        id: of the message.
        take: ``mine`` is the form's, ``theirs`` the file's.
    """

    kind: ClassVar = "draft"
    id: str
    take: Literal["mine", "theirs"]


@dataclass(frozen=True)
class LookMessage:
    """A field asks what the account has.

    Attributes:
        id: of the message.
        question: what is asked.
    """

    kind: ClassVar = "look"
    id: str
    question: Question


@dataclass(frozen=True)
class GuideMessage:
    """A person has gone to another step, or to the full form.

    Attributes:
        id: of the message.
        place: where to.
    """

    kind: ClassVar = "guide"
    id: str
    place: GuideState


@dataclass(frozen=True)
class KindMessage:
    """A person has chosen which kind of package the form is for.

    Attributes:
        id: of the message.
        chosen: the id of a kind of ``layout.json``; empty is any.
    """

    kind: ClassVar = "kind"
    id: str
    chosen: str


@dataclass(frozen=True)
class ExportMessage:
    """A page shows the request as text of another tool.

    Attributes:
        id: of the message.
        asker: who asks; all pages hear the answer.
        number: which of its questions it is.
        format: of `exchange.exporting.FORMATS`, or one that nobody knows.
        request: as the page shows it; it comes with the message, which may overtake a write.
    """

    kind: ClassVar = "export"
    id: str
    asker: str
    number: int
    format: str
    request: Json


AnyMessage = (
    Message
    | SubmitMessage
    | GroupMessage
    | LoadMessage
    | PreviewMessage
    | TakeMessage
    | ConfirmMessage
    | DraftMessage
    | ExplainMessage
    | LookMessage
    | GuideMessage
    | KindMessage
    | ExportMessage
)


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
    if pending is None:
        return Message("other", name)
    how = How(again=content.get("again") is True, anyway=content.get("anyway") is True)
    given = content.get("confirmed")
    confirmed = given if isinstance(given, list) and all(map(page.is_path, given)) else []
    return SubmitMessage(name, seen, pending, content, how, frozenset(map(tuple, confirmed)))


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
        return ConfirmMessage(name, None)
    return ConfirmMessage(name, tuple(path)) if page.is_path(path) else None


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
    chosen = content.get("chosen")
    known = ("", *(row["id"] for row in table("layout")["kinds"]))
    return KindMessage(name, chosen) if isinstance(chosen, str) and chosen in known else None


_OTHERS = {
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
