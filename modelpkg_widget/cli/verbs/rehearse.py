"""`rehearse`: the containers of a request, run here as the validation in AWS runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from modelpkg_widget.cli import inputs, issue_formats, target_options
from modelpkg_widget.cli.console import (
    EXIT_CLEAN,
    EXIT_PROBLEMS,
    EXIT_UNUSABLE,
    UsageError,
    print_error,
    print_line,
)

if TYPE_CHECKING:
    import argparse

    from modelpkg_widget.cli.inputs import RequestFile
    from modelpkg_widget.preflight_checks.check_result import Finding
    from modelpkg_widget.rehearsal.result import Rehearsal

TEXT = "run the containers of a request on this machine, as the validation in AWS runs them"
_CODES = {"passed": EXIT_CLEAN, "failed": EXIT_PROBLEMS, "unknown": EXIT_UNUSABLE}
_SEVERITIES = {"failed": "error", "unknown": "warning", "warning": "warning", "info": "info"}


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "rehearse",
        help=TEXT,
        description=f"{TEXT}. Needs Docker, Podman, nerdctl or Finch. Only reads from AWS.",
        epilog="Exit codes: 0 certification would pass as far as this shows, 1 it would fail, 2 it "
        "can't be tested here, 130 Ctrl+C.",
    )
    parser.add_argument("file", metavar="FILE", help="JSON or YAML file; - for standard input")
    parser.add_argument(
        "--engine",
        metavar="COMMAND",
        help="container engine, with options if it needs some; default: the variable "
        "MODELPKG_ENGINE, or the first of docker, podman, nerdctl and finch that responds",
    )
    parser.add_argument(
        "--records",
        metavar="N",
        type=_count,
        help="how many records of the test data are sent, or all; default: 100",
    )
    parser.add_argument("--data", metavar="PATH", help="local file with test data")
    parser.add_argument(
        "--model",
        metavar="PATH",
        action="append",
        help="local model archive; for several containers, repeat the option",
    )
    parser.add_argument("--output", metavar="PATH", help="file that the answers are written to")
    parser.add_argument(
        "--startup-seconds",
        metavar="SECONDS",
        type=_seconds,
        help="how long a container can take until it answers GET /ping; default: 480",
    )
    parser.add_argument("--format", choices=issue_formats.FORMATS, default="text")
    target_options.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.rehearsal.limits import RECORDS, STARTUP_SECONDS
    from modelpkg_widget.rehearsal.options import AwsClients, why_of
    from modelpkg_widget.rehearsal.rehearse import options_of, show_rehearsal

    request = inputs.read(args.file)
    for path in (args.data, *(args.model or ())):
        _need_file(path)
    service = target_options.service_of(args)
    problem = session = None
    try:
        session = service.session()
    except Exception as error:  # noqa: BLE001 - reported where something must be read
        problem = why_of(error)
    options = options_of(
        args.engine, args.records or RECORDS, args.data, args.model, args.output,
        args.startup_seconds or STARTUP_SECONDS,
    )  # fmt: skip
    found = show_rehearsal(request.value, AwsClients(session, problem or ""), options)
    tell(request, found, args.format)
    return _CODES[found.outcome]


def tell(request: RequestFile, found: Rehearsal, how: str) -> None:
    """Print the findings; the log of a container that failed is beside them."""
    from modelpkg_widget.request.json_codec import dumps

    if how == "json":
        print_line(dumps(found.as_dict()))
        return
    for finding in found:
        if how == "github":
            if finding.state != "passed":
                print_line(issue_formats.github(_row(request, finding)))
        else:
            print_line(str(finding))
    if how == "text":
        print_line(found.verdict)
    else:
        print_error(found.verdict)
    if found.outcome == "failed":
        for line in found.log:
            print_error(f"  {line}")


def _row(request: RequestFile, finding: Finding) -> dict[str, Any]:
    from modelpkg_widget.request.issues import format_path

    path = finding.paths[0] if finding.paths else ()
    line, column = request.place(path)
    return {
        "file": request.file, "line": line, "column": column, "path": format_path(path),
        "severity": _SEVERITIES[finding.state],
        "message": f"{finding.title}: {finding.detail}", "hint": finding.remedy,
    }  # fmt: skip


def _count(text: str) -> int | Literal["all"]:
    import argparse

    if text == "all":
        return "all"
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} must be a positive number or all")
    return int(text)


def _seconds(text: str) -> float:
    import argparse

    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} must be a positive number of seconds")
    return found


def _need_file(path: str | None) -> None:
    from pathlib import Path

    if path and not Path(path).expanduser().is_file():
        raise UsageError(f"{path}: there is no such file.")
