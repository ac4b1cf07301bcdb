"""`log`: the journal of what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli.console import EXIT_CLEAN, EXIT_PROBLEMS, fail, print_line

if TYPE_CHECKING:
    import argparse

TEXT = "list the requests sent from this computer: time, identity, target, and outcome"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "log",
        help=TEXT,
        description=f"{TEXT}. Shows a digest of each request, never its values.",
        epilog="Exit codes: 0 complete, 1 can't read a part of the journal.",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.request.json_codec import dumps
    from modelpkg_widget.submission.audit_log import line, row
    from modelpkg_widget.submission.journal import Journal

    attempts, broken = Journal().all()
    if args.format == "json":
        print_line(dumps([row(attempt) for attempt in attempts]))
    else:
        for attempt in attempts:
            print_line(line(attempt))
    for problem in broken:
        fail(problem, EXIT_PROBLEMS)
    return EXIT_PROBLEMS if broken else EXIT_CLEAN
