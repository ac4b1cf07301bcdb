"""What is wrong with the request of a form, found once for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.merge import get_path, json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.validation.package_kind import of_kind
from modelpkg_widget.validation.pending import pending_issues

from .base import Feature, FormState
from .guiding import GuideFeature


@dataclass(frozen=True)
class ValidationResult:
    """What is wrong with one request of one kind: used by all that want to know.

    Attributes:
        request: that was checked.
        pending: the entries that JSON cannot hold.
        kind: the id of the kind of package that was chosen; empty is any kind.
        issues: what is wrong with both, requirements of the kind included.
    """

    request: Request
    pending: list[dict[str, Any]]
    kind: str
    issues: list[Issue]

    @classmethod
    def of(
        cls, request: Request, pending: list[dict[str, Any]], kind: str = ""
    ) -> ValidationResult:
        """Check a request and its pending entries."""
        from modelpkg_widget.validation.validator import check

        value = request.value
        issues = [*pending_issues(pending), *of_kind(check(value), value, kind)]
        return cls(request, pending, kind, issues)

    def is_of(self, request: Request, pending: list[dict[str, Any]], kind: str = "") -> bool:
        """Whether it speaks of this request, as one of this kind."""
        return (request, pending, kind) == (self.request, self.pending, self.kind)

    def errors(self) -> list[Issue]:
        """Return what stops a submission."""
        return [issue for issue in self.issues if issue.severity == "error"]


def still_applies(issue: Issue, before: Json, after: Json) -> bool:
    """Whether what AWS said of a member holds on: until that member changes."""
    return bool(issue.path) and json_equal(
        get_path(before, issue.path), get_path(after, issue.path)
    )


class ValidationFeature(Feature):
    """Checks the request after each change.

    Args:
        form: that it belongs to.
        guide: knows the kind of package that was chosen.
    """

    def __init__(self, form: FormState, guide: GuideFeature) -> None:
        self._form = form
        self._guide = guide
        self.result = ValidationResult.of(form.request.now, [])
        """Of the request as it is, after each change."""

    def update(self) -> ValidationResult | None:
        """Check the request if it has changed; returns the result of an earlier request then."""
        request, pending, kind = self._form.request.now, self._form.pending, self._guide.kind or ""
        before = self.result
        if not before.is_of(request, pending, kind):
            self.result = ValidationResult.of(request, pending, kind)
        return None if before.is_of(request, pending, before.kind) else before

    def of(self, request: Request, pending: list[dict[str, Any]], kind: str) -> ValidationResult:
        """Return the result for any request, which is mostly the one that is known already."""
        known = self.result
        if known.is_of(request, pending, kind):
            return known
        return ValidationResult.of(request, pending, kind)

    def issues(self) -> list[Issue]:
        """Return what is wrong with the request."""
        return self.result.issues
