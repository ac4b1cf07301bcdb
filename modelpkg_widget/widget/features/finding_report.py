"""Findings about a request, which age when the request changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from modelpkg_widget.preflight_checks.check_result import Finding
from modelpkg_widget.request.merge import get_path, json_equal
from modelpkg_widget.request.plain_json import Json

State = Literal["off", "running", "known"]


@dataclass(frozen=True)
class ReportedFinding(Finding):
    """A finding as the page shows it.

    Attributes:
        old: a member that it is about has changed since.
    """

    old: bool = False


@dataclass(frozen=True)
class FindingReport:
    """What was found when a request was looked at last.

    Attributes:
        state: ``off``, ``running`` or ``known``.
        when: start time, ISO 8601 in UTC.
        request: that was looked at.
        kind: of package that was chosen then; empty is any kind.
        findings: what was found.
    """

    state: State = "off"
    when: str = ""
    request: Json = None
    kind: str = ""
    findings: tuple[Finding, ...] = ()

    def as_dict(self, request: Json, kind: str) -> dict[str, Any]:
        """Return it as plain JSON, each finding with whether it is of an earlier request.

        Args:
            request: as it is now.
            kind: of package that is chosen now.
        """
        as_it_was = self.state == "off" or (json_equal(self.request, request) and self.kind == kind)

        def is_old(finding: Finding) -> bool:
            if as_it_was or not finding.about:
                return not as_it_was
            return any(
                not json_equal(get_path(self.request, path), get_path(request, path))
                for path in finding.about
            )

        rows = [
            ReportedFinding(**vars(finding), old=is_old(finding)).as_dict()
            for finding in self.findings
        ]
        return {"state": self.state, "when": self.when, "findings": rows}
