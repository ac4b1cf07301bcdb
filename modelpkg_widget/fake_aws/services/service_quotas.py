"""The quotas of SageMaker for transform jobs, one for each type of instance."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.sagemaker.store import Store
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

    from .service_call import ServiceCall

SERVICE = "sagemaker"
#: Of each type, unless another number was asked for.
VALUE = 20.0
MOST = 100  # rows of a page


def name_of(instance_type: str) -> str:
    """What Service Quotas calls the quota of a type."""
    return f"{instance_type} for transform job usage"


def list_all(call: ServiceCall, store: Store) -> HttpResponse:
    if call.params.get("ServiceCode") != SERVICE:
        raise refusal("no-service")
    rows = [_row(kind, store) for kind in service_model.values("TransformInstanceType")]
    token = str(call.params.get("NextToken", "0"))
    start = int(token) if token.isdecimal() else 0
    end = start + min(int(call.params.get("MaxResults", MOST)), MOST)
    answer: dict[str, Any] = {"Quotas": rows[start:end]}
    if end < len(rows):
        answer["NextToken"] = str(end)
    return JsonResponse(answer).reply()


def _row(instance_type: str, store: Store) -> dict[str, Any]:
    name = name_of(instance_type)
    return {
        "ServiceCode": SERVICE,
        "ServiceName": "Amazon SageMaker",
        "QuotaName": name,
        "QuotaCode": f"L-{zlib.crc32(name.encode()):08X}",
        "Value": store.quotas.get(name, VALUE),
        "Adjustable": True,
        "GlobalQuota": False,
    }
