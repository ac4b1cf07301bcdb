"""`submit`: make packages of requests, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs, issue_formats, target_options
from modelpkg_widget.cli.console import (
    EXIT_PROBLEMS,
    EXIT_UNUSABLE,
    UsageError,
    print_error,
    progress,
)
from modelpkg_widget.cli.submit_report import Report

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.cli.submit_once import SubmitOptions, SubmitRun
    from modelpkg_widget.cli.submit_review import Confirmation
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.submission.journal import Act
    from modelpkg_widget.submission.outcome import Outcome

TEXT = "create a model package from each request"
_FILE = "{file}"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser(
        "submit",
        help=TEXT,
        description=f"{TEXT} and print its ARN. All requests are checked before the first one is "
        "sent. A form's draft is also checked against the package type chosen in the form. If an "
        "earlier run was interrupted, its outcome is checked first. Values that belong to one "
        "version, such as the artifact, must differ from the group's latest version or be "
        "confirmed.",
        epilog="Exit codes: 0 all packages created; 1 problems in a request, unconfirmed values, "
        "or a failed package; 2 unusable file or option; 3 rejected by AWS, or no response. "
        "After no response, run the command again: it checks what happened and creates no "
        "second package. With several requests, the highest code counts.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="JSON or YAML file (.yaml, .yml); - for standard input",
    )
    parser.add_argument("--format", choices=issue_formats.FORMATS, default="text")
    parser.add_argument(
        "--idempotency-key",
        metavar="KEY",
        default="",
        help="create one package for this KEY, even if you run the command again; without it, "
        f"each run creates one. For several files, include {_FILE} in KEY",
    )
    parser.add_argument(
        "--confirm",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="confirm a value that is the same in the group's latest version; can be repeated. "
        "Use PATH#SHA256 to identify a value by its digest",
    )
    parser.add_argument(
        "--keep-going", action="store_true", help="continue with the other requests if one fails"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="check the requests and print what would happen"
    )
    parser.add_argument(
        "--follow", action="store_true", help="wait until the packages are completed"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="send despite problems that the check found, as long as boto3 accepts the request",
    )
    parser.add_argument(
        "--allow-duplicate",
        action="store_true",
        help="create another package, even if an earlier attempt may already have created one",
    )
    parser.add_argument(
        "--without-journal",
        action="store_true",
        help="send even if the journal can't be written; a lost response could then lead to a "
        "second package",
    )
    target_options.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.idempotency_key and len(args.files) > 1 and _FILE not in args.idempotency_key:
        raise UsageError(
            f"--idempotency-key identifies one package. For several files, include {_FILE} in KEY."
        )
    if args.files.count("-") > 1:
        raise UsageError("Standard input can be read only once.")
    from modelpkg_widget.cli.submit_review import parse_confirmation

    confirmations = [parse_confirmation(text) for text in args.confirm]
    report = Report(args.format)
    try:
        _run(args, report, confirmations)
    finally:
        report.end()
    return report.code


def _run(args: argparse.Namespace, report: Report, confirmations: Sequence[Confirmation]) -> None:
    requests = [found for file in args.files if (found := _read(file, report))]
    service = target_options.service_of(args)
    checked = [(request, inputs.issues_of(request)) for request in requests]
    bad = [pair for pair in checked if _errors(pair[1]) and not args.force]
    for request, issues in bad:
        report.add(request, "problems", issues, code=EXIT_PROBLEMS)
    good = [pair for pair in checked if pair not in bad]
    if not good or (report.code and not args.keep_going):
        report.not_sent([request for request, _ in good])
        return
    where = target_options.known_target(service)
    report.where = where
    print_error(f"To {target_options.format_target(where)}")
    for request, _ in good:
        owner = target_options.format_owner(request.value, where)
        if owner:
            print_error(f"{request.file}: {owner}")
    if args.sandbox and not target_options.is_running():
        print_error("This sandbox stops when this command ends, and its packages are lost.")
    ready = _reviewed(args, report, service, good, confirmations)
    if report.code and not args.keep_going:
        report.not_sent([item.request for item in ready])
        return
    for number, item in enumerate(ready):
        progress(f"{number + 1}/{len(ready)} {item.request.file}")
        if not _one(args, report, service, item) and not args.keep_going:
            report.not_sent([left.request for left in ready[number + 1 :]])
            return


@dataclass(frozen=True)
class _Ready:
    """A request that may be sent.

    Attributes:
        request: what is sent.
        issues: what is to be said of it.
        run: sends it.
        acts: what was decided about values of an earlier version.
        known: its package, if that was made before; it is not sent then.
    """

    request: inputs.RequestFile
    issues: list[Issue]
    run: SubmitRun
    acts: tuple[Act, ...] = ()
    known: Outcome | None = None


def _reviewed(
    args: argparse.Namespace,
    report: Report,
    service: SageMaker,
    requests: Sequence[tuple[inputs.RequestFile, list[Issue]]],
    confirmations: Sequence[Confirmation],
) -> list[_Ready]:
    """Return the requests that may be sent; report those with values that nobody has confirmed."""
    from modelpkg_widget.cli.submit_once import SubmitRun
    from modelpkg_widget.cli.submit_review import Reviewer
    from modelpkg_widget.request.request_value import Request

    reviewer = Reviewer(service, confirmations)
    ready: list[_Ready] = []
    for request, issues in requests:
        run = SubmitRun(service, Request(request.value), _intention(args, request))
        if run.planned() != "create":  # what became of it is known, or is found out first
            ready.append(_Ready(request, issues, run))
            continue
        found = reviewer.review(request)
        known = run.known() if found.unreviewed else None
        if found.unreviewed and not known:
            report.unreviewed(request, [*issues, *found.remarks], found.unreviewed)
            continue
        remarks = [] if known else found.remarks
        ready.append(_Ready(request, [*issues, *remarks], run, found.acts, known))
    for path in reviewer.mistaken([request for request, _ in requests]):
        print_error(f"--confirm: no request has this value at {path}.")
    return ready


def _read(file: str, report: Report) -> inputs.RequestFile | None:
    try:
        return inputs.read(file)
    except inputs.UnreadableFileError as error:
        report.unreadable(error, EXIT_UNUSABLE)
        return None


def _errors(issues: list[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity == "error"]


def _one(args: argparse.Namespace, report: Report, service: SageMaker, item: _Ready) -> bool:
    """Make one package; returns whether it was made, or would be."""
    request, issues, run = item.request, item.issues, item.run
    against = _errors(issues)
    if against:  # and it is asked for all the same
        more = run.client_side_errors()
        if more:
            report.add(request, "problems", [*issues, *more], code=EXIT_PROBLEMS)
            return False
    if args.dry_run:
        report.add(request, f"would {'do nothing' if item.known else run.planned()}", issues)
        return True
    try:
        outcome = item.known or run.send(against=bool(against), acts=item.acts)
    except KeyboardInterrupt:
        report.interrupted(request)
        raise
    report.ended(request, outcome, issues)
    if item.known:
        report.known(request, outcome)
    if outcome.arn and args.follow:
        from modelpkg_widget.cli.wait import wait

        report.followed(wait(service, outcome.arn))
    return outcome.status == "created" and (args.keep_going or not report.code)


def _intention(args: argparse.Namespace, request: inputs.RequestFile) -> SubmitOptions:
    from modelpkg_widget.cli.submit_once import SubmitOptions

    return SubmitOptions(
        idempotency_key=args.idempotency_key.replace(_FILE, request.file),
        allow_duplicate=args.allow_duplicate,
        force=args.force,
        without_journal=args.without_journal,
    )
