"""A client that answers by a script, and what tests of a submission do with it."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

import botocore.exceptions
from botocore.exceptions import ClientError

from modelpkg_widget.request import json_codec

from .recorded_comm import Wire

ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/group/{}"
TIMEOUT = botocore.exceptions.ReadTimeoutError(endpoint_url="https://example.com")
SECONDS = 60


class Client:
    """Answers with one line of a script after the other, when it may go."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls: list[dict[str, Any]] = []
        self.described: list[str] = []
        self.go = threading.Event()
        self.go.set()
        endpoint = "https://api.sagemaker.us-east-1.amazonaws.com"
        self.meta = SimpleNamespace(region_name="us-east-1", endpoint_url=endpoint)

    def create_model_package(self, **request: Any) -> dict[str, Any]:
        self.calls.append(request)
        assert self.go.wait(SECONDS)
        answer = self.answers.pop(0) if self.answers else ARN.format(len(self.calls))
        if isinstance(answer, BaseException):
            raise answer
        return {"ModelPackageArn": answer}

    def list_model_packages(self, **filters: Any) -> dict[str, Any]:
        return {"ModelPackageSummaryList": []}

    def describe_model_package(self, ModelPackageName: str) -> dict[str, Any]:  # noqa: N803
        assert self.go.wait(SECONDS)
        self.described.append(ModelPackageName)
        return {"ModelPackageStatus": "Completed", "ResponseMetadata": {}}


def said(text: str, code: str = "ValidationException") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": text}}, "CreateModelPackage")


def clause(member: str) -> str:
    return f"Value 'x' at '{member}' failed to satisfy constraint: Member must not be null"


def until(true: Any) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def press(wire: Wire, value: Any, **more: Any) -> None:
    wire.seq += 1
    text = value if isinstance(value, str) else json_codec.dumps(value)
    state = wire.state(value)["value"]
    wire.message({"kind": "submit", "id": "1", "pending": [], **state, "request": text, **more})
