"""Operations of other services that are imitated here, because moto answers them not or loosely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from . import identity, images, jobs, model, quotas, reading
from .constraints import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from .permissions import Permissions
    from .store import Store
    from .wire import Reply


@dataclass(frozen=True)
class Asked:
    """One operation of another service that somebody asked for.

    Attributes:
        params: the body's JSON object, or for IAM and STS its fields.
        account: 12 digits.
        region: that the request was signed for.
        address: host and port of the sandbox, as the caller spells it.
        permissions: of the caller.
        moto: what moto answers to it.
    """

    params: dict[str, Any]
    account: str
    region: str
    address: str
    permissions: Permissions
    moto: Callable[[], Reply]


HANDLERS: dict[tuple[str, str], Callable[[Asked, Store], Reply]] = {
    ("ecr", "DescribeImageScanFindings"): images.scan_findings,
    ("ecr", "GetDownloadUrlForLayer"): images.layer_url,
    ("iam", "SimulatePrincipalPolicy"): identity.simulate,
    ("logs", "DescribeLogStreams"): jobs.log_streams,
    ("logs", "GetLogEvents"): jobs.log_events,
    ("servicequotas", "ListServiceQuotas"): quotas.list_all,
    ("sts", "GetCallerIdentity"): identity.caller_identity,
}


#: Folders of their models in botocore, where the signature has another name.
_MODELS = {"servicequotas": "service-quotas"}


def params(service: str, operation: str, data: bytes) -> dict[str, Any]:
    """What a body asks for, checked against the service's model; fields of IAM and STS are not.

    Raises:
        Refusal: it cannot be read, or a constraint is not met.
    """
    if service in ("iam", "sts"):
        return dict(parse_qsl(data.decode(errors="replace"), keep_blank_values=True))
    shape = model.request_shape(operation, _MODELS.get(service, service))
    found: dict[str, Any] = reading.read(shape, reading.body(data))
    check(shape, found)
    return found


def registry(data: bytes) -> str:
    """The account whose registry a call of ECR is about; empty for the caller's own."""
    return str(reading.body(data).get("registryId") or "")
