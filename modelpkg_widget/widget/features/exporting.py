"""The request as text of another tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from modelpkg_widget.exporters.export_result import Destination, ExportAnswer
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Event, Question

from .base import Feature, FormState
from .monitoring import MonitorFeature
from .submitting import SubmitFeature

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


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
        submission: knows the package that was created last.
        monitor: knows what became of it.
    """

    events = (Exported,)

    def __init__(
        self,
        form: FormState,
        service: SageMaker,
        submission: SubmitFeature,
        monitor: MonitorFeature,
    ) -> None:
        self._form = form
        self._service = service
        self._submission = submission
        self._monitor = monitor
        self.handlers = {Export: self._export}

    def created_arn(self, request: Json) -> str:
        """Return the ARN of the unversioned package that was created from a request.

        Empty where there is none, it failed, or the last one was created from another request.
        """
        created = self._submission.created
        is_version = "/" in created.arn.partition(":model-package/")[2]
        is_other = not created.body or Request.parse(created.body) != Request(request)
        has_failed = self._monitor.package.get("ModelPackageStatus") == "Failed"
        return "" if is_version or is_other or has_failed else created.arn

    def _export(self, message: Export) -> None:
        from modelpkg_widget.exporters.export import answer

        known = self._service.known
        where = Destination(
            known.region, self._service.sandbox_url, self.created_arn(message.request.value)
        )
        text = answer(message.request.value, message.format, where)
        self._form.send_event(
            Exported(view_id=message.view_id, request_id=message.request_id, answer=text)
        )
