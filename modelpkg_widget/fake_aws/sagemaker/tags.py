"""Tags of groups and of unversioned packages; those of anything else are moto's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from .arns import ARN, PACKAGE
from .store import Package

if TYPE_CHECKING:
    from .sagemaker_call import SageMakerCall
    from .store import Resource, Store


def by_key(rows: list[dict[str, str]] | None) -> dict[str, str]:
    return {row["Key"]: row["Value"] for row in rows or []}


def add_tags(call: SageMakerCall, store: Store) -> JsonResponse | None:
    with store.lock:
        kept = _tagged(call, store)
        if kept is None:
            return None
        if isinstance(kept, Package) and kept.version:
            raise refusal("tags-on-version")
        kept.tags.update(by_key(call.body["Tags"]))
        return JsonResponse({"Tags": _rows(kept)})


def list_tags(call: SageMakerCall, store: Store) -> JsonResponse | None:
    kept = _tagged(call, store)
    return None if kept is None else JsonResponse({"Tags": _rows(kept)})


def delete_tags(call: SageMakerCall, store: Store) -> JsonResponse | None:
    with store.lock:
        kept = _tagged(call, store)
        if kept is None:
            return None
        for key in call.body["TagKeys"]:
            kept.tags.pop(key, None)
        return JsonResponse({})


def _tagged(call: SageMakerCall, store: Store) -> Resource | None:
    """What the call is about; None for what is moto's.

    Raises:
        ServiceError: no such group or package.
    """
    arn = call.body["ResourceArn"]
    found = ARN.fullmatch(arn)
    if not found:
        return None
    packages = found["kind"] == PACKAGE
    kept = (store.packages if packages else store.groups).get(arn.lower())
    if kept is None:
        raise refusal("no-package" if packages else "group-gone", arn=arn)
    return kept


def _rows(kept: Resource) -> list[dict[str, Any]]:
    return [{"Key": key, "Value": value} for key, value in kept.tags.items()]
