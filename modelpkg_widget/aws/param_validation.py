"""The report of botocore's ParamValidator: a line for each finding, on the member it speaks of."""

from __future__ import annotations

import re

from modelpkg_widget.request.issues import Issue, Path
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.resources.tables import load_table

from .error_paths import parse_botocore_path
from .redaction import issue, one_line

# The value that a line quotes may hold line breaks of its own.
_LINE = re.compile(
    r"\n(?=Missing required parameter in |Unknown parameter in "
    r"|Invalid (?:type|value|length) for parameter |Invalid type for document parameter "
    r"|Invalid number of parameters set for tagged union |Must set one of the following keys "
    r"|Invalid parameter .* must be json serializable)"
)
_VALUE = re.compile(r", value: .*", re.DOTALL)

_HALF = 1000  # characters of a line's begin and of its end


def issues_of(report: str) -> list[Issue]:
    """Return an issue for each line."""
    return [_of(line) for line in _LINE.split(report)]


def _of(line: str) -> Issue:
    tables = load_table("aws/error_explanations")
    if len(line) > 2 * _HALF:  # of a long value: what is wrong stands before and behind it
        line = f"{line[:_HALF]}…{line[-_HALF:]}"
    for row in tables["botocore"]:
        match = re.fullmatch(row["pattern"], line, re.DOTALL)
        if not match:
            continue
        found = match.groupdict()
        path = parse_botocore_path(found["path"])
        if "words" not in row:
            spelled = re.sub(r"<class '([^']+)'>", r"\1", found.get("expected", ""))
            return issue(path, row, {**found, "expected": spelled.replace(", ", " or ")})
        message, hint = _of_member(row["words"], path, found["member"])
        return issue((*path, found["member"]), {"message": message, "hint": hint})
    return issue((), tables["other_botocore"], {"text": one_line(_VALUE.sub(", value: …", line))})


def _of_member(code: str, parent: Path, member: str) -> tuple[str, str]:
    """Return message and hint for a member that is missing, or that boto3 does not know."""
    older = older_boto3.still_required if code == "required" else older_boto3.unknown_member
    in_words = f"{code}.whole" if code == "required" and not parent else code
    values = {"parent": texts.field_label(parent)}
    return older((*parent, member)) or texts.issue_text(in_words, "", values)
