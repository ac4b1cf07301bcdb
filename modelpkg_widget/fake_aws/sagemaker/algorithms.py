"""SageMaker's operations on algorithms, as far as a list of them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse, invalid

from .arns import arn
from .pagination import page
from .store import Resource
from .tags import by_key

if TYPE_CHECKING:
    from .sagemaker_call import SageMakerCall
    from .store import Store


def create(call: SageMakerCall, store: Store) -> JsonResponse:
    made = arn(call, "algorithm", call.body["AlgorithmName"].lower())
    with store.lock:
        if made in store.algorithms:
            raise invalid("Algorithm already exists")
        store.algorithms[made] = Resource(made, call.body, by_key(call.body.get("Tags")))
    return JsonResponse({"AlgorithmArn": made})


def list_all(call: SageMakerCall, store: Store) -> JsonResponse:
    of_region = arn(call, "algorithm", "")
    with store.lock:
        rows = [kept for kept in store.algorithms.values() if kept.arn.startswith(of_region)]
    shown, more = page(rows, call.body)
    summaries = [
        service_model.only_listed(
            call.operation,
            {
                **kept.request,
                "AlgorithmArn": kept.arn,
                "CreationTime": kept.created,
                "AlgorithmStatus": "Completed",
            },
        )
        for kept in shown
    ]
    return JsonResponse({"AlgorithmSummaryList": summaries, **more})
