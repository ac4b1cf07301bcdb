"""Turns errors of AWS and botocore into issues of the members that they are about.

``error_explanations.json`` has the known messages and codes, and what to do about each. The grammar
of a validation error is in `validation_clauses`, that of botocore's own check in
`param_validation`.
"""

from __future__ import annotations

import ipaddress
import re
import shlex
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from modelpkg_widget.request.call_arguments import explain_arguments
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from . import param_validation, validation_clauses
from .error_paths import named_in
from .redaction import issue, one_line

Row = dict[str, Any]


@explain_arguments
def issues_from_error(error: BaseException) -> list[Issue]:
    """Return the issues in an error of CreateModelPackage, each at its member.

    Args:
        error: What boto3 raised: a ClientError, a ParamValidationError, or botocore's errors of
            credentials, region and network. Errors of CreateModelPackageGroup work too; the paths
            are then those of its request.

    Returns:
        At least one issue, with the code ``service``. The path is empty if the error names no
        member. Secrets in the error are hidden.

    Raises:
        TypeError: It is not an exception.

    Source:
        The error grammar of Amazon SageMaker (``N validation errors detected: ...``) and botocore's
        ``ParamValidator``.
    """
    if not isinstance(error, BaseException):
        raise TypeError(f"error must be an exception of boto3, but is of type {_kinds(error)[0]}.")
    answer = _answer(error)
    if answer:
        return _from_service(answer, str(getattr(error, "operation_name", "")))
    report = _given(error).get("report")
    if "ParamValidationError" in _kinds(error) and isinstance(report, str) and report:
        return param_validation.issues_of(report)
    tables, text = load_table("aws/error_explanations"), one_line(str(error))
    row = _row_of_kind(error)
    if not row:
        values = {"name": _kinds(error)[0], "text": text}
        return [issue((), tables["other_exception" if text else "other_nameless"], values)]
    more = (
        texts.format_text(tables["source_text"], {"text": text})
        if text and "alone" not in row
        else ""
    )
    address = _local_address(error)
    profile = one_line(str(_given(error).get("profile", ""))).rstrip(".")
    option = f" --profile {shlex.quote(profile)}" if profile not in ("", "default") else ""
    values = {"address": address, "profile": profile, "profile_option": option}
    return [issue((), row.get("local", row) if address else row, values, more)]


def error_category(error: BaseException) -> str:
    """Return what an error of SageMaker means to a program, from the same table.

    Args:
        error: as for `issues_from_error`; a failed DescribeModelPackage, ListModelPackages or
            CreateModelPackageGroup will do as well.

    Returns:
        ``no-group`` (the model package group does not exist), ``exists`` (the name is taken),
        ``gone`` (the model package does not exist), ``throttled``, ``denied``, ``expired`` (log in
        again), or nothing when it means none of them.
    """
    answer = _answer(error)
    if not answer:
        return str(_row_of_kind(error).get("category", ""))
    code, text = _code(answer), _text(answer)
    row = _known(code, text)
    said = _sentence(text)[0] if _is_of_the_request(row) else {}
    return str(said.get("category") or row.get("category", ""))


def error_text(text: str) -> tuple[str, str] | None:
    """Return what a sentence of AWS's means and what to do; None when no table knows it."""
    row, values = _sentence(text)
    if not row:
        return None
    return texts.format_text(row["message"], values), texts.format_text(row.get("hint", ""), values)


def _kinds(error: BaseException) -> list[str]:
    return [kind.__name__ for kind in type(error).__mro__]


def _given(error: BaseException) -> dict[str, Any]:
    """What botocore filled its own sentence with."""
    given = getattr(error, "kwargs", None)
    return given if isinstance(given, dict) else {}


def _row_of_kind(error: BaseException) -> Row:
    known = load_table("aws/error_explanations")["exceptions"]
    return next((known[kind] for kind in _kinds(error) if kind in known), {})


def _local_address(error: BaseException) -> str:
    """Return host and port of the endpoint when it is this machine, where a sandbox may run."""
    try:
        parts = urlsplit(str(_given(error).get("endpoint_url", "")))
        host, port = parts.hostname or "", parts.port
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return ""
    return (f"{host}:{port}" if port else host) if local else ""


# ---- what the service answers


def _answer(error: BaseException) -> dict[str, Any]:
    response = getattr(error, "response", None)
    is_answer = isinstance(response, dict) and isinstance(response.get("Error"), dict)
    return response if isinstance(response, dict) and is_answer else {}


def _code(answer: dict[str, Any]) -> str:
    return str(answer["Error"].get("Code") or "")


def _text(answer: dict[str, Any]) -> str:
    return str(answer["Error"].get("Message") or "")


@lru_cache(maxsize=1)
def _codes() -> dict[str, Row]:
    return {
        code: row for row in load_table("aws/error_explanations")["codes"] for code in row["codes"]
    }


def _known(code: str, text: str) -> Row:
    """Return the row of a code; a pipeline wraps a denial in a code of its own."""
    row = _codes().get(code, {})
    is_denied = not row and load_table("aws/error_explanations")["denied"] in text[:_READ]
    return _codes()["AccessDeniedException"] if is_denied else row


def _is_of_the_request(row: Row) -> bool:
    """Whether what is said with a code may be about the request, not the caller or the moment."""
    return not row or "sentences" in row


def _sentence(text: str, called: str = "") -> tuple[Row, dict[str, str]]:
    """Return the row of the first known sentence in an answer to a call, and what it names."""
    rows = load_table("aws/error_explanations")["sentences"]
    return _first([row for row in rows if row.get("called", called) == called], text)


def _first(rows: list[Row], text: str) -> tuple[Row, dict[str, str]]:
    for row in rows:
        match = re.search(row["pattern"], text[:_READ], re.IGNORECASE | re.DOTALL)
        if match:
            return row, {
                name: one_line(said).rstrip(".") for name, said in match.groupdict().items()
            }
    return {}, {}


_READ = 5000


def _from_service(answer: dict[str, Any], called: str) -> list[Issue]:
    tables, code, text = load_table("aws/error_explanations"), _code(answer), _text(answer)
    operation = called if called in tables["operations"] else OPERATION
    known = _known(code, text)
    if _is_of_the_request(known):
        found = validation_clauses.clauses(text, operation)
        if found:  # several clauses may have one sentence
            return list(dict.fromkeys(validation_clauses.issue_of(clause) for clause in found))
        row, values = _sentence(text, called)
        if row:
            path = tuple(row.get("path", ()))
            return [_of_member(row, values) if "names" in row else issue(path, row, values)]
    values = {"operation": called or operation, "code": code or "an error"}
    special, named = _first(known.get("patterns", []), text)
    row = {**known, **special}
    return [_whole(row, {**values, **named, "text": one_line(text)}, answer, operation)]


def _of_member(row: Row, values: dict[str, str]) -> Issue:
    """Say what AWS said of a member that it names, and whether the installed boto3 has it."""
    from boto3 import __version__

    member = values[row["names"]]
    is_known = member in operation_schema(OPERATION)["properties"]
    since = older_boto3.known_since((member,))
    later = texts.format_text(row["later"], {"since": since})
    has = row["has"][is_known] if is_known or not since else later
    return issue((member,), row, {**values, "boto3": __version__, "has": has})


def _whole(row: Row, values: dict[str, str], answer: dict[str, Any], operation: str) -> Issue:
    """Say all that AWS said, with code and request id, on the member that it names, if any."""
    tables, text = load_table("aws/error_explanations"), values["text"]
    metadata = answer.get("ResponseMetadata")
    number = metadata.get("RequestId") if isinstance(metadata, dict) else None
    more = [texts.format_text(tables["code"], values)] if row else []
    more += (
        [texts.format_text(tables["request_id"], {"id": one_line(str(number)).removesuffix(".")})]
        if number
        else []
    )
    if not row:
        path, *related = named_in(text, operation) or [()]
        unknown = {**tables["other" if text else "other_code"], "related": related}
        return issue(path, unknown, values, " ".join(more))
    path = tuple(row.get("path", ()))
    message = texts.format_text(row["message"], values)
    if text:
        message = texts.format_text(tables["with_text"]["message"], {**values, "message": message})
    hint = texts.format_text(row["hint"], values)
    return issue(path, {"message": message, "hint": f"{hint} {' '.join(more)}"})
