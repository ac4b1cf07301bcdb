"""The schema: against botocore's own JSON, what is documented, and models made up here."""

from __future__ import annotations

import copy
import difflib
import json
import warnings
from functools import lru_cache
from typing import Any

import botocore
import pytest
from botocore.loaders import Loader
from jsonschema import Draft202012Validator, FormatChecker

from modelpkg_widget import request_schema
from modelpkg_widget.schema.from_botocore import operation_schema
from tests.conformance.shared_cases import CASES, GOLDEN, model, read, refs
from tests.golden.listing import listing, without_words
from tests.helpers.newer_boto3 import needs_boto3

SCHEMA = request_schema()
DOCUMENTED = read(CASES / "documented_members.json")


def drift(old: str, new: str, then: str) -> str:
    """What changed between two texts, as a diff."""
    names = (f"botocore {then}", f"botocore {botocore.__version__}")
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm="", n=1)
    return "\n".join(lines)


def tell(difference: str, then: str) -> None:
    """A bug of ours breaks the build; a model that has moved on is shown."""
    if difference and botocore.__version__ == then:
        pytest.fail(f"the same botocore, another schema:\n{difference}")
    if difference:
        warnings.warn(f"the model has changed:\n{difference}", stacklevel=2)


# ---- what is documented


def definition(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    return SCHEMA["$defs"][name] if name else schema


def at(path: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The structure around a member, what stands at it, and its definition."""
    parent, member = {}, SCHEMA
    spelled = path.replace("[]", ".[]").replace("{key}", ".{key}").replace("{value}", ".{value}")
    for step in spelled.split("."):
        parent = definition(member)
        keyword = {"[]": "items", "{key}": "propertyNames", "{value}": "additionalProperties"}
        member = parent[keyword[step]] if step in keyword else parent["properties"][step]
    return parent, member, definition(member)


AWS_KINDS = {
    "object": "structure",
    "array": "list",
    "string": "string",
    "integer": "integer",
    "boolean": "boolean",
}


def described(path: str) -> dict[str, Any]:
    """A member in the words of the documented members."""
    parent, member, here = at(path)
    kind = "map" if "propertyNames" in here else AWS_KINDS[here["type"]]
    said: dict[str, Any] = {"path": path, "shape": here["title"], "type": kind}
    if path[-1] not in "]}":
        said["required"] = path.rpartition(".")[2] in parent.get("required", ())
    noun = {"list": "Items", "map": "Properties", "string": "Length", "integer": "imum"}.get(
        kind, ""
    )
    for bound in ("min", "max"):
        if f"{bound}{noun}" in here and noun:
            said[bound] = here[f"{bound}{noun}"]
    if "enum" in here:
        values = here["enum"]
        said["enum"] = values if len(values) < 30 else f"{len(values)} values"
    if "x-aws-pattern" in here:
        said["pattern"] = here["x-aws-pattern"]
    if member.get("x-aws-idempotency-token"):
        said["idempotencyToken"] = True
    return said


@pytest.mark.parametrize("member", DOCUMENTED["members"], ids=lambda member: member["path"])
def test_documented_member(member: dict[str, Any]) -> None:
    try:
        now = described(member["path"])
    except KeyError:
        now = {}
    old, new = (json.dumps(each, indent=1, sort_keys=True) for each in (member, now))
    tell(drift(old, new, DOCUMENTED["botocore"]), DOCUMENTED["botocore"])


def test_all_documented_members_are_there() -> None:
    assert len({member["path"] for member in DOCUMENTED["members"]}) == 94


def test_the_golden_file() -> None:
    """``python -m tests.golden`` rewrites it."""
    head, _, golden = (GOLDEN / "request-schema.txt").read_text("utf-8").partition("\n\n")
    then = head.removeprefix("botocore ")
    tell(drift(golden, listing(SCHEMA), then), then)


def test_the_schema_of_the_shared_cases() -> None:
    golden = read(GOLDEN / "request-schema.json")
    old, new = (json.dumps(each, indent=1) for each in (golden["schema"], without_words(SCHEMA)))
    tell(drift(old, new, golden["botocore"]), golden["botocore"])


def test_a_newer_model_is_shown_as_a_diff_and_breaks_nothing() -> None:
    newer = copy.deepcopy(model())
    newer["$defs"]["EntityName"]["maxLength"] = 100
    newer["$defs"]["SkipModelValidation"]["enum"].append("Some")
    text = drift(listing(model()), listing(newer), "0.0.0")
    changed = [
        line for line in text.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert (
        "-ModelPackageName  string EntityName 1..63 /[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}/" in changed
    )
    assert (
        "+ModelPackageName  string EntityName 1..100 /[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}/" in changed
    )
    assert "+SkipModelValidation = Some" in changed
    with pytest.warns(UserWarning, match="the model has changed"):
        tell(text, "0.0.0")
    with pytest.raises(pytest.fail.Exception):
        tell(text, botocore.__version__)


# ---- against the installed botocore, read as JSON and walked here


@lru_cache(maxsize=1)
def service() -> dict[str, Any]:
    loaded: dict[str, Any] = Loader().load_service_model("sagemaker", "service-2")
    return loaded


BOUNDS = {
    "string": ("minLength", "maxLength"),
    "list": ("minItems", "maxItems"),
    "map": ("minProperties", "maxProperties"),
    "integer": ("minimum", "maximum"),
    "long": ("minimum", "maximum"),
    "float": ("minimum", "maximum"),
    "double": ("minimum", "maximum"),
}
JSON_TYPES = {
    "structure": "object",
    "map": "object",
    "list": "array",
    "string": "string",
    "boolean": "boolean",
    "integer": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "timestamp": "string",
    "blob": "string",
}


def expected_definition(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """The definition of a shape of service-2.json, but for patterns and descriptions."""
    if shape["type"] not in JSON_TYPES:
        return {"title": name, "x-aws-type": shape["type"]}
    low, high = BOUNDS.get(shape["type"], ("", ""))
    made: dict[str, Any] = {"title": name, "type": JSON_TYPES[shape["type"]]}
    made |= {low: shape["min"]} if low and "min" in shape else {}
    made |= {high: shape["max"]} if high and "max" in shape else {}
    made |= {"enum": shape["enum"]} if "enum" in shape else {}
    made |= {"x-aws-pattern": shape["pattern"]} if "pattern" in shape else {}
    made |= {"x-aws-sensitive": True} if shape.get("sensitive") else {}
    if shape["type"] == "structure":
        made["properties"] = {
            member: {"$ref": f"#/$defs/{child['shape']}"}
            | ({"x-aws-idempotency-token": True} if child.get("idempotencyToken") else {})
            for member, child in shape["members"].items()
        }
        made["additionalProperties"] = False
        made |= {"required": shape["required"]} if shape.get("required") else {}
        made |= {"minProperties": 1, "maxProperties": 1} if shape.get("union") else {}
    if shape["type"] == "list":
        made["items"] = {"$ref": f"#/$defs/{shape['member']['shape']}"}
    if shape["type"] == "map":
        made["propertyNames"] = {"$ref": f"#/$defs/{shape['key']['shape']}"}
        made["additionalProperties"] = {"$ref": f"#/$defs/{shape['value']['shape']}"}
    return made


def reached(shapes: dict[str, Any], root: str) -> set[str]:
    found, todo = set(), [root]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            shape = shapes[name]
            todo += [child["shape"] for child in shape.get("members", {}).values()]
            todo += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    return found


OPERATIONS = [
    "CreateModelPackage",
    "CreateModelPackageGroup",
    "DescribeModelPackage",
    "ListModelPackages",
    "UpdateModelPackage",
    "CreateTrainingJob",
    "CreateDomain",
    "Search",  # contains itself
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_shape_of_the_installed_botocore(operation: str) -> None:
    shapes = service()["shapes"]
    root = service()["operations"][operation]["input"]["shape"]
    schema = without_words(operation_schema(operation))
    definitions = {root: {key: schema[key] for key in schema if key not in ("$schema", "$defs")}}
    definitions |= schema["$defs"]
    assert set(definitions) == reached(shapes, root)
    for name, here in definitions.items():
        plain = {key: value for key, value in here.items() if key != "pattern"}
        plain.pop("x-aws-type", None)
        expected = expected_definition(name, shapes[name])
        expected.pop("x-aws-type", None)
        assert plain == expected
        assert list(plain.get("properties", ())) == list(expected.get("properties", ()))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_it_is_a_valid_schema_and_every_reference_leads_somewhere(operation: str) -> None:
    schema = operation_schema(operation)
    Draft202012Validator.check_schema(schema, FormatChecker(()))  # `re` does not read \p{L}
    for name in refs(schema):
        assert name in schema["$defs"]
    assert next(iter(schema)) == "$schema"


def test_every_pattern_of_the_request_is_checked_here() -> None:
    closed = [
        name
        for name, here in SCHEMA["$defs"].items()
        if "x-aws-pattern" in here and "pattern" not in here
    ]
    if closed:
        warnings.warn(f"not portable, so left to AWS: {closed}", stacklevel=1)
    assert len(closed) < 5


def test_every_member_of_a_structure_has_plain_text() -> None:
    structures = [SCHEMA, *SCHEMA["$defs"].values()]
    texts = [
        (here["title"], member, child.get("description", ""))
        for here in structures
        for member, child in here.get("properties", {}).items()
    ]
    assert len(texts) > 100
    for title, member, text in texts:
        assert text, f"{title}.{member} has no description"
        assert "<" not in text.replace("<1.", ""), (title, member, text)
        assert text == text.strip()
        assert "&amp;" not in text


def test_the_schema_is_the_callers_own() -> None:
    mine = request_schema()
    mine["properties"].clear()
    mine["$defs"]["Tag"]["required"].append("x")
    assert request_schema() == SCHEMA


@needs_boto3("1.34.116")
def test_what_is_sensitive_and_what_makes_the_call_idempotent() -> None:
    assert SCHEMA["$defs"]["ModelCardContent"]["x-aws-sensitive"] is True
    assert SCHEMA["properties"]["ClientToken"]["x-aws-idempotency-token"] is True


def test_no_profile_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "of-nobody")
    monkeypatch.setenv("AWS_CONFIG_FILE", "nowhere")
    operation_schema.cache_clear()
    assert "ModelPackageName" in request_schema()["properties"]
