"""Each good request, written in each format as other tools write it, and read back."""

from __future__ import annotations

import json
import pprint
import random
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from awscli.shorthand import ShorthandParseError, ShorthandParser
from botocore import xform_name
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.importers import detect
from modelpkg_widget.importers.formats import aws_cli_shorthand
from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.schema.from_botocore import request_schema
from tests.helpers.sandboxes import names, request

GOOD = [name for name in names("*.json") if "NEG" not in name]
Write = Callable[[dict[str, Any]], str]


def as_call(asked: dict[str, Any]) -> str:
    """Variables above a call, as notebooks have it."""
    lines = ["import boto3", "client = boto3.client('sagemaker')", "%matplotlib inline"]
    lines += [f"m{at} = {value!r}" for at, value in enumerate(asked.values())]
    lines += ["response = client.create_model_package("]
    lines += [f"    {name}=m{at}," for at, name in enumerate(asked)]
    return "\n".join([*lines, ")", "print(response['ModelPackageArn'])"])


def as_dict_call(asked: dict[str, Any]) -> str:
    first, *rest = asked.items()
    lines = [f"params = {dict([first])!r}"]
    lines += [f"params[{name!r}] = {value!r}" for name, value in rest]
    return "\n".join([*lines, "sm.create_model_package(**params)"])


def as_notebook(asked: dict[str, Any]) -> str:
    cells = [
        {"cell_type": "markdown", "source": ["# Register"]},
        {"cell_type": "code", "source": "%%bash\nls"},
        {"cell_type": "code", "source": as_dict_call(asked).splitlines(keepends=True)},
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


def kebab(name: str) -> str:
    return f"--{xform_name(name, '-')}"


def as_command(asked: dict[str, Any]) -> str:
    words = ["aws", "sagemaker", "create-model-package"]
    for name, value in asked.items():
        if isinstance(value, bool):
            words += [kebab(name) if value else kebab(name).replace("--", "--no-", 1)]
        elif isinstance(value, str):
            words += [kebab(name), value]
        else:
            words += [kebab(name), json.dumps(value)]
    return " \\\n    ".join(map(shlex.quote, words))


def as_input_json(asked: dict[str, Any]) -> str:
    text = shlex.quote(json.dumps(asked, indent=2))
    return f"$ aws --region eu-west-1 sagemaker create-model-package --cli-input-json {text}"


def as_template(asked: dict[str, Any]) -> str:
    resources = {
        "Group": {"Type": "AWS::SageMaker::ModelPackageGroup", "Properties": {}},
        "Package": {"Type": "AWS::SageMaker::ModelPackage", "Properties": asked},
    }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


def as_yaml_template(asked: dict[str, Any]) -> str:
    return str(yaml.safe_dump(json.loads(as_template(asked)), sort_keys=False))


WRITERS: dict[str, Write] = {
    "json": json.dumps,
    "indented": lambda asked: "\ufeff" + json.dumps(asked, indent=4),
    "yaml": lambda asked: yaml.safe_dump(asked, sort_keys=False),
    "flow": lambda asked: yaml.safe_dump(asked, sort_keys=False, default_flow_style=True),
    "repr": repr,
    "pprint": lambda asked: pprint.pformat(asked, sort_dicts=False),
    "assigned": lambda asked: f"request = {asked!r}",
    "call": as_call,
    "dict call": as_dict_call,
    "notebook": as_notebook,
    "command": as_command,
    "input json": as_input_json,
    "template": as_template,
    "yaml template": as_yaml_template,
}


@pytest.mark.parametrize("how", WRITERS)
@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_comes_back_as_it_is(name: str, how: str) -> None:
    asked = request(name)
    loaded = text_loaded(WRITERS[how](asked))
    assert json.dumps(loaded.base) == json.dumps(asked)
    assert loaded.gaps == ()
    # What YAML 1.1 writes without quotes though it is text (a version such as 1.7) is listed.
    assert loaded.repaired == () or "yaml" in how or how == "flow"


@pytest.mark.parametrize("name", GOOD)
def test_a_given_dict_is_taken_as_it_is(name: str) -> None:
    loaded = load_source(request(name))
    assert json.dumps(loaded.base) == json.dumps(request(name))
    assert (loaded.source, loaded.repaired, loaded.gaps, loaded.left_out) == ("", (), (), ())


def test_what_it_is_the_content_tells_not_the_name(tmp_path: Path) -> None:
    asked = {"ModelPackageName": "a", "CertifyForMarketplace": True}
    for how, write in WRITERS.items():
        path = tmp_path / "request.txt"
        path.write_text(write(asked), encoding="utf-8")
        loaded = load_source(path)
        assert (loaded.base, loaded.source) == (asked, "request.txt"), how
        assert load_source(str(path)).base == asked


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


# ---- what a text does not tell

NOTEBOOK = """
import sagemaker
bucket, prefix = sagemaker.Session().default_bucket(), "churn"
role = sagemaker.get_execution_role()
model_name = "churn-" + "xgb"
inference = {
    "InferenceSpecification": {
        "Containers": [{"Image": image_uri}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv", mime],
    }
}
model_url = "s3://{}/{}/model.tar.gz".format("my-bucket", prefix)
inference["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] = model_url
create = {
    "ModelPackageGroupName": group_name,
    "ModelPackageDescription": f"Model {model_name}, version {2}",
    "ModelApprovalStatus": "PendingManualApproval" if gate else "Approved",
}
create.update(inference)
create.setdefault("Domain", "MACHINE_" + "LEARNING")
if args.tagged:
    create["Task"] = "CLASSIFICATION"
else:
    create["Task"] = "REGRESSION"
try:
    answer = sm_client.create_model_package(**create, **extra)
except Exception as error:
    print(error)
"""


def test_names_that_nobody_can_tell_are_gaps() -> None:
    loaded = text_loaded(NOTEBOOK)
    assert loaded.base == {
        "ModelPackageDescription": "Model churn-xgb, version 2",
        "InferenceSpecification": {
            "Containers": [{"ModelDataUrl": "s3://my-bucket/churn/model.tar.gz"}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        "Domain": "MACHINE_LEARNING",
    }
    found = {
        format_path(note.path): re.findall(r"has (.*) here", note.why)[0] for note in loaded.gaps
    }
    assert found == {
        "ModelPackageGroupName": "group_name",
        "ModelApprovalStatus": '"PendingManualApproval" if gate else "Approved"',
        "InferenceSpecification.Containers[0].Image": "image_uri",
        "InferenceSpecification.SupportedResponseMIMETypes": "mime",
        "Task": "if args.tagged:",
        "": "**extra",
    }


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("'a' 'b'", "ab"),
        ("f'{x}/{y}'", "s/2"),
        ("'%s-%d' % (x, y)", "s-2"),
        ("'{0}{0}{k}'.format(x, k=y)", "ss2"),
        ("str(y)", "2"),
        ("[x, *z]", ["s", "t"]),
        ("dict(a=x, **{'b': x})", {"a": "s", "b": "s"}),
        ("{'a': x} | {'b': x}", {"a": "s", "b": "s"}),
        ("json.dumps({'a': [1]})", '{"a": [1]}'),
        ("{'k': {'l': x}}['k']['l']", "s"),
        ("z[-1]", "t"),
        ("-3", -3),
        ("None", None),
        ("x if x else y", "s"),
        ("f'{x!r}'", "'s'"),
        ("f'{y:03d}'", "002"),
        ("'{:>3}'.format(x)", "  s"),
        ("[i + x for i in z]", ["ts"]),
        ("not x", False),
        ("x.upper() + 'a-b'.split('-')[1]", "Sb"),
        ("y * 10**3", 2000),
        ("(w := x)", "s"),
        ("z[0:1][0]", "t"),
        ("x == 's' and y < 3", True),
    ],
)
def test_literals_are_put_together(code: str, value: Json) -> None:
    text = f"x = 's'\ny = 2\nz = ('t',)\nc.create_model_package(Unknown={code})"
    loaded = text_loaded(text)
    assert (loaded.base, loaded.gaps) == ({"Unknown": value}, ())


@pytest.mark.parametrize(("code", "origin"), [("w", "if z:"), ("loop", "q"), ("v", "len(q)")])
def test_a_gap_names_the_place_that_lost_the_value(code: str, origin: str) -> None:
    text = (
        "w = v = 1\nif z:\n    w = 2\nfor loop in q:\n    pass\nv = len(q)\n"
        f"c.create_model_package(Domain={code})"
    )
    loaded = text_loaded(text)
    (gap,) = loaded.gaps
    assert (loaded.base, gap.path) == ({}, ("Domain",))
    assert f"has {origin} here (line " in gap.why


@pytest.mark.parametrize(
    "code",
    [
        "open('x').read()", "a.b", "x[9]", "x['k']", "'{0.__class__}'.format(x)", "lambda: 1",
        "y * 10**900", "'%s %s' % x", "'%(a)s' % {'a': x}", "b'x'", "...", "1j", "f'{unknown}'",
        "x if q else y", "{x}", "x.encode()", "x @ y",
    ],
)  # fmt: skip
def test_nothing_else_is_known(code: str) -> None:
    text = (
        "x = 's'\ny = 2\nw = 1\nif z:\n    w = 2\nfor loop in q:\n    pass\n"
        f"c.create_model_package(Domain={code})"
    )
    loaded = text_loaded(text)
    (gap,) = loaded.gaps
    assert (loaded.base, gap.path) == ({}, ("Domain",))
    assert code in gap.why


def test_what_a_shell_would_fill_in_is_a_gap() -> None:
    text = """
export ROLE="arn:aws:iam::123456789012:role/r"
NAME=churn
aws sagemaker create-model-package --model-package-name $NAME --client-token "$(uuidgen)" \\
  --model-package-description 'costs $5' --profile prod \\
  --validation-specification "{\\"ValidationRole\\": \\"$ROLE\\", \\"ValidationProfiles\\": []}" \\
  --source-uri "s3://${BUCKET}/x" --no-paginate --some-new-thing a,b > out.json
echo done
"""
    loaded = text_loaded(text)
    assert loaded.base == {
        "ModelPackageName": "churn",
        "ModelPackageDescription": "costs $5",
        "ValidationSpecification": {
            "ValidationRole": "arn:aws:iam::123456789012:role/r",
            "ValidationProfiles": [],
        },
        "SomeNewThing": "a,b",
    }
    gaps = {format_path(note.path): note.why for note in loaded.gaps}
    assert set(gaps) == {"ClientToken", "SourceUri"}
    assert "$(uuidgen)" in gaps["ClientToken"]
    assert "s3://${BUCKET}/x" in gaps["SourceUri"]
    left = [note.why for note in loaded.left_out]
    assert [why.split(" belongs")[0] for why in left] == ["--profile prod", "--no-paginate"]


def test_a_command_names_files_which_are_read_on_request(tmp_path: Path) -> None:
    whole = tmp_path / "in.yaml"
    whole.write_text("Domain: OTHER\nTask: no\nTags: [{Key: a, Value: b}]")
    tags = tmp_path / "tags.json"
    tags.write_text('[{"Key": "c", "Value": "d"}]')
    text = (
        f"aws sagemaker create-model-package --cli-input-yaml file://{whole} --tags file://{tags}"
    )
    assert load_source(text).base == {}
    loaded = load_source(text, files=True)
    assert loaded.files == (str(whole), str(tags))
    assert loaded.base == {"Domain": "OTHER", "Task": "no", "Tags": [{"Key": "c", "Value": "d"}]}
    pasted = text_loaded(text)
    assert pasted.base == {}
    assert len(pasted.gaps) >= 2
    missing = load_source(
        "aws sagemaker create-model-package --domain OTHER --tags file:///nowhere/at/all",
        files=True,
    )
    (gap,) = missing.gaps
    assert (missing.base, gap.path) == ({"Domain": "OTHER"}, ("Tags",))
    assert "file:///nowhere/at/all, which cannot be read: No such file" in gap.why


@pytest.mark.parametrize("mark", ["EOF", "'EOF'"])
def test_a_file_that_the_text_itself_writes(mark: str) -> None:
    text = (
        f'body=$(mktemp)\ncat > "$body" <<{mark}\n{{"Domain": "it\'s"}}\nEOF\n'
        f'cat >tags.json << {mark}\n[{{"Key": "$USER", "Value": "b"}}]\nEOF\n'
        'aws sagemaker create-model-package --cli-input-json "file://$body" --tags file://tags.json'
    )
    loaded = text_loaded(text)
    if mark == "EOF":  # a shell fills in what it holds
        assert loaded.base == {"Domain": "it's", "Tags": [{"Value": "b"}]}
        assert [note.path for note in loaded.gaps] == [("Tags", 0, "Key")]
    else:
        assert loaded.base == {"Domain": "it's", "Tags": [{"Key": "$USER", "Value": "b"}]}
        assert loaded.gaps == ()


def test_functions_of_cloudformation_are_gaps() -> None:
    text = """
AWSTemplateFormatVersion: 2010-09-09
Parameters: {Group: {Type: String}}
Resources:
  Model:
    Type: AWS::SageMaker::ModelPackage
    DependsOn: Group
    Properties:
      ModelPackageGroupName: !GetAtt Group.Name
      ModelPackageDescription: !Sub "no variable"
      SourceUri: {"Fn::Join": ["", [s3://, !Ref Bucket]]}
      Domain: !If [Big, a, !Ref AWS::NoValue]
      Task: !Ref AWS::NoValue
      ModelPackageVersion: 3
      SkipModelValidation: None
      CertifyForMarketplace: "true"
      AdditionalInferenceSpecificationsToAdd: []
      CustomerMetadataProperties: {date: 2020-01-01, octal: 0755, no: off}
"""
    loaded = text_loaded(text)
    assert loaded.base == {
        "ModelPackageDescription": "no variable",
        "SkipModelValidation": "None",
        "CertifyForMarketplace": True,
        "AdditionalInferenceSpecifications": [],
        "CustomerMetadataProperties": {"date": "2020-01-01", "octal": "0755", "no": "off"},
    }
    assert {note.path for note in loaded.gaps} == {
        ("ModelPackageGroupName",), ("SourceUri",), ("Domain",)
    }  # fmt: skip
    assert [note.path for note in loaded.left_out] == [("ModelPackageVersion",)]
    repaired = {format_path(note.path): note.why for note in loaded.repaired}
    assert "AdditionalInferenceSpecificationsToAdd" in repaired["AdditionalInferenceSpecifications"]
    assert "YAML" in repaired['CustomerMetadataProperties{"octal"}']


# ---- which one is meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("c.create_model_package(Domain='a')\nc.create_model_package(Domain='b')", "lines 1, 2"),
        ("a = {'Domain': 'a'}\nb = {'Task': 'b'}", "lines 1, 2"),
        ("a = {'No': 'a'}", "no call of create_model_package"),
        (
            "A: {Type: AWS::SageMaker::ModelPackage}\nB: {Type: AWS::SageMaker::ModelPackage}",
            "2 resources are model packages: A, B",
        ),
        ('{"Resources": {}}', "no resource of the type AWS::SageMaker::ModelPackage"),
        ("Domain: a\n---\nDomain: b", "second document"),
        ("Domain: a\nDomain: b", "line 2, column 1: the key Domain stands twice"),
        ('{"Domain": 1, "Domain": 2}', "stands twice"),
        ("aws sagemaker create-model-package --domain 'a", "quotation mark is not closed"),
        ("aws sagemaker create-model-package --tags Key", "--tags, at character 4"),
        ("aws sagemaker create-model-package --tags '[{]'", "--tags: line 1, column 3"),
        ("Domain: [a", "YAML: line"),
        ("x = {", "Python code: line 1, column 5"),
        ("*a", "Python"),
        ("- a\n- b", "no mapping of names to values"),
        (
            '{"Comment": "a", "Tags": []}',
            "none of its names is a member of the request: Comment, Tags",
        ),
        ("Comment: a", "none of its names is a member of the request: Comment"),
        ("a: !!python/object:os.system x", "the tag tag:yaml.org,2002:python/object:os.system"),
    ],
)
def test_what_is_not_one_request_says_where(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        text_loaded(text)


def test_each_format_that_was_tried_says_where_it_stopped() -> None:
    with pytest.raises(ValueError, match="is no request") as caught:
        text_loaded("{Domain: [a}")
    told = str(caught.value)
    for name in (
        "JSON: line 1, column 2",
        "Python code: line 1, column",
        "YAML: line 1, column 12",
    ):
        assert name in told


# ---- shorthand


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Key=a,Value=b", {"Key": "a", "Value": "b"}),
        ("A=1,B=x,y,C=[],D={},E=", {"A": "1", "B": ["x", "y"], "C": [], "D": {}, "E": ""}),
        ("A=[{B=1,C=[x,y]},{B=2}]", {"A": [{"B": "1", "C": ["x", "y"]}, {"B": "2"}]}),
        ("A='x, y=z',B=\"q\"", {"A": "x, y=z", "B": "q"}),
        (r"A=x\,y", {"A": "x,y"}),
        ("A = 1 , B = 2", {"A": "1", "B": "2"}),
        ("A=s3://b/k?x=1", {"A": "s3://b/k?x=1"}),
        ("A={B=1,C='x, y'},D=[x, y]", {"A": {"B": "1", "C": "x, y"}, "D": ["x", "y"]}),
        (r"A=C:\new", {"A": r"C:\new"}),
    ],
)
def test_shorthand(text: str, value: Json) -> None:
    assert aws_cli_shorthand.parse(text) == value


def test_the_aws_cli_reads_shorthand_alike() -> None:
    seed = 3
    print("seed", seed)
    dice = random.Random(seed)
    parts = ["a", "B", "=", ",", "{", "}", "[", "]", "'x'", '"y"', " ", "\\,", "k=v", "A=b", "1"]
    parts += ["s3://b/k", ".", "-", "''", "\\", "é", "'it\\'s'", '"\\\\"', "K=[", "K={", "],", "},"]
    accepted = refused = 0
    for _ in range(10_000):
        text = "".join(dice.choice(parts) for _ in range(dice.randint(1, 9)))
        text = f"K={text}" if dice.random() < 0.7 else text
        try:
            theirs = ShorthandParser().parse(text)
        except (ShorthandParseError, TypeError):
            continue
        if '"": ' in json.dumps(theirs):
            continue  # it takes a name that is empty; no member has one
        accepted += 1
        try:
            ours = aws_cli_shorthand.parse(text)
        except ValueError:
            refused += 1  # between two commas it drops what is no value; nothing is dropped here
        else:
            assert ours == theirs, text
    assert accepted > 1000
    assert refused * 50 < accepted


TEXTS = st.text(alphabet="abc =,'\"{}[]é:/", max_size=8)
SHORT = st.recursive(
    TEXTS,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.from_regex(r"[A-Za-z]{1,5}", fullmatch=True), below, min_size=1, max_size=3
        )
    ),
    max_leaves=8,
)


def in_shorthand(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}={in_shorthand(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(in_shorthand, value)) + "]"
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


@given(
    st.dictionaries(st.from_regex(r"[A-Za-z]{1,5}", fullmatch=True), SHORT, min_size=1, max_size=4)
)
def test_shorthand_comes_back(value: dict[str, Any]) -> None:
    assert aws_cli_shorthand.parse(in_shorthand(value)[1:-1]) == value


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
def test_any_value_comes_back_of_python_and_json(value: dict[str, Any]) -> None:
    for text in (repr(value), json.dumps(value), f"c.create_model_package(**{value!r})"):
        if "\0" not in text:
            assert detect.detect_and_parse(text).value == value


@given(UNKNOWN)
def test_any_value_comes_back_of_quoted_yaml(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, default_style='"')
    assert text_loaded(text).base == value


def test_the_data_speak_of_members_that_exist() -> None:
    from modelpkg_widget.resources.tables import load_table

    members = request_schema()["properties"]
    names_there = load_table("importers/texts")["cloudformation"]
    assert set(names_there["names"].values()) <= set(members)
    assert not set(names_there["leftOut"]) & set(members)
