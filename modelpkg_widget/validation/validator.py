"""`check`: finds what is wrong with a request, without any network call.

``jsonschema`` begins with the keywords of `keywords`, and `SchemaWalk` goes on. Each finding names
its own member, says a sentence from the table, and never prints the value: a request may be of any
depth and hold what must not be shown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from modelpkg_widget.request.call_arguments import explain_arguments
from modelpkg_widget.request.issues import Issue, IssueList, Path, format_path
from modelpkg_widget.request.plain_json import NotSerializableError, to_plain_json
from modelpkg_widget.request.request_of import request_of
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from .rules import run_rules

if TYPE_CHECKING:
    from modelpkg_widget.request.plain_json import Json
    from modelpkg_widget.schema.from_botocore import Schema


@explain_arguments
def check(request: object) -> list[Issue]:
    """Check a CreateModelPackage request against the model of botocore and the rules beyond it.

    Args:
        request: The request with the names that boto3 uses, or a form. Any other
            value is allowed, too.

    Returns:
        The issues in the order of the request, then those of the rules. The request can be sent if
        no issue has the severity ``error``. Never raises: a value that JSON cannot hold is an
        issue. A notebook shows a table.

    Source:
        The constraints of the installed botocore's service model. An unknown value of an open enum
        (``layout.json``) is a warning. The source of each rule is in ``rules.json``.
    """
    try:
        plain = to_plain_json(request_of(request))
    except NotSerializableError as error:
        message, hint = texts.issue_text(error.code, "", {"kind": error.kind})
        return IssueList([Issue(error.path, "type", message, hint=hint)])
    return IssueList([*check_schema(plain, OPERATION), *run_rules(plain)])


def check_schema(value: Json, operation: str) -> list[Issue]:
    """Check plain JSON against the input schema of one operation."""
    found = issues_of(_validator(operation), value)
    return [_of_older(issue) for issue in found] if operation == OPERATION else found


@lru_cache(maxsize=8)
def _validator(operation: str) -> Any:
    return validator_of(operation_schema(operation))


def validator_of(schema: Schema) -> Any:
    """Return a validator for a schema that `from_botocore.shape_to_schema` has made."""
    from .lazy_jsonschema import jsonschema
    from .schema_walk import SchemaWalk

    draft = jsonschema.Draft202012Validator
    keywords: Any = {**draft.VALIDATORS, **SchemaWalk(schema).validators()}
    made = jsonschema.validators.create(meta_schema=draft.META_SCHEMA, validators=keywords)
    return made(schema)


def issues_of(validator: Any, value: Json) -> list[Issue]:
    """Return what a validator finds in plain JSON."""
    try:
        return [_issue(error) for error in validator.iter_errors(value)]
    except RecursionError:  # only a model with a structure that contains itself goes so deep
        message, hint = texts.issue_text("type.depth", "", {})
        return [Issue((), "type", message, hint=hint)]


def _issue(error: Any) -> Issue:
    path: Path = tuple(error.absolute_path)
    in_item = error.code == "required" and len(path) > 1 and isinstance(path[-2], int)
    variant = "item" if in_item else error.variant
    in_words = error.code + (f".{variant}" if variant else "")
    values = {
        "label": texts.field_label(path),
        "parent": texts.field_label(path[:-1]),
        "path": json.dumps(format_path(path), ensure_ascii=False),
        **error.values,
    }
    title = error.schema.get("title", "") if error.title is None else error.title
    message, hint = texts.issue_text(in_words, title, values)
    return Issue(path, error.code, message, error.severity, hint)


def _of_older(issue: Issue) -> Issue:
    """Return an issue of the request; one that a newer boto3 would not raise names the version."""
    explain = _OLDER.get(issue.code)
    sentences = explain(issue.path) if explain else None
    return replace(issue, message=sentences[0], hint=sentences[1]) if sentences else issue


_OLDER = {
    "additionalProperties": older_boto3.unknown_member,
    "required": older_boto3.still_required,
}
