"""The request as text of another tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.exporters.export import answer
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.widget import message_fields as fields

from .base import Feature, FormState


@dataclass(frozen=True)
class Export:
    """A page shows the request as text of another tool.

    Attributes:
        asker: who asks; all pages hear the answer.
        number: which of its questions it is.
        format: of `exchange.exporting.FORMATS`, or one that nobody knows.
        request: as the page shows it; it comes with the message, which may overtake a write.
    """

    kind: ClassVar[str] = "export"
    asker: str
    number: int
    format: str
    request: Json

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Export | None:
        """Read the message; None when it is not well formed."""
        query, wanted, found = fields.query(content), content.get("format"), fields.request(content)
        if not query or found is None or not fields.is_name(wanted):
            return None
        return cls(*query, wanted, found.value)


class ExportFeature(Feature):
    """Answers pages with the event ``exported``.

    It is no trait: that would be saved with the notebook once more, model cards included, and be
    sent to pages that show no such text. Who misses the event asks again at the next pause.

    Args:
        form: that it belongs to.
        service: whose region and sandbox the text names.
    """

    def __init__(self, form: FormState, service: SageMaker) -> None:
        self._form = form
        self._service = service
        self.handlers = {Export: self._export}

    def _export(self, message: Export) -> None:
        known = self._service.known
        endpoint = known.endpoint if known.sandbox else ""
        told = answer(message.request, message.format, known.region, endpoint)
        self._form.send_event("exported", asker=message.asker, number=message.number, answer=told)
