"""`to_html`: what of a form is in its page, and what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import boto3

from modelpkg_widget import ModelPackageForm, exercise
from modelpkg_widget.widget.standalone_page import standalone_page

REQUEST = {"ModelPackageGroupName": "churn", "10": 1, "2": {"__proto__": []}}


def data_in(text: str) -> dict[str, Any]:
    """The data of the page."""
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', text)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def traits_in(text: str) -> dict[str, Any]:
    traits: dict[str, Any] = data_in(text)["traits"]
    return traits


def test_the_request_is_in_it_as_it_is() -> None:
    data = data_in(ModelPackageForm(REQUEST).to_html())
    assert data["request"] == json.dumps(REQUEST, separators=(",", ":"))
    assert data["traits"]["loaded"]["base"] == data["request"]
    empty = data_in(ModelPackageForm().to_html())
    assert (empty["request"], empty["traits"]["loaded"]["base"]) == ("{}", "")


def test_it_is_where_the_form_is() -> None:
    form = ModelPackageForm(mode="guided")
    assert traits_in(form.to_html())["guide"] == {"mode": "guided", "guide": "", "step": ""}
    place = {"kind": "navigate", "id": "1", "mode": "guided", "guide": "marketplace"}
    form._controller.receive({**place, "step": "container"})
    form._controller.receive({"kind": "set_package_kind", "id": "2", "package_kind": "marketplace"})
    traits = traits_in(form.to_html())
    assert traits["guide"] == {"mode": "guided", "guide": "marketplace", "step": "container"}
    assert traits["kind"] == "marketplace"
    form._controller.receive({**place, "id": "3", "step": "send"})
    assert traits_in(form.to_html())["guide"]["step"] == "", "the page has no such step"


def test_what_json_cannot_hold_is_in_it() -> None:
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "v", "code": "key.required"}
    form = ModelPackageForm({"CustomerMetadataProperties": {"a": "b"}})
    form.pending = [row]
    assert traits_in(form.to_html())["pending"] == [row]


def test_copied_values_stay_to_review_and_nothing_else_of_the_version_is_in_it() -> None:
    row = {"path": ["SourceUri"], "label": "version 6 of churn", "value": "s3://b/k", "why": ""}
    unreviewed = {**row, "base_path": ["Elsewhere"], "individually": True}
    loaded = traits_in(standalone_page({"SourceUri": "s3://b/k"}, unreviewed=[unreviewed]))[
        "loaded"
    ]
    assert loaded == {
        "base": '{"SourceUri":"s3://b/k"}',
        "review": [{**unreviewed, "base_path": ["SourceUri"]}],
        "marks": [
            {
                "base_path": ["SourceUri"], "value": "s3://b/k", "individually": True,
                "kept": False,
            }
        ],
    }  # fmt: skip


def test_no_credentials_and_no_account_are_in_it(tmp_path: Path) -> None:
    session = boto3.Session("AKIAEXAMPLEKEYID", "secret-of-the-session", "token-of-the-session")
    form = ModelPackageForm(REQUEST, session=session, draft=tmp_path / "draft-name.json")
    form._controller.published["target"] = {"account": "210987654321", "region": "eu-north-9"}
    text = form.to_html()
    for secret in ("AKIAEXAMPLE", "-of-the-session", "210987654321", "eu-north-9", "draft-name"):
        assert secret not in text
    assert set(data_in(text)) == {"tables", "request", "traits"}
    assert set(traits_in(text)) == {"pending", "kind", "guide", "loaded", "task"}


def test_the_page_of_an_exercise_does_not_tell_what_it_requires(tmp_path: Path) -> None:
    made = exercise(
        REQUEST,
        "The task in words",
        tmp_path / "answer.json",
        {"ModelPackageGroupName": "expected-group"},
    )
    text = made.to_html()
    assert "expected-group" not in text
    assert traits_in(text)["task"] == {"sends": False}
