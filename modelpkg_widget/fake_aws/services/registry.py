"""Operations of other services that are imitated here, because moto answers them not or loosely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from modelpkg_widget.fake_aws.sagemaker import transform_jobs
from modelpkg_widget.fake_aws.server import parsers, service_model
from modelpkg_widget.fake_aws.server.constraints import check

from . import ecr, iam_sts, service_quotas

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelpkg_widget.fake_aws.sagemaker.store import Store
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

    from .service_call import ServiceCall


HANDLERS: dict[tuple[str, str], Callable[[ServiceCall, Store], HttpResponse]] = {
    ("ecr", "DescribeImageScanFindings"): ecr.scan_findings,
    ("ecr", "GetDownloadUrlForLayer"): ecr.layer_url,
    ("iam", "SimulatePrincipalPolicy"): iam_sts.simulate,
    ("logs", "DescribeLogStreams"): transform_jobs.log_streams,
    ("logs", "GetLogEvents"): transform_jobs.log_events,
    ("servicequotas", "ListServiceQuotas"): service_quotas.list_all,
    ("sts", "GetCallerIdentity"): iam_sts.caller_identity,
}


#: Folders of their models in botocore, where the signature has another name.
_MODELS = {"servicequotas": "service-quotas"}


def params(service: str, operation: str, data: bytes) -> dict[str, Any]:
    """What a body asks for, checked against the service's model; fields of IAM and STS are not.

    Raises:
        ServiceError: it cannot be read, or a constraint is not met.
    """
    if service in ("iam", "sts"):
        return dict(parse_qsl(data.decode(errors="replace"), keep_blank_values=True))
    shape = service_model.request_shape(operation, _MODELS.get(service, service))
    found: dict[str, Any] = parsers.read(shape, parsers.body(data))
    check(shape, found)
    return found


def registry(data: bytes) -> str:
    """The account whose registry a call of ECR is about; empty for the caller's own."""
    return str(parsers.body(data).get("registryId") or "")
