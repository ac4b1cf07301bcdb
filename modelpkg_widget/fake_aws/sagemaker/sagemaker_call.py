"""What somebody asks of SageMaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.control.planned_failures import PlannedFailures


@dataclass(frozen=True)
class SageMakerCall:
    """One operation of SageMaker that somebody asked for.

    Attributes:
        operation: for example "CreateModelPackage".
        body: the request, which meets the service's model.
        account: 12 digits: whose the things are that it is about.
        region: that the request was signed for.
        endings: the bad ends that packages are to take.
        caller: the ARN of whoever calls.
    """

    operation: str
    body: dict[str, Any]
    account: str
    region: str
    endings: PlannedFailures
    caller: str
