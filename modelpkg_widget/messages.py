"""What pages may ask of a form; `heard` reads it from what they say.

A new kind is a dataclass here, a reader in `heard`, and a method ``_on_KIND`` of the form, or of
the class below it that the kind belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from .account.looking import Question
from .exchange.previews import Wanted
from .guide import GuideState
from .issue import Path
from .json_value import Json
from .merge import ABSENT
from .sending.sender import How

Source = Literal["group", "package", "training_job"]


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
class TypedMessage:
    """Somebody left a field while the kernel had not answered an earlier write.

    The host keeps a second write back until then; what runs in the next cell is to see it.

    Attributes:
        id: of the message.
        pending: the entries that JSON cannot hold.
        write: the same as a write of the page, for `Ledger.write`.
    """

    kind: ClassVar = "typed"
    id: str
    pending: object
    write: dict[str, Any]


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
        package_kind: the kind of package that the page shows as chosen, empty for any kind; None
            if nobody chose. A busy kernel may not have heard of the last choice.
        kept: the values of an earlier version that the person has kept, each with its path; the
            kernel may not have heard of it yet.
        unreviewed: the person has decided to send the others as they are.
    """

    kind: ClassVar = "submit"
    id: str
    seen: Json
    pending: list[dict[str, Any]]
    write: dict[str, Any]
    how: How
    confirmed: frozenset[Path] = frozenset()
    package_kind: str | None = None
    kept: tuple[tuple[Path, Json], ...] = ()
    unreviewed: bool = False


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
    """A person keeps values of an earlier version.

    Attributes:
        id: of the message.
        path: of the value; None: all that are not kept individually.
        value: that the person saw; `merge.ABSENT` if the page does not say.
    """

    kind: ClassVar = "confirm"
    id: str
    path: Path | None
    value: Json = ABSENT


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
        chosen: the id of a kind of ``layout.json``; empty is any; None: the choice was undone.
    """

    kind: ClassVar = "kind"
    id: str
    chosen: str | None


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
    | TypedMessage
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
