"""The request as text of another tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.exporters.export import answer
from modelpkg_widget.exporters.export_result import Destination, ExportAnswer
from modelpkg_widget.widget import message_fields as fields
from modelpkg_widget.widget.messages import Event, Question

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class Export(Question):
    """The page requests its text in the format of another tool.

    Attributes:
        format: an id of `exporters.registry.FORMATS`, or one that nobody knows.
        request: the request as the page shows it. It's included because the message may arrive
            before a pending write.
    """

    kind: ClassVar[str] = "export"
    format: fields.Name
    request: fields.RequestText


@dataclass(frozen=True, kw_only=True)
class Exported(Event):
    """The request as text.

    Attributes:
        view_id: which display asked.
        request_id: which of its questions is answered.
        answer: an `exporters.export_result.ExportAnswer` as JSON text.
    """

    kind: ClassVar[str] = "exported"
    view_id: str
    request_id: int
    answer: Annotated[str, ExportAnswer]


class ExportFeature(Feature):
    """Answers pages with the event ``exported``.

    It is no trait: that would be saved with the notebook once more, model cards included, and be
    sent to pages that show no such text. Who misses the event asks again at the next pause.

    Args:
        form: that it belongs to.
        service: whose region and sandbox the text names.
        created: returns the ARN of the package that was created; empty before.
    """

    events = (Exported,)

    def __init__(self, form: FormState, service: SageMaker, created: Callable[[], str]) -> None:
        self._form = form
        self._service = service
        self._created = created
        self.handlers = {Export: self._export}

    def _export(self, message: Export) -> None:
        known = self._service.known
        endpoint = known.endpoint if known.sandbox else ""
        where = Destination(known.region, endpoint, self._created())
        text = answer(message.request.value, message.format, where)
        self._form.send_event(
            Exported(view_id=message.view_id, request_id=message.request_id, answer=text)
        )
