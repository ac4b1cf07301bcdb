"""`check`: finds what is wrong with requests, without any network call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs, issue_formats
from modelpkg_widget.cli.console import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_UNUSABLE, fail, print_line

if TYPE_CHECKING:
    import argparse

TEXT = "check requests against the AWS API model, without network access"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "check",
        help=TEXT,
        description=f"{TEXT}. Prints each problem as FILE:LINE:COLUMN: MEMBER: MESSAGE (HINT).",
        epilog="Exit codes: 0 no errors (warnings are possible), 1 errors, 2 can't read a file.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="JSON or YAML file (.yaml, .yml); - for standard input",
    )
    parser.add_argument("--format", choices=issue_formats.FORMATS, default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.request.json_codec import dumps
    from modelpkg_widget.validation.validator import check

    code, rows = EXIT_CLEAN, []
    for file in args.files:
        try:
            request = inputs.read(file)
        except inputs.UnreadableFileError as error:
            code = fail(str(error), EXIT_UNUSABLE)
            found = [issue_formats.unreadable(error)] if args.format != "text" else []
        else:
            found = issue_formats.rows(request, check(request.value))
            if code == EXIT_CLEAN and any(row["severity"] == "error" for row in found):
                code = EXIT_PROBLEMS
        if args.format == "json":
            rows += found
            continue
        for row in found:
            print_line(
                issue_formats.github(row) if args.format == "github" else issue_formats.text(row)
            )
    if args.format == "json":
        print_line(dumps(rows))
    return code
