"""Which boto3 knows what: the table, and the sentences for an older one."""

from __future__ import annotations

import re

import pytest

from modelpkg_widget.request.issues import Path, parse_path
from modelpkg_widget.resources import older_boto3
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from tests.conftest import ROOT
from tests.environments.boto3_history import facts, number, since, table

TABLE = load_table("resources/boto3_versions")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    monkeypatch.setattr(older_boto3, "installed", lambda name="boto3": request.param)
    version: str = request.param
    return version


@pytest.mark.parametrize(
    ("installed", "path", "expected"),
    [
        ("1.37.3", "InferenceSpecification.Containers[0].BaseModel", "1.42.2"),
        ("1.37.3", "InferenceSpecification.Containers[0].BaseModel.RecipeName", "1.42.2"),
        ("1.37.3", "ModelLifeCycle", ""),
        ("1.35.51", "ModelLifeCycle.Stage", "1.35.52"),
        ("1.35.52", "ModelLifeCycle", ""),
        ("1.34.0", "InferenceSpecification.Containers[0].ModelDataSource.S3DataSource", "1.34.53"),
        (
            "1.34.100",
            "InferenceSpecification.Containers[0].ModelDataSource.S3DataSource.ManifestS3Uri",
            "1.35.24",
        ),
        ("1.34.0", "ModelPackageName", ""),
        ("1.34.0", "Nothing", ""),
        ("", "BaseModel", ""),
    ],
    indirect=["installed"],
)
def test_the_version_that_was_the_first_to_know_a_member(
    installed: str, path: str, expected: str
) -> None:
    assert older_boto3.known_since(parse_path(path)) == expected


@pytest.mark.parametrize(
    ("installed", "expected"), [("1.40.71", "1.40.72"), ("1.40.72", "")], indirect=["installed"]
)
def test_the_version_since_which_a_member_is_not_required(installed: str, expected: str) -> None:
    image = parse_path("InferenceSpecification.Containers[3].Image")
    assert older_boto3.optional_since(image) == expected
    assert older_boto3.optional_since(("ModelPackageName",)) == ""


@pytest.mark.parametrize("installed", ["1.40.70"], indirect=True)
def test_the_sentences_name_both_versions(installed: str) -> None:
    path: Path = ("InferenceSpecification", "Containers", 0, "BaseModel")
    assert older_boto3.unknown_member(path) == (
        "boto3 1.40.70 doesn't support this member.",
        "boto3 1.42.2 and newer do. Update boto3, or remove BaseModel.",
    )
    assert older_boto3.still_required((*path[:-1], "Image")) == (
        "boto3 1.40.70 requires this member.",
        "Enter a value, or update boto3: 1.40.72 and newer don't require it.",
    )
    assert older_boto3.unknown_member(("Tags",)) is None
    assert older_boto3.still_required(("Tags",)) is None


def test_the_table_holds_for_the_installed_model() -> None:
    """Each member that it lists is there if the installed boto3 is new enough, and only then."""

    def is_there(path: str) -> bool:
        schema = operation_schema(OPERATION)
        node = schema
        for step in path.replace("[]", ".[]").split("."):
            node = node["items"] if step == "[]" else node.get("properties", {}).get(step, {})
            node = schema["$defs"].get(node.get("$ref", "").removeprefix("#/$defs/"), node)
            if not node:
                return False
        return True

    here = number(older_boto3.installed("botocore"))
    for row in TABLE["members"]:
        assert is_there(row["path"]) == (here >= number(row["since"])), row


def test_the_table_begins_with_the_lowest_boto3_that_is_allowed() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (floor,) = re.findall(r'"boto3>=([\d.]+)"', project)
    lowest = number(floor)
    assert number(TABLE["first"])[: len(lowest)] == lowest
    assert number(TABLE["last"]) > lowest


def _model(**members: bool) -> dict[str, object]:
    """A model whose request has a structure of members; true: it is required."""
    required = [name for name, is_required in members.items() if is_required]
    shapes = {
        "In": {"type": "structure", "members": {"A": {"shape": "List"}}},
        "List": {"type": "list", "member": {"shape": "One"}},
        "One": {
            "type": "structure",
            "required": required,
            "members": {name: {"shape": "Text"} for name in members},
        },
        "Text": {"type": "string"},
    }
    return {"shapes": shapes, "operations": {"CreateModelPackage": {"input": {"shape": "In"}}}}


def test_history_is_found_by_bisection() -> None:
    models = {
        "1.9.0": _model(B=True),
        "1.9.1": _model(B=True),
        "1.10.0": _model(B=True, C=False),
        "1.10.1": _model(B=False, C=False),
    }

    def of(version: str) -> set[tuple[str, str]]:
        return facts(models[version])

    assert table(sorted(models, key=number), of) | {"about": ""} == {
        "about": "",
        "first": "1.9.0",
        "last": "1.10.1",
        "members": [{"path": "A[].C", "since": "1.10.0"}],
        "optional": [{"path": "A[].B", "since": "1.10.1"}],
    }
    assert since(["1.10.0", "1.10.0"], of) == {}
