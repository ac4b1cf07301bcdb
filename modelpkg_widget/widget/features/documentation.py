"""All that AWS says of a member; pages have its first sentences only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from modelpkg_widget.request.issues import Path
from modelpkg_widget.widget import message_fields as fields
from modelpkg_widget.widget.page_data import explanation

from .base import Feature, FormState


@dataclass(frozen=True)
class GetDocumentation:
    """A person wants to read all that AWS says of a member.

    Attributes:
        path: where it stands in the request.
    """

    kind: ClassVar[str] = "explain"
    path: Path

    @classmethod
    def parse(cls, content: dict[str, Any]) -> GetDocumentation | None:
        """Read the message; None when its path is not well formed."""
        path = fields.path(content)
        return None if path is None else cls(path)


class DocumentationFeature(Feature):
    """Answers pages with the event ``explained``.

    Args:
        form: that it belongs to.
    """

    def __init__(self, form: FormState) -> None:
        self._form = form
        self.handlers = {GetDocumentation: self._explain}

    def _explain(self, message: GetDocumentation) -> None:
        text = explanation(message.path)
        self._form.send_event("explained", path=list(message.path), text=text)
