"""What AWS, or botocore, says against a request becomes issues on the members that it speaks of.

The grammar of the service's answers, its known sentences and what to do about each code stand in
``service_errors.json``; this file only finds its way from a text to a path of the schema.
"""

from __future__ import annotations

import re
from typing import Any

from . import words
from .data import table
from .issue import Issue, MapKey, Path
from .schema import OPERATION, Schema, operation_schema

_MARK = re.compile(r"at '([^']+)' failed to satisfy constraint: ")
_UNKNOWN_MEMBER = re.compile(r'^Unknown parameter in (input|[^:]+): "([^"]+)", must be')
_MISSING_MEMBER = re.compile(r'^Missing required parameter in (input|[^:]+): "([^"]+)"')
_OTHER_MEMBER = re.compile(r"^(?:Invalid \w+ (?:for|of) parameter|Invalid length for parameter) ([^,]+),")


def issues_from_error(error: BaseException) -> list[Issue]:
    """Return what a failed CreateModelPackage says, on the members that it speaks of.

    Args:
        error: what boto3 raised: a ClientError, a ParamValidationError, or one of botocore's
            errors of credentials, region and network.

    Returns:
        At least one issue, code ``service``; its path is empty when it speaks of no member.

    Source:
        the error grammar of Amazon SageMaker (``N validation errors detected: ...``) and
        botocore's ``ParamValidator``.
    """
    response = getattr(error, "response", None)
    if isinstance(response, dict) and "Error" in response:
        return _from_service(response)
    report = getattr(error, "kwargs", {}).get("report")
    if type(error).__name__ == "ParamValidationError" and isinstance(report, str):
        return [_from_botocore(line) for line in report.splitlines() if line]
    known = table("service_errors")["exceptions"].get(type(error).__name__)
    if known:
        return [_issue((), known["message"], known["hint"])]
    filled = {"name": type(error).__name__, "text": str(error)}
    return [_issue((), words.fill(table("service_errors")["otherException"]["message"], filled))]


def _issue(path: Path, message: str, hint: str = "", related: tuple[Path, ...] = ()) -> Issue:
    return Issue(path, "service", message, hint=hint, source="service", related=related)


def _from_service(response: dict[str, Any]) -> list[Issue]:
    tables = table("service_errors")
    code = str(response["Error"].get("Code", ""))
    text = str(response["Error"].get("Message", ""))
    request_id = response.get("ResponseMetadata", {}).get("RequestId", "")
    if code == "ValidationException":
        clauses = list(_clauses(text))
        if clauses:
            return [_from_clause(path, constraint) for path, constraint in clauses]
    for row in tables["sentences"]:
        if row["contains"] in text:
            related = tuple(tuple(path) for path in row.get("related", ()))
            return [_issue(tuple(row["path"]), row["message"], row["hint"], related)]
    number = words.fill(tables["requestId"], {"id": request_id}) if request_id else ""
    known = tables["codes"].get(code)
    if known:
        return [_issue((), f"{known['message']} AWS says: {text}", f"{known['hint']} {number}")]
    message = words.fill(tables["other"]["message"], {"code": code, "text": text})
    return [_issue((), message, number)]


def _clauses(text: str) -> list[tuple[str, str]]:
    """Split ``Value 'v' at 'p' failed to satisfy constraint: t; Value ...`` into paths and texts.

    Values and patterns may hold quotes and semicolons: a clause ends at the first ``; Value ``
    behind its own constraint.
    """
    marks = list(_MARK.finditer(text))
    found = []
    for at, mark in enumerate(marks):
        end = len(text)
        if at + 1 < len(marks):
            cut = text.find("; Value ", mark.end(), marks[at + 1].start())
            end = cut if cut >= 0 else marks[at + 1].start()
        found.append((mark[1], text[mark.end() : end]))
    return found


def _from_clause(spelled: str, constraint: str) -> Issue:
    path, schema = _resolve(spelled.split("."))
    message, hint = f"AWS says: {constraint}", ""
    kind = next(
        (row["code"] for row in table("service_errors")["constraints"]
         if constraint.startswith(row["begins"])),
        "",
    )
    own = table("words")["shapes"].get(schema.get("title", ""), {}).get(kind)
    if own:
        message, hint = own["message"], own.get("hint", "")
    return _issue(path, message, hint)


def _resolve(parts: list[str]) -> tuple[Path, Schema]:
    """Follow a path of the service (lower camel case, lists as ``.N.member``) through the schema.

    What the schema does not know ends the path: the issue stands on the last known member.
    """
    schema: Schema = operation_schema(OPERATION)
    defs = schema["$defs"]
    path: list[str | int] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        below: Any = None
        if "properties" in schema:
            name = next((n for n in schema["properties"] if n.lower() == part.lower()), None)
            if name is not None:
                path.append(name)
                below = schema["properties"][name]
        elif "items" in schema and part.isdigit():
            path.append(max(0, int(part) - 1))
            below = schema["items"]
            at += parts[at + 1 : at + 2] == ["member"]
        elif isinstance(schema.get("additionalProperties"), dict):
            path.append(MapKey(part))
            below = schema["additionalProperties"]
            at += parts[at + 1 : at + 2] == ["member"]
        if below is None:
            break
        schema = defs.get(below.get("$ref", "").removeprefix("#/$defs/"), below)
        at += 1
    return tuple(path), schema


def _from_botocore(line: str) -> Issue:
    for form, member in ((_UNKNOWN_MEMBER, True), (_MISSING_MEMBER, True), (_OTHER_MEMBER, False)):
        match = form.match(line)
        if match:
            where = "" if match[1] == "input" else match[1]
            path = _botocore_path(where) + ((match[2],) if member else ())
            return _issue(path, line)
    return _issue((), line)


def _botocore_path(spelled: str) -> Path:
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", spelled)
    return tuple(int(number) if number else name for name, number in steps)
