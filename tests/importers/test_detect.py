"""Each good request, written in each format as other tools write it, and read back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.importers import detect
from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.schema.from_botocore import request_schema
from tests.helpers.sandboxes import names, request
from tests.importers.written_requests import WRITERS

GOOD = [name for name in names("*.json") if "NEG" not in name]


@pytest.mark.parametrize("how", WRITERS)
@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_comes_back_as_it_is(name: str, how: str) -> None:
    sent = request(name)
    loaded = text_loaded(WRITERS[how](sent))
    assert json.dumps(loaded.base) == json.dumps(sent)
    assert loaded.gaps == ()
    # What YAML 1.1 writes without quotes though it is text (a version such as 1.7) is listed.
    assert loaded.repaired == () or "yaml" in how or how == "flow"


@pytest.mark.parametrize("name", GOOD)
def test_a_given_dict_is_taken_as_it_is(name: str) -> None:
    loaded = load_source(request(name))
    assert json.dumps(loaded.base) == json.dumps(request(name))
    assert (loaded.source, loaded.repaired, loaded.gaps, loaded.left_out) == ("", (), (), ())


def test_what_it_is_the_content_tells_not_the_name(tmp_path: Path) -> None:
    request = {"ModelPackageName": "a", "CertifyForMarketplace": True}
    for how, write in WRITERS.items():
        path = tmp_path / "request.txt"
        path.write_text(write(request), encoding="utf-8")
        loaded = load_source(path)
        assert (loaded.base, loaded.source) == (request, "request.txt"), how
        assert load_source(str(path)).base == request


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('{"Domain": "OTHER"}', "JSON"),
        ("Domain: OTHER", "YAML"),
        ("{'Domain': 'OTHER'}", "Python code"),
        ("x.create_model_package(Domain='OTHER')", "Python code"),
        ("aws sagemaker create-model-package --domain OTHER", "an AWS CLI command"),
        ('{"Type": "AWS::SageMaker::ModelPackage", "Properties": {"Domain": "OTHER"}}',
         "a CloudFormation template"),
    ],
)  # fmt: skip
def test_it_says_what_the_text_is(text: str, source: str) -> None:
    loaded = text_loaded(text)
    assert (loaded.source, loaded.base) == (source, {"Domain": "OTHER"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("c.create_model_package(Domain='a')\nc.create_model_package(Domain='b')", "lines 1, 2"),
        ("a = {'Domain': 'a'}\nb = {'Task': 'b'}", "lines 1, 2"),
        ("a = {'No': 'a'}", "no create_model_package"),
        (
            "A: {Type: AWS::SageMaker::ModelPackage}\nB: {Type: AWS::SageMaker::ModelPackage}",
            "2 resources are model packages: A, B",
        ),
        ('{"Resources": {}}', "no resource of type AWS::SageMaker::ModelPackage"),
        ("Domain: a\n---\nDomain: b", "more than one document"),
        ("Domain: a\nDomain: b", "line 2, column 1: the key Domain appears twice"),
        ('{"Domain": 1, "Domain": 2}', "appears twice"),
        ("aws sagemaker create-model-package --domain 'a", "unclosed quotation mark"),
        ("aws sagemaker create-model-package --tags Key", "--tags, at character 4"),
        ("aws sagemaker create-model-package --tags '[{]'", "--tags: line 1, column 3"),
        ("Domain: [a", "YAML: line"),
        ("x = {", "Python code: line 1, column 5"),
        ("*a", "Python"),
        ("- a\n- b", "not a mapping of names to values"),
        (
            '{"Comment": "a", "Tags": []}',
            "none of the names is a request member: Comment, Tags",
        ),
        ("Comment: a", "none of the names is a request member: Comment"),
        ("a: !!python/object:os.system x", "the tag tag:yaml.org,2002:python/object:os.system"),
    ],
)
def test_what_is_not_one_request_says_where(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        text_loaded(text)


def test_each_format_that_was_tried_says_where_it_stopped() -> None:
    with pytest.raises(ValueError, match="No CreateModelPackage request") as caught:
        text_loaded("{Domain: [a}")
    message = str(caught.value)
    for name in (
        "JSON: line 1, column 2",
        "Python code: line 1, column",
        "YAML: line 1, column 12",
    ):
        assert name in message


JSON = st.recursive(
    st.text(max_size=6) | st.booleans() | st.integers(-(2**53), 2**53),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=4), below, max_size=3)
    ),
    max_leaves=10,
)
#: A name that is in no schema, beside one that says that it is a request: taken as it stands.
UNKNOWN = st.dictionaries(st.just("NotOfAws"), JSON, min_size=1).map(
    lambda value: {"Domain": "OTHER", **value}
)


@given(UNKNOWN)
@pytest.mark.slow
def test_any_value_comes_back_of_python_and_json(value: dict[str, Any]) -> None:
    for text in (repr(value), json.dumps(value), f"c.create_model_package(**{value!r})"):
        if "\0" not in text:
            assert detect.detect_and_parse(text).value == value


@given(UNKNOWN)
@pytest.mark.slow
def test_any_value_comes_back_of_quoted_yaml(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, default_style='"')
    assert text_loaded(text).base == value


def test_the_data_speak_of_members_that_exist() -> None:
    from modelpkg_widget.resources.tables import load_table

    members = request_schema()["properties"]
    names_there = load_table("importers/formats/cloudformation")
    assert set(names_there["names"].values()) <= set(members)
    assert not set(names_there["left_out"]) & set(members)
