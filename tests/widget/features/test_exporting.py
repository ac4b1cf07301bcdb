"""What a page is told when it shows the request as text of another tool."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget import PackageFailedError, export
from modelpkg_widget.exporters.registry import FORMATS
from modelpkg_widget.widget.page_data import tables
from tests.helpers.sandboxes import fresh, request
from tests.widget.recorded_comm import GOOD, Make, Wire
from tests.widget.scripted_client import until

pytestmark = pytest.mark.usefixtures("quiet")
EXPORT = {"kind": "export", "id": "7", "view_id": "a", "request_id": 3, "format": "json"}


def exported(wire: Wire, value: Any, **more: Any) -> list[dict[str, Any]]:
    """Ask for a text; returns what was said."""
    wire.frames[:] = []
    wire.message({**EXPORT, "request": json.dumps(value), **more})
    data = [frame["data"] for frame in wire.frames]
    return [one["content"] for one in data if one["method"] == "custom"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_text_is_that_of_what_came_with_the_message(kind: Any, make: Make) -> None:
    form = make(GOOD)
    state = form.get_state()
    (said,) = exported(Wire(form), request("02-marketplace-iris-validation.json"), format=kind)
    assert (said["kind"], said["view_id"], said["request_id"]) == ("exported", "a", 3)
    answer = json.loads(said["answer"])
    assert answer["problem"] == ""
    assert answer["lines"]
    assert form.value == GOOD
    assert form.get_state() == {**state, "last_ack": "7"}, "a text that is saved with the notebook"


def test_a_call_goes_to_where_the_form_sends_it(make: Make) -> None:
    with fresh() as aws:
        form = make(GOOD, session=aws.session)
        wire = Wire(form)
        wire.message({"kind": "hello"})
        until(lambda: form.target["state"] == "known")
        (said,) = exported(wire, GOOD, format="boto3")
        expected = export(GOOD, "boto3", region="us-east-1", endpoint=aws.url)
        assert json.loads(said["answer"])["text"] == expected


def test_a_change_set_names_the_package_that_the_form_created(make: Make) -> None:
    with fresh() as aws:
        sent = {
            "ModelPackageName": "flowers-1",
            "InferenceSpecification": {
                "Containers": [{"Image": aws.image}],
                "SupportedTransformInstanceTypes": ["ml.m5.large"],
                "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.large"],
                "SupportedContentTypes": ["text/csv"],
                "SupportedResponseMIMETypes": ["text/csv"],
            },
        }
        form = make(sent, session=aws.session)
        assert '"SageMakerModelPackageArn": null' in form.export("catalog")
        arn = form.submit()
        assert f'"SageMakerModelPackageArn": "{arn}"' in form.export("catalog")
        (said,) = exported(Wire(form), sent, format="catalog-version")
        assert f'"SageMakerModelPackageArn": "{arn}"' in json.loads(said["answer"])["text"]
        form["CertifyForMarketplace"] = True
        assert '"SageMakerModelPackageArn": null' in form.export("catalog"), "of another request"
        (said,) = exported(Wire(form), {**sent, "Domain": "d"}, format="catalog")
        assert '"SageMakerModelPackageArn": null' in json.loads(said["answer"])["text"]


@pytest.mark.slow
def test_a_version_or_a_failed_package_is_in_no_change_set(make: Make) -> None:
    with fresh() as aws:
        form = make({"ModelPackageGroupName": aws.group}, session=aws.session)
        form.submit()
        assert '"SageMakerModelPackageArn": null' in form.export("catalog")
        failing = make(aws.scenarios()["ping"].setup(), session=aws.session)
        failing.submit()
        aws.advance(minutes=600)
        with pytest.raises(PackageFailedError):
            failing.wait(60)
        assert '"SageMakerModelPackageArn": null' in failing.export("catalog")


@pytest.mark.parametrize(
    ("value", "more"),
    [([], {}), ("text", {}), (GOOD, {"format": "xml"}), ({"A": {"B": float("nan")}}, {})],
)
def test_what_cannot_be_exported_is_said(value: Any, more: dict[str, Any], make: Make) -> None:
    (said,) = exported(Wire(make()), value, **more)
    answer = json.loads(said["answer"])
    assert answer["problem"]
    assert answer["text"] == ""


WRONG: list[tuple[str, list[Any]]] = [
    ("request", [None, 5, "", "{", [], {}]),
    ("view_id", [None, 5, "", "x" * 5000]),
    ("request_id", [None, -1, 1.5, True, "1"]),
    ("format", [None, 5, "", []]),
]


@pytest.mark.parametrize("wrong", [{name: one} for name, given in WRONG for one in given])
def test_what_is_no_question_is_not_answered(wrong: dict[str, Any], make: Make) -> None:
    wire = Wire(make(GOOD))
    wire.frames[:] = []
    wire.message({**EXPORT, "request": "{}", **wrong})
    assert not [frame for frame in wire.frames if frame["data"]["method"] == "custom"]


def test_half_of_a_character_does_not_keep_the_answer(make: Make) -> None:
    (said,) = exported(
        Wire(make()), {"Domain": "\ud800", "CustomerMetadataProperties": {"\udfff": ""}}
    )
    assert said["answer"].isascii()
    assert "\\ud800" in json.loads(said["answer"])["text"]


def test_the_page_offers_each_format_once() -> None:
    rows = tables()["layout"]["exports"]
    assert [row["id"] for row in rows] == list(FORMATS)
    assert len({row["file"] for row in rows}) == len(rows)
