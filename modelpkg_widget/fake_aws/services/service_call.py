"""What somebody asks of another service than SageMaker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.control.permissions import Permissions
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse


@dataclass(frozen=True)
class ServiceCall:
    """One operation of another service that somebody asked for.

    Attributes:
        params: the body's JSON object, or for IAM and STS its fields.
        account: 12 digits.
        region: that the request was signed for.
        address: URL of the sandbox, with its secret, as the caller spells the host.
        permissions: of the caller.
        moto: what moto answers to it.
    """

    params: dict[str, Any]
    account: str
    region: str
    address: str
    permissions: Permissions
    moto: Callable[[], HttpResponse]
