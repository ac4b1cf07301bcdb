"""`check`: what is wrong with requests, told without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs, issue_formats
from modelpkg_widget.cli.console import CLEAN, PROBLEMS, UNUSABLE, fail, result

if TYPE_CHECKING:
    import argparse

TEXT = "check requests in JSON files against the AWS model; no network"


def add_to(verbs: Any) -> None:
    parser = verbs.add_parser(
        "check",
        help=TEXT,
        description=f"{TEXT}. Prints FILE:LINE:COLUMN: MEMBER: MESSAGE (HINT).",
        epilog="Exit code: 0 no errors (there may be warnings), 1 errors, 2 a file is unreadable.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="JSON, or YAML by its name; - is standard input"
    )
    parser.add_argument("--format", choices=issue_formats.FORMATS, default="text")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from modelpkg_widget.request.json_codec import dumps
    from modelpkg_widget.validation.validator import check

    code, rows = CLEAN, []
    for file in asked.files:
        try:
            request = inputs.read(file)
        except inputs.UnreadableError as error:
            code = fail(str(error), UNUSABLE)
            found = [issue_formats.unreadable(error)] if asked.format != "text" else []
        else:
            found = issue_formats.rows(request, check(request.value))
            if code == CLEAN and any(row["severity"] == "error" for row in found):
                code = PROBLEMS
        if asked.format == "json":
            rows += found
            continue
        for row in found:
            result(
                issue_formats.github(row) if asked.format == "github" else issue_formats.text(row)
            )
    if asked.format == "json":
        result(dumps(rows))
    return code
