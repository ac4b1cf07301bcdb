"""SageMaker's operations on algorithms, as far as a list of them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import model
from .arns import arn
from .listing import page
from .store import Kept
from .tagging import by_key
from .wire import Answer, invalid

if TYPE_CHECKING:
    from .store import Store
    from .wire import Call


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
        model.only_listed(
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
