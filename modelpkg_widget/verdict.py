"""What is wrong with the request of a form, asked once for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .issue import Issue
from .json_value import Json
from .merge import at, same
from .page import pending_issues
from .validation import check


@dataclass(frozen=True)
class Verdict:
    """What `check` says of one request: used by all that want to know.

    Attributes:
        text: the request as one line of JSON.
        value: the same, not to be changed.
        pending: the entries that JSON cannot hold.
        issues: what is wrong with both.
    """

    text: str
    value: Json
    pending: list[dict[str, Any]]
    issues: list[Issue]

    @classmethod
    def of(cls, text: str, value: Json, pending: list[dict[str, Any]]) -> Verdict:
        """Check a request and its pending entries."""
        return cls(text, value, pending, [*pending_issues(pending), *check(value)])

    def is_of(self, text: str, pending: list[dict[str, Any]]) -> bool:
        """Whether it speaks of this request."""
        return text == self.text and pending == self.pending

    def errors(self) -> list[Issue]:
        """Return what stops a submission."""
        return [issue for issue in self.issues if issue.severity == "error"]


def stays(issue: Issue, before: Json, after: Json) -> bool:
    """Whether what AWS said of a member holds on: until that member changes."""
    return bool(issue.path) and same(at(before, issue.path), at(after, issue.path))
