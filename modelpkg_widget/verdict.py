"""What is wrong with the request of a form, asked once for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .issue import Issue
from .json_value import Json
from .merge import at, same
from .package_kind import of_kind
from .page import pending_issues
from .validation import check


@dataclass(frozen=True)
class Verdict:
    """What is wrong with one request of one kind: used by all that want to know.

    Attributes:
        text: the request as one line of JSON.
        value: the same, not to be changed.
        pending: the entries that JSON cannot hold.
        kind: the id of the kind of package that was chosen; empty is any kind.
        issues: what is wrong with both, requirements of the kind included.
    """

    text: str
    value: Json
    pending: list[dict[str, Any]]
    kind: str
    issues: list[Issue]

    @classmethod
    def of(cls, text: str, value: Json, pending: list[dict[str, Any]], kind: str = "") -> Verdict:
        """Check a request and its pending entries."""
        issues = [*pending_issues(pending), *of_kind(check(value), value, kind)]
        return cls(text, value, pending, kind, issues)

    def is_of(self, text: str, pending: list[dict[str, Any]], kind: str = "") -> bool:
        """Whether it speaks of this request, as one of this kind."""
        return (text, pending, kind) == (self.text, self.pending, self.kind)

    def errors(self) -> list[Issue]:
        """Return what stops a submission."""
        return [issue for issue in self.issues if issue.severity == "error"]


def stays(issue: Issue, before: Json, after: Json) -> bool:
    """Whether what AWS said of a member holds on: until that member changes."""
    return bool(issue.path) and same(at(before, issue.path), at(after, issue.path))
