"""The Python text for sagemaker-core, run with that package."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.exporters.export import exported
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.resources.tables import load_table
from tests.exporters.texts import GOOD, HOSTILE, hostile, without
from tests.helpers.sandboxes import fresh, request, with_group
from tests.sdk.__main__ import described


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def run_texts(texts: list[str]) -> list[tuple[str, str]]:
    """Run each text; returns what was printed and what was raised."""
    done = subprocess.run(
        [os.environ["SDK_PYTHON"], str(Path(__file__).with_name("run_texts.py"))],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return [(printed, raised) for printed, raised in json.loads(done.stdout)]


def arrived(aws: Sandbox) -> list[dict[str, Any]]:
    """The requests that a sandbox got, without tokens of the client's own."""
    got = [call["request"] for call in aws.calls if call["operation"] == "CreateModelPackage"]
    return [{name: one for name, one in sent.items() if name != "ClientToken"} for sent in got]


def text_of(aws: Sandbox, sent: dict[str, Any]) -> str:
    return exported(sent, "sagemaker", region="us-east-1", endpoint=aws.url).text


def held(sent: dict[str, Any]) -> dict[str, Any]:
    """A request without what the text lists as lacking."""
    gaps = exported(sent, "sagemaker").gaps
    kept: dict[str, Any] = without(sent, [gap.path for gap in gaps if gap.kind == "lacks"])
    return kept


def sorted_keys(value: Any) -> str:
    """As JSON without the order of keys: sagemaker-core sends them in an order of its own."""
    return json.dumps(value, sort_keys=True)


def test_table_is_what_the_package_takes() -> None:
    """After an update: python -m tests.sdk takes it over."""
    table = load_table("exporters/to_sagemaker")
    assert described() == {"version": table["version"], "shapes": table["shapes"]}


def test_good_requests_arrive_without_what_is_listed(aws: Sandbox) -> None:
    requests = [with_group(aws, request(name)) for name in GOOD]
    aws.clear_calls()
    results = run_texts([text_of(aws, sent) for sent in requests])
    for name, sent, got, (printed, raised) in zip(
        GOOD, requests, arrived(aws), results, strict=True
    ):
        assert sorted_keys(got) == sorted_keys(held(sent)), name
        # The sandbox is as strict as AWS, and a lost value can make a request invalid.
        assert printed.startswith("arn:aws:sagemaker:") or "ClientError" in raised, (name, raised)
    created = sum(printed.startswith("arn:aws:sagemaker:") for printed, _ in results)
    assert created >= len(GOOD) - 6, results


def test_each_text_arrives_as_it_is(aws: Sandbox) -> None:
    sent = hostile(HOSTILE)
    aws.clear_calls()
    run_texts([text_of(aws, sent)])
    assert list(map(sorted_keys, arrived(aws))) == [sorted_keys(held(sent))]


def test_a_token_is_sent_as_it_is(aws: Sandbox) -> None:
    aws.clear_calls()
    run_texts([text_of(aws, {"ModelPackageName": "token", "ClientToken": "mine"})])
    assert [call["request"]["ClientToken"] for call in aws.calls[:1]] == ["mine"]


CALL = """
import boto3
from sagemaker.core.shapes.shapes import *
from sagemaker.core.resources import ModelPackage
session = boto3.Session(region_name="us-east-1")
session.events.register(
    "before-parameter-build.sagemaker.CreateModelPackage", lambda params, **_: print(params)
)
ModelPackage.create(session=session, model_package_name="a{number}", {arguments})
"""
#: Arguments, and what shows that the package sends less or refuses it: a text that is printed, or
#: one that is raised.
DEFECTS = {
    "metadata_properties=MetadataProperties(commit_id='a', project_id='')": "{'CommitId': 'a'}",
    "model_metrics=ModelMetrics(bias=Bias())": "'ModelMetrics': {}",
    "tags=[Tag(key='a', value='')]": "[{'Key': 'a'}]",
    "domain=None": "{'ModelPackageName': 'a3'}",
    "unknown=1": "ValidationError",
    "model_life_cycle=ModelLifeCycle(stage='a')": "ValidationError",
    "metadata_properties=MetadataProperties(unknown='a')": "ValidationError",
    "inference_specification=InferenceSpecification(containers=[])": "ValidationError",
    "additional_inference_specifications=[AdditionalInferenceSpecificationDefinition(name='a',"
    "containers=[], supported_response_mime_types=['a/b'])]": "SupportedResponseMimeTypes",
    "model_package_description='b'": "KeyError: 'ModelPackageName'",
}


def test_defects_that_the_text_lists_or_works_around_are_there(
    aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a later version has fixed one, its row and the lines that avoid it can go."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", aws.url)
    results = run_texts(
        [CALL.format(number=number, arguments=one) for number, one in enumerate(DEFECTS)]
    )
    for (arguments, shown), result in zip(DEFECTS.items(), results, strict=True):
        assert shown in "".join(result), (arguments, result)
