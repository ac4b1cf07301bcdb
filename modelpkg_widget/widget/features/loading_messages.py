"""What pages say of loading and of reviewing what was loaded, and what they get."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypedDict

from modelpkg_widget.importers.note import Note
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Event, Message, Question

if TYPE_CHECKING:
    from modelpkg_widget.importers.previews import PreviewQuery

Source = Literal["group", "package", "training_job"]
_LONGEST_NAME = 2048


@dataclass(frozen=True, kw_only=True)
class Load(Message):
    """A person wants to start from what AWS has.

    Attributes:
        source: ``group``: from its latest version, ``package`` or ``training_job``.
        name: of the group, package or job, or its ARN.
        merge: merge it into the existing request.
    """

    kind: ClassVar[str] = "load"
    source: Source
    name: fields.Name
    merge: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview(Question):
    """A person wants to see what would be loaded.

    Attributes:
        source: ``text``, or what to load from AWS.
        text: with a request; or the name or ARN to load from AWS.
        file: the name of the file that the text was in.
    """

    kind: ClassVar[str] = "preview"
    source: Literal["text", "group", "package", "training_job"]
    text: Annotated[str, fields.text(1_000_000)]
    file: Annotated[str, fields.text(255)] = ""

    @property
    def query(self) -> PreviewQuery:
        """What is asked."""
        from modelpkg_widget.importers.previews import PreviewQuery

        place = None if self.source == "text" else self.source
        return PreviewQuery(self.view_id, self.request_id, self.text, place, self.file)

    def is_consistent(self) -> bool:
        """Whether what AWS is asked for has a name."""
        return self.source == "text" or 0 < len(self.text) <= _LONGEST_NAME


@dataclass(frozen=True, kw_only=True)
class ApplyPreview(Question):
    """The user accepts a preview. `view_id` and `request_id` are those of the preview.

    Attributes:
        merge: merge it into the existing request.
    """

    kind: ClassVar[str] = "apply_preview"
    merge: bool = False


@dataclass(frozen=True, kw_only=True)
class Confirm(Message):
    """A person keeps a value of an earlier version.

    Attributes:
        path: of the value.
        value: the value that the user saw; `merge.MISSING` if the page doesn't send it.
    """

    kind: ClassVar[str] = "confirm"
    sets: ClassVar[str] = "loaded"
    path: fields.MemberPath
    value: fields.JsonValue = MISSING


@dataclass(frozen=True, kw_only=True)
class Unconfirm(Message):
    """A person takes back that a value of an earlier version is kept.

    Attributes:
        path: of the value.
        value: the value that was kept.
    """

    kind: ClassVar[str] = "unconfirm"
    sets: ClassVar[str] = "loaded"
    path: fields.MemberPath
    value: fields.JsonValue


@dataclass(frozen=True, kw_only=True)
class PreviewResult(Event):
    """What would be loaded, to be looked at before it is taken.

    Attributes:
        view_id: which display asked.
        request_id: which of its questions is answered.
        problem: why there is nothing; empty when there is.
        source: what it was loaded from, in words.
        is_partial: it is a part of a request, such as the model of a training job.
        base: the request as it would be, alone, as JSON text.
        merged: the same, merged into what is there.
        omitted: values that were not copied.
        coerced: values that were converted.
        unresolved: what nobody could tell the value of.
    """

    kind: ClassVar[str] = "preview"
    view_id: str
    request_id: int
    problem: str = ""
    source: str = ""
    is_partial: bool = False
    base: str = ""
    merged: str = ""
    omitted: list[Note] = field(default_factory=list)
    coerced: list[Note] = field(default_factory=list)
    unresolved: list[Note] = field(default_factory=list)


class CopiedValue(TypedDict):
    """A value that was copied from an earlier version, and where it stands by now."""

    path: list[str | int]
    base_path: list[str | int]
    """Where it stood in the request that was loaded."""
    label: str
    """What it was copied from, such as "version 6 of churn"."""
    value: Json


class UnreviewedValue(CopiedValue):
    """A copied value that nobody has kept or changed yet."""

    individually: bool
    """It is kept by itself only."""
    why: str


class ReviewedValue(CopiedValue):
    """A copied value that somebody has kept or changed."""

    act: Literal["kept", "changed"]


class Mark(TypedDict):
    """A value that somebody has to keep or change, wherever a request still has it."""

    base_path: list[str | int]
    value: Json
    individually: bool
    kept: bool


class LoadedState(TypedDict, total=False):
    """What the request was loaded from; empty if it started empty."""

    source: str
    """In words, such as "version 7 of churn"; empty when nobody named it."""
    arn: str
    """Of the package that it was made of."""
    files: list[str]
    """Of this machine that were read because the text names them."""
    base: str
    """The request as it was loaded, as JSON text; empty when nothing was."""
    omitted: list[Note]
    coerced: list[Note]
    unresolved: list[Note]
    carried: list[Path]
    """The places of `review`."""
    state: Literal["", "loading", "failed"]
    """State of a later load request."""
    problem: str
    review: list[UnreviewedValue]
    reviewed: list[ReviewedValue]
    marks: list[Mark]
    previous: str
    """What changes are compared with, as JSON text; empty: `base`."""
    previous_source: str
