"""What was exported is loaded again: the same request, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.exporters.export import exported
from modelpkg_widget.importers.source import load_source
from tests.exporters.texts import GOOD, HOSTILE, hostile, same, without
from tests.helpers.sandboxes import request

HOLDS_ALL = ["boto3", "cli", "json"]
SHORT = [text for text in HOSTILE if len(text) < 1000]


@pytest.mark.parametrize("kind", [*HOLDS_ALL, "cloudformation", "sagemaker"])
@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_is_loaded_as_it_was(name: str, kind: Any) -> None:
    made = exported(request(name), kind)
    if kind == "sagemaker" and any(
        issue.code == "additionalProperties" for issue in check(request(name))
    ):
        pytest.skip("the installed botocore cannot say how AWS spells a member of it")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    assert not lacking or kind not in HOLDS_ALL
    loaded = load_source(made.text)
    assert same(loaded.base, without(request(name), lacking))
    assert not loaded.left_out


@pytest.mark.parametrize("kind", HOLDS_ALL)
@pytest.mark.parametrize(
    "sent",
    [hostile(SHORT), {"ModelPackageDescription": "it's\n" * 8_000}],
    ids=["many texts", "a long one"],
)
def test_each_text_is_loaded_as_it_was(sent: dict[str, Any], kind: Any) -> None:
    made = exported(sent, kind, region="eu-west-1", endpoint="http://127.0.0.1:1")
    assert same(load_source(made.text).base, sent)


def test_each_text_of_a_template_is_loaded_as_it_was() -> None:
    request = hostile([text for text in SHORT if "\ud800" not in text])
    assert same(load_source(exported(request, "cloudformation").text).base, request)
