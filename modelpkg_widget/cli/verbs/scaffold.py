"""`scaffold`: a folder with a container to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli.console import EXIT_CLEAN, UsageError, print_line
from modelpkg_widget.scaffold.scaffold import FRAMEWORKS, scaffold

if TYPE_CHECKING:
    import argparse

TEXT = "write a container to start from, which passes a rehearsal unchanged"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "scaffold",
        help=TEXT,
        description=f"{TEXT}: Dockerfile, server, model, sample data, request and tests.",
        epilog="Exit codes: 0 written, 2 the folder isn't empty or can't be written.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="new or empty folder")
    parser.add_argument(
        "--framework",
        choices=FRAMEWORKS,
        default="none",
        help="default: none, plain Python; the others have a script that trains a model",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        files = scaffold(Path(args.folder).expanduser(), args.framework)
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"{args.folder}: {why}" if error.strerror else str(error)) from error
    for path in files:
        print_line(str(path))
    return EXIT_CLEAN
