"""SageMaker's operations on algorithms, as far as a list of them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import Answer, invalid

from .arns import arn
from .pagination import page
from .store import Kept
from .tags import by_key

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.server.http_messages import Call

    from .store import Store


def create(call: Call, store: Store) -> Answer:
    made = arn(call, "algorithm", call.body["AlgorithmName"].lower())
    with store.lock:
        if made in store.algorithms:
            raise invalid("Algorithm already exists")
        store.algorithms[made] = Kept(made, call.body, by_key(call.body.get("Tags")))
    return Answer({"AlgorithmArn": made})


def list_all(call: Call, store: Store) -> Answer:
    of_region = arn(call, "algorithm", "")
    with store.lock:
        rows = [kept for kept in store.algorithms.values() if kept.arn.startswith(of_region)]
    shown, more = page(rows, call.body)
    told = [
        service_model.only_listed(
            call.operation,
            {
                **kept.asked,
                "AlgorithmArn": kept.arn,
                "CreationTime": kept.created,
                "AlgorithmStatus": "Completed",
            },
        )
        for kept in shown
    ]
    return Answer({"AlgorithmSummaryList": told, **more})
