"""What AWS, or botocore, says against a request becomes issues on the members that it speaks of.

The grammar of the service's answers, its known sentences and what to do about each code stand in
``service_errors.json``; this file only finds its way from a text to a path of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import words
from .data import table
from .issue import Issue, MapKey, Path
from .schema import OPERATION, Schema, operation_schema

_MARK = re.compile(r"at '([^']+)' failed to satisfy constraint: ")
_NEXT = "; Value "
# A line of botocore's report begins so; the value that it quotes may hold line breaks of its own.
_LINE = re.compile(
    r"\n(?=Missing required parameter in |Unknown parameter in "
    r"|Invalid (?:type|value|length) for parameter )"
)
_POSITION = re.compile(r"\[(\d{1,9})\]", re.ASCII)
_KEY = re.compile(r"(.*) \(key: (.*)\)", re.DOTALL)
_LONGEST = 2000


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
    tables = table("service_errors")
    response = getattr(error, "response", None)
    if isinstance(response, dict) and isinstance(response.get("Error"), dict):
        return _from_service(response)
    given = getattr(error, "kwargs", None)
    report = given.get("report") if isinstance(given, dict) else None
    kinds = [kind.__name__ for kind in type(error).__mro__]
    if "ParamValidationError" in kinds and isinstance(report, str) and report:
        return [_from_botocore(line) for line in _LINE.split(report)]
    for kind in kinds:
        if kind in tables["exceptions"]:
            return [_issue((), tables["exceptions"][kind])]
    text = _one_line(str(error))
    row = tables["otherException" if text else "otherNameless"]
    return [_issue((), row, {"name": kinds[0], "text": text})]


def _issue(
    path: Path,
    row: Mapping[str, Any],
    values: Mapping[str, str] | None = None,
    more: str = "",
) -> Issue:
    """Make an issue of a row of the table; ``more`` is said behind its hint."""
    hint = words.fill(row.get("hint", ""), values or {})
    return Issue(
        path,
        "service",
        words.fill(row["message"], values or {}),
        hint=f"{hint} {more}".strip(),
        source="service",
        related=tuple(tuple(related) for related in row.get("related", ())),
    )


def _one_line(text: str) -> str:
    """Somebody else's words as one sentence, with a full stop where it has no end of its own."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return line if not line or line[-1] in ".!?…" else f"{line}."


def _from_service(response: dict[str, Any]) -> list[Issue]:
    tables = table("service_errors")
    code, text = (str(response["Error"].get(name) or "") for name in ("Code", "Message"))
    if code == "ValidationException":
        clauses = _clauses(text)
        if clauses:
            found = [_from_clause(path, constraint) for path, constraint in clauses]
            return list(dict.fromkeys(found))  # several clauses may have one sentence
    for row in tables["sentences"]:
        if row["contains"] in text:
            return [_issue(tuple(row["path"]), row)]
    metadata = response.get("ResponseMetadata")
    request_id = metadata.get("RequestId") if isinstance(metadata, dict) else None
    number = words.fill(tables["requestId"], {"id": str(request_id)}) if request_id else ""
    said = {"code": code or "an error", "text": _one_line(text)}
    known = tables["codes"].get(code)
    if not known:
        return [_issue((), tables["other" if text.strip() else "otherCode"], said, number)]
    message = known["message"]
    if text.strip():
        message = words.fill(tables["withText"]["message"], {**said, "message": message})
    return [_issue(tuple(known.get("path", ())), {**known, "message": message}, None, number)]


def _clauses(text: str) -> list[tuple[str, str]]:
    """Split ``Value 'v' at 'p' failed to satisfy constraint: t; Value ...`` into paths and texts.

    Values and patterns may hold quotes and semicolons: a clause ends at the first ``; Value ``
    behind its own constraint.
    """
    found = []
    mark = _MARK.search(text)
    while mark:
        after = _MARK.search(text, mark.end())
        end = len(text)
        if after:
            cut = text.find(_NEXT, mark.end(), after.start())
            end = cut if cut >= 0 else after.start()
        found.append((mark[1], text[mark.end() : end].strip()))
        mark = after
    return found


def _from_clause(spelled: str, constraint: str) -> Issue:
    tables = table("service_errors")
    path, schema, unknown = _resolve(spelled.split("."))
    if unknown:
        return _issue(path, tables["ofUnknown"], {"path": spelled, "text": _one_line(constraint)})
    row = next(row for row in tables["constraints"] if constraint.startswith(row["begins"]))
    own = table("words")["shapes"].get(schema.get("title", ""), {}).get(row["code"])
    if own:
        return _issue(path, own, {"parent": _name(path[:-1]), "label": _name(path)})
    rest = constraint[len(row["begins"]) :]
    if row["code"] == "enum":
        rest = rest.strip("[]")
    elif row["code"] != "pattern":
        rest = _one_line(rest).removesuffix("." if row["code"] else "")
    return _issue(path, row, {"rest": rest})


def _resolve(parts: list[str]) -> tuple[Path, Schema, bool]:
    """Follow a path of the service (lower camel case, lists as ``.N.member``) through the schema.

    What the schema does not know ends the path: the issue stands on the last known member.

    Returns:
        The path, the schema of its end, and whether there is more that the schema does not know.
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
        elif "items" in schema and part.isascii() and part.isdigit() and len(part) < _DIGITS:
            path.append(max(0, int(part) - 1))
            below = schema["items"]
            at += parts[at + 1 : at + 2] == ["member"]
        elif isinstance(schema.get("additionalProperties"), dict):
            rest = parts[at:-1] if parts[-1] == "member" else parts[at:]
            path.append(MapKey(".".join(rest)))  # no map holds more than scalars
            at = len(parts)
            break
        if below is None:
            break
        schema = defs.get(below.get("$ref", "").removeprefix("#/$defs/"), below)
        at += 1
    return tuple(path), schema, at < len(parts)


_DIGITS = 10


def _from_botocore(line: str) -> Issue:
    tables = table("service_errors")
    for row in tables["botocore"]:
        match = re.fullmatch(row["form"], line, re.DOTALL)
        if not match:
            continue
        found = match.groupdict()
        path = _botocore_path(found["path"])
        if "words" not in row:
            spelled = re.sub(r"<class '([^']+)'>", r"\1", found.get("expected", ""))
            return _issue(path, row, {**found, "expected": spelled.replace(", ", " or ")})
        code = f"{row['words']}.whole" if row["words"] == "required" and not path else row["words"]
        message, hint = words.sentence(code, "", {"parent": _name(path)})
        return _issue((*path, found["member"]), {"message": message, "hint": hint})
    return _issue((), tables["otherBotocore"], {"text": _one_line(line)})


def _name(path: Path) -> str:
    labels = table("words")["labels"]
    last = path[-1] if path else str(labels["request"])
    if isinstance(last, str):
        return last
    return words.fill(labels["item"], {"list": _name(path[:-1]), "number": last + 1})


def _botocore_path(spelled: str) -> Path:
    """Read ``Containers[0].Environment.KEY``, or ``Containers[0].Environment (key: KEY)``."""
    of_key = _KEY.fullmatch(spelled)
    if of_key:
        return (*_botocore_path(of_key[1]), MapKey(of_key[2]))
    as_service = _POSITION.sub(lambda match: f".{int(match[1]) + 1}.member", spelled)
    return _resolve(as_service.split("."))[0]
