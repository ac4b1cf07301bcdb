"""All that AWS says of a member; pages have its first sentences only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from modelpkg_widget.request.issues import Path
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Event, Message
from modelpkg_widget.widget.page_data import explanation

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class GetDocumentation(Message):
    """Request the full AWS documentation of a member.

    Attributes:
        path: path of the member.
    """

    kind: ClassVar[str] = "get_documentation"
    path: fields.MemberPath


@dataclass(frozen=True, kw_only=True)
class Documentation(Event):
    """The full AWS documentation of a member.

    Attributes:
        path: path of the member.
        text: empty when there is no such member.
    """

    kind: ClassVar[str] = "documentation"
    path: Path
    text: str


class DocumentationFeature(Feature):
    """Answers pages with the event ``documentation``.

    Args:
        form: that it belongs to.
    """

    events = (Documentation,)

    def __init__(self, form: FormState) -> None:
        self._form = form
        self.handlers = {GetDocumentation: self._get}

    def _get(self, message: GetDocumentation) -> None:
        path = message.path
        self._form.send_event(Documentation(path=path, text=explanation(path)))
