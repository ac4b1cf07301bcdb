"""`load`: a request in JSON, of whatever it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs, target_options
from modelpkg_widget.cli.console import (
    EXIT_CLEAN,
    EXIT_PROBLEMS,
    EXIT_REFUSED,
    UsageError,
    fail,
    print_error,
    write_output,
)

if TYPE_CHECKING:
    import argparse

    from modelpkg_widget.importers.loaded_request import Loaded
    from modelpkg_widget.request.plain_json import Json

TEXT = "convert a request from YAML, Python, an AWS CLI command, CloudFormation, or AWS to JSON"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "load",
        help=TEXT,
        description=f"{TEXT}. Values that were skipped, converted, or not loaded are listed on "
        "standard error.",
        epilog="Exit codes: 0 loaded, 1 partly loaded, 2 no request found, 3 rejected by AWS.",
    )
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="file, - for standard input, or the ARN of a package, group, or training job",
    )
    parser.add_argument(
        "--group",
        help="group name or ARN; loads the latest version as a starting point for the next version",
    )
    parser.add_argument("--package", help="package name or ARN")
    parser.add_argument("--training-job", help="training job name or ARN")
    parser.add_argument(
        "--merge",
        metavar="FILE",
        help="JSON request to merge into, such as defaults; loaded values take precedence",
    )
    parser.add_argument(
        "--read-files",
        action="store_true",
        help="also read local files that a command refers to (file://...)",
    )
    target_options.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.importers.sagemaker import LoadError
    from modelpkg_widget.request.issues import format_path
    from modelpkg_widget.request.json_codec import dumps

    below = inputs.read(args.merge).value if args.merge else {}
    if not isinstance(below, dict):
        raise UsageError(f"{args.merge}: not a JSON object.")
    try:
        found = replace(_found(args), over=bool(args.merge))
    except LoadError as error:
        return fail(str(error), EXIT_REFUSED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise UsageError(f"{where}{error.strerror or error}.") from error
    except (ValueError, TypeError) as error:
        raise UsageError(str(error)) from error
    taken = _merged(found, below)
    for file in taken.files:
        print_error(f"{file}: read")
    for what, notes in (
        ("skipped", taken.left_out), ("converted", taken.repaired), ("not loaded", taken.gaps)
    ):  # fmt: skip
        for note in notes:
            print_error(f"{format_path(note.path) or 'request'}: {what}: {note.why}")
    for issue in taken.issues(taken.base):
        kind = "to review" if issue.code == "carried" else issue.severity
        print_error(f"{format_path(issue.path)}: {kind}: {issue.message} ({issue.hint})")
    write_output(dumps(taken.base, indent=2) + "\n")
    return EXIT_PROBLEMS if taken.gaps else EXIT_CLEAN


def _found(args: argparse.Namespace) -> Loaded:
    """Read what is given, or ask AWS for it.

    Raises:
        LoadError: AWS did not tell it.
        ValueError, TypeError, OSError: it is no request, or cannot be read.
    """
    from modelpkg_widget.importers.sagemaker import RegisteredLoader
    from modelpkg_widget.importers.source import Files, load_source, parse_aws_source, text_loaded

    place = parse_aws_source(args.source, args.group, args.package, args.training_job)
    if place:
        taken: list[Loaded] = []
        RegisteredLoader(target_options.service_of(args), taken.append).load(*place)
        return taken[-1]
    if args.source is None:
        raise UsageError("Enter what to load: SOURCE, --group, --package, or --training-job.")
    if args.source == "-":
        files = Files() if args.read_files else None
        return text_loaded(inputs.text_of("-"), files, inputs.name_of("-"))
    from pathlib import Path

    return load_source(Path(args.source), files=args.read_files)


def _merged(found: Loaded, below: Json) -> Loaded:
    """Return it merged into another request."""
    from modelpkg_widget.importers.loaded_request import Loaded

    if found.first:  # of a group without versions only the name is known
        return replace(found, base={**found.base, **below, **found.base}, over=False)
    return found.applied_to(Loaded(), below)
