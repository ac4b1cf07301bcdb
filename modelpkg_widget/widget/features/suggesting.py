"""What the account has, listed at the fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from modelpkg_widget.autocomplete.lookup import Autocomplete, Query
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.validation.pending import is_position
from modelpkg_widget.widget import message_fields as fields

from .base import Feature, FormState

_MOST_SKIPPED = 100_000  # rows of a list that somebody has looked through


@dataclass(frozen=True)
class ListResources:
    """A field asks what the account has.

    Attributes:
        question: what is asked.
    """

    kind: ClassVar[str] = "look"
    question: Query

    @classmethod
    def parse(cls, content: dict[str, Any]) -> ListResources | None:
        """Read the message; None when it is not well formed."""
        query, what, text = fields.query(content), content.get("what"), content.get("text")
        skip = content.get("skip", 0)
        if not (query and fields.is_name(what) and (text == "" or fields.is_name(text))):
            return None
        if not is_position(skip) or skip > _MOST_SKIPPED:
            return None
        return cls(Query(*query, what, str(text), skip, content.get("typed") is True))


class SuggestFeature(Feature):
    """Answers fields with the event ``found``.

    Args:
        form: that it belongs to.
        service: whose account is listed.
    """

    def __init__(self, form: FormState, service: SageMaker) -> None:
        self._looking = Autocomplete(service, lambda answer: form.send_event("found", **answer))
        self.handlers = {ListResources: lambda message: self._looking.ask(message.question)}

    def close(self) -> None:
        """Answer nothing more."""
        self._looking.close()
