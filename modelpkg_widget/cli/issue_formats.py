"""Findings as lines for people, rows for programs, and annotations for GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.request.issues import format_path

if TYPE_CHECKING:
    from modelpkg_widget.request.issues import Issue

    from .inputs import RequestFile, UnreadableFileError

FORMATS = ("text", "json", "github")
LONGEST_PATH = 200  # characters of a member's path that are shown
_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def rows(given: RequestFile, issues: list[Issue]) -> list[dict[str, Any]]:
    """Return a row for each issue: file, line, column, path, severity, code, message and hint.

    A member that is missing is placed at the nearest one above it.
    """
    return [_row(given, issue) for issue in issues]


def _row(given: RequestFile, issue: Issue) -> dict[str, Any]:
    line, column = given.place(issue.path)
    return {
        "file": given.file,
        "line": line,
        "column": column,
        "path": format_path(issue.path),
        "severity": issue.severity,
        "code": issue.code,
        "message": issue.message,
        "hint": issue.hint,
        "source": issue.source,
    }


def unreadable(error: UnreadableFileError) -> dict[str, Any]:
    """Return the row of a file that holds no request."""
    return {
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "path": "",
        "severity": "error",
        "code": "unreadable",
        "message": error.why,
        "hint": "",
        "source": "form",
    }


def text(row: dict[str, Any]) -> str:
    """Return ``FILE:LINE:COLUMN: MEMBER: MESSAGE (HINT)``, which editors make links of."""
    path = row["path"] or "request"
    if len(path) > LONGEST_PATH:
        path = f"{path[: LONGEST_PATH // 2]}…{path[-LONGEST_PATH // 2 :]}"
    severity = "" if row["severity"] == "error" else f"{row['severity']}: "
    hint = f" ({row['hint']})" if row["hint"] else ""
    place = f"{row['file']}:{row['line']}:{row['column']}"
    return f"{place}: {path}: {severity}{row['message']}{hint}"


def github(row: dict[str, Any]) -> str:
    """Return a workflow command, which GitHub shows beside the line of the file.

    Source:
        https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands and the
        escapes of ``@actions/core`` (``command.ts``).
    """
    at = {"file": row["file"], "line": row["line"], "col": row["column"]}
    at["title"] = row["path"] or "CreateModelPackage request"
    named = ",".join(f"{name}={_property(str(value))}" for name, value in at.items() if value)
    said = f"{row['message']} {row['hint']}".strip()
    return f"::{_LEVELS[row['severity']]} {named}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
