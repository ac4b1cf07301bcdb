"""`follow`: wait until a package is completed or failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import issue_formats, target_options, wait
from modelpkg_widget.cli.console import UsageError, print_error, print_line

if TYPE_CHECKING:
    import argparse

TEXT = "wait until a package is completed or has failed"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "follow",
        help=TEXT,
        description=f"{TEXT}. In a terminal, the progress is shown.",
        epilog="Exit codes: 0 completed, 1 failed, 2 no package to follow, 3 no status from AWS, "
        "130 Ctrl+C (the package isn't changed).",
    )
    parser.add_argument(
        "arn", nargs="?", metavar="ARN", help="default: the last package created from this computer"
    )
    parser.add_argument("--format", choices=issue_formats.FORMATS, default="text")
    target_options.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.monitoring.next_steps import region_of

    service = target_options.service_of(args)
    arn = args.arn or _latest(service.place().instance if args.sandbox else "", args)
    try:
        region = region_of(arn)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not args.sandbox:
        service.region = region
    print_error(
        f"Following {arn} in {target_options.format_target(target_options.known_target(service))}"
    )
    ending = wait.wait(service, arn)
    tell(ending, args.format)
    return ending.code


def tell(ending: wait.PackageResult, how: str) -> None:
    """Print how a package ended: the state on standard output, the reasons beside it."""
    from modelpkg_widget.request.json_codec import dumps

    if how == "json":
        print_line(dumps(as_row(ending)))
        return
    for reason in ending.reasons:
        row = {"file": "", "line": 0, "column": 0, "path": ending.arn, "severity": "error"}
        said = {**row, "message": reason, "hint": ""}
        print_error(issue_formats.github(said) if how == "github" else f"{ending.arn}: {reason}")
    if ending.status:
        print_line(ending.status)


def as_row(ending: wait.PackageResult) -> dict[str, Any]:
    """Return it for programs."""
    return {"arn": ending.arn, "status": ending.status, "reasons": ending.reasons}


def _latest(instance: str, args: argparse.Namespace) -> str:
    """Return the package that was created last, as the journal tells it.

    Raises:
        UsageError: there is none.
    """
    from modelpkg_widget.runtime.sandbox_address import without_secret
    from modelpkg_widget.submission.journal import Journal

    endpoint = without_secret(args.endpoint_url or "")

    made = [
        attempt
        for attempt in Journal().all()[0]
        if attempt.arn
        and attempt.instance == (attempt.instance if args.endpoint_url else instance)
        and attempt.region == (args.region or attempt.region)
        and attempt.endpoint == (endpoint or attempt.endpoint)
    ]
    if not made:
        raise UsageError("The journal has no package that was created there. Enter an ARN.")
    return made[-1].arn
