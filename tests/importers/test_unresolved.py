"""Values that a text does not tell are unresolved, with the place that lost them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.request.plain_json import Json
from tests.helpers.newer_boto3 import needs_boto3

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
        format_path(note.path): re.findall(r"uses (.*?)(?: \(line|, whose)", note.why)[0]
        for note in loaded.gaps
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
    assert f"uses {origin} (line " in gap.why


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


@needs_boto3("1.34.53")
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
    assert [why.split(" is a CLI")[0] for why in left] == ["--profile prod", "--no-paginate"]


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
    assert "file:///nowhere/at/all, which can't be read: No such file" in gap.why


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
