"""ARNs of model packages and their groups, and who the caller is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.control.resource_names import partition
from modelpkg_widget.fake_aws.server.messages import refusal

if TYPE_CHECKING:
    from typing import Protocol

    from .sagemaker_call import SageMakerCall

    class Placed(Protocol):
        """A call of any service."""

        @property
        def account(self) -> str: ...

        @property
        def region(self) -> str: ...


PACKAGE, GROUP = "model-package", "model-package-group"
ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):sagemaker:(?P<region>[a-z0-9-]*):(?P<account>[0-9]{12}):"
    rf"(?P<kind>{PACKAGE}|{GROUP})/(?P<name>.+)"
)


def of_package(call: SageMakerCall, named: str) -> str:
    """A package's ARN from its ARN, its name, or its group's name and a version.

    Raises:
        ServiceError: an ARN of another region.
    """
    return named if _own(call, named) else arn(call, PACKAGE, named.lower())


def of_group(call: SageMakerCall, named: str) -> str:
    """A group's ARN from its ARN or name.

    Raises:
        ServiceError: an ARN of another region.
    """
    return named if _own(call, named) else arn(call, GROUP, named)


def arn(call: Placed, kind: str, name: str) -> str:
    """The ARN that something of the caller has in the region of the call."""
    of = partition(call.region)
    return f"arn:{of}:sagemaker:{call.region}:{call.account}:{kind}/{name}"


def caller(account: str, region: str) -> str:
    """The ARN of whoever calls, as the sandbox's STS tells it."""
    return f"arn:{partition(region)}:iam::{account}:user/moto"


def _own(call: SageMakerCall, named: str) -> bool:
    """Whether it is an ARN.

    Raises:
        ServiceError: of another region.
    """
    found = ARN.fullmatch(named)
    if found and found["region"] != call.region:
        raise refusal("wrong-region", region=call.region)
    return found is not None
