"""What an answer holds beyond the installed model."""

from __future__ import annotations

import json
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.model import ServiceModel

from modelpkg_widget.aws.answer_body import AnswerBody, answer_body

SHAPES = {
    "Out": {
        "type": "structure",
        "members": {
            "Name": {"shape": "Text"},
            "When": {"shape": "Time"},
            "Rows": {"shape": "Rows"},
            "ByName": {"shape": "ByName"},
        },
    },
    "Rows": {"type": "list", "member": {"shape": "Row"}},
    "ByName": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Row"}},
    "Row": {"type": "structure", "members": {"Image": {"shape": "Text"}}},
    "Text": {"type": "string"},
    "Time": {"type": "timestamp"},
}
OUT = ServiceModel({"metadata": {}, "shapes": SHAPES, "operations": {}}, "x").shape_for("Out")
PARSED = {
    "Name": "a",
    "When": "2024-01-02T00:00:00+00:00",
    "Rows": [{"Image": "b"}, {}],
    "ByName": {"k": {"Image": "c"}},
}
RAW = {
    "New": {"Deep": [1]},
    "Name": "a",
    "When": 1704153600.0,
    "Rows": [{"Image": "b", "Base": {"Name": "n"}}, {"Base": None}],
    "ByName": {"k": {"Image": "c", "More": True}},
}


def completed(body: Any, answer: Any = None) -> Any:
    found = AnswerBody()
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    found.take(http_response=SimpleNamespace(content=data), model=SimpleNamespace(output_shape=OUT))
    return found.completed(PARSED if answer is None else answer)


def test_members_that_the_shape_does_not_know_are_there_at_every_depth() -> None:
    assert completed(RAW) == {
        "Name": "a",
        "When": "2024-01-02T00:00:00+00:00",
        "Rows": [{"Image": "b", "Base": {"Name": "n"}}, {"Base": None}],
        "ByName": {"k": {"Image": "c", "More": True}},
        "New": {"Deep": [1]},
    }


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"not json", [1], {"Rows": {}, "ByName": []}, {"Rows": [{"Base": 1}]}]
)
def test_a_body_that_is_not_the_answer_changes_nothing(body: Any) -> None:
    assert completed(body) == PARSED


def test_without_a_body_the_answer_stays_as_it_is() -> None:
    with answer_body(object(), "DescribeModelPackage") as body:
        pass
    assert body.completed(PARSED) is PARSED


def test_an_answer_to_another_thread_is_not_taken() -> None:
    found = AnswerBody()
    taken = {"http_response": SimpleNamespace(content=b"{}"), "model": None}
    thread = threading.Thread(target=found.take, kwargs=taken)
    thread.start()
    thread.join()
    assert found.completed(PARSED) is PARSED
