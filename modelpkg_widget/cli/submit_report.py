"""What `submit` tells: the ARNs on standard output as they come, or rows at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import issue_formats
from .console import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_REFUSED, print_error, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelpkg_widget.aws.target import Target
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.submission.outcome import Outcome

    from .inputs import RequestFile, UnreadableFileError
    from .wait import PackageResult


class Report:
    """Collects the outcome of each file.

    Args:
        how: ``text``, ``json`` or ``github``.
    """

    def __init__(self, how: str) -> None:
        self._how = how
        self._rows: list[dict[str, Any]] = []
        self.code = EXIT_CLEAN
        """The exit code so far: the highest."""
        self.where: Target | None = None
        """Where requests go to."""

    def add(
        self,
        request: RequestFile,
        outcome: str,
        issues: Sequence[Issue],
        *,
        arn: str = "",
        code: int = 0,
    ) -> None:
        """Print the outcome of a request."""
        self._add(request.file, outcome, issue_formats.rows(request, list(issues)), arn, code)

    def unreviewed(
        self, request: RequestFile, issues: Sequence[Issue], unreviewed: Sequence[Issue]
    ) -> None:
        """Tell which values nobody has confirmed, and the options that do."""
        text = self._how == "text"  # the options stand below, to be copied together
        shown = [replace(issue, hint="") if text else issue for issue in unreviewed]
        self.add(request, "to review", [*issues, *shown], code=EXIT_PROBLEMS)
        self._note(f"{request.file}: nothing was sent. Change these values or confirm each one:")
        for issue in unreviewed:
            self._note(f"  {issue.hint}")

    def known(self, request: RequestFile, outcome: Outcome) -> None:
        """Tell that the package was made before."""
        when = outcome.when[:19].replace("T", " ")
        self._note(f"{request.file}: nothing was sent. This package was created at {when} UTC.")

    def unreadable(self, error: UnreadableFileError, code: int) -> None:
        """Tell of a file that holds no request."""
        self._add(error.file, "unreadable", [issue_formats.unreadable(error)], "", code)

    def not_sent(self, requests: Sequence[RequestFile]) -> None:
        """Tell of the requests that nothing was done with."""
        for request in requests:
            self.add(request, "not sent", ())
        if requests:
            self._note(f"Not sent: {', '.join(request.file for request in requests)}")

    def interrupted(self, request: RequestFile) -> None:
        """Tell that Ctrl+C came while a request was on its way."""
        self.add(request, "uncertain", ())
        self._note(
            f"{request.file}: the outcome is unknown. Run the same command again: it checks what "
            "happened and creates no second package."
        )

    def ended(self, request: RequestFile, outcome: Outcome, issues: Sequence[Issue]) -> None:
        """Tell how a submission ended."""
        said = any(issue.source == "service" for issue in outcome.issues)
        no = EXIT_REFUSED if said or outcome.status == "uncertain" else EXIT_PROBLEMS
        code = EXIT_CLEAN if outcome.status == "created" else no
        self.add(request, outcome.status, [*issues, *outcome.issues], arn=outcome.arn, code=code)

    def followed(self, ending: PackageResult) -> None:
        """Tell how the package that was made last ended."""
        self.code = max(self.code, ending.code)
        self._rows[-1] |= {"status": ending.status, "reasons": ending.reasons}
        for reason in ending.reasons:
            self._note(f"{ending.arn}: {reason}")
        if self._how != "json":
            print_error(f"{ending.arn}: {ending.status or 'unknown'}")

    def end(self) -> None:
        """Print what is printed once."""
        if self._how == "json":
            from modelpkg_widget.request.json_codec import dumps

            print_line(dumps(self._rows))

    def _add(
        self, file: str, outcome: str, found: list[dict[str, Any]], arn: str, code: int
    ) -> None:
        self.code = max(self.code, code)
        account, region = (self.where.account, self.where.region) if self.where else ("", "")
        place = {"account": account, "region": region}
        self._rows.append({"file": file, "outcome": outcome, "arn": arn, **place, "issues": found})
        if self._how == "json":
            return
        for row in found:
            print_error(
                issue_formats.github(row) if self._how == "github" else issue_formats.text(row)
            )
        if arn:
            print_line(arn)
        elif outcome.startswith("would"):
            print_line(f"{file}: {outcome}")

    def _note(self, text: str) -> None:
        if self._how != "json":
            print_error(text)
