"""`page`: the form as one HTML file, for people without a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs
from modelpkg_widget.cli.console import EXIT_CLEAN, write_output

if TYPE_CHECKING:
    import argparse

TEXT = "print the form as one HTML file that needs no notebook and no network"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "page",
        help=TEXT,
        description=f"{TEXT}. It checks a request and exports JSON, but can't create packages. "
        "Redirect the output to a file and open it in a browser: modelpkg-widget page > form.html",
    )
    parser.add_argument(
        "file",
        nargs="?",
        metavar="REQUEST",
        help="request to start from: JSON or YAML file (.yaml, .yml); - for standard input",
    )
    parser.add_argument(
        "--mode",
        choices=("full", "guided"),
        default="full",
        help="show the full form or the step-by-step guide (default: full)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.widget.standalone_page import standalone_page

    request = inputs.read(args.file) if args.file else None
    value, kind = (request.value, request.kind) if request else ({}, "")
    place = {"mode": args.mode, "guide": "", "step": ""}
    write_output(standalone_page(value, kind=kind or None, place=place))
    return EXIT_CLEAN
