"""`export`: a request as text of another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs
from modelpkg_widget.cli.console import EXIT_CLEAN, UsageError, print_error, write_output
from modelpkg_widget.exporters.registry import FORMATS

if TYPE_CHECKING:
    import argparse

TEXT = "convert a request to the format of another tool"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "export",
        help=TEXT,
        description=f"{TEXT}: {_titles()}. Members that a format doesn't support are listed "
        "on standard error.",
    )
    parser.add_argument("file", metavar="FILE", help="JSON file; - for standard input")
    names = tuple(FORMATS)
    parser.add_argument(
        "--to", metavar="FORMAT", required=True, choices=names, help=", ".join(names)
    )
    parser.add_argument(
        "--region", default="", help="region to include in the output (default: none)"
    )
    parser.add_argument(
        "--endpoint-url", metavar="URL", default="", help="endpoint to include in the output"
    )
    parser.add_argument(
        "--arn", default="", help="ARN of the certified package, for the formats of AWS Marketplace"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.exporters.export import exported
    from modelpkg_widget.request.issues import format_path

    request = inputs.read(args.file)
    try:
        made = exported(
            request.value, args.to, region=args.region, endpoint=args.endpoint_url, arn=args.arn
        )
    except ValueError as error:  # what no format can hold
        raise UsageError(str(error)) from error
    if FORMATS[args.to].note:
        print_error(FORMATS[args.to].note)
    for gap in made.gaps:
        line, column = request.place(gap.path)
        print_error(f"{request.file}:{line}:{column}: {format_path(gap.path)}: {gap.why}")
    write_output(made.text)
    return EXIT_CLEAN


def _titles() -> str:
    return ", ".join(format_.title for format_ in FORMATS.values())
