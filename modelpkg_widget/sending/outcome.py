"""How a submission stands, and the error of one that made no package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from modelpkg_widget import words
from modelpkg_widget.data import table
from modelpkg_widget.issue import Issue, Path, Severity

Status = Literal["editing", "submitting", "uncertain", "created", "refused"]
#: What a person may do next, beside pressing the button: make another version of the same request;
#: send it against the advice given; create the group.
Offer = Literal["again", "anyway", "group"]


class SubmitError(Exception):
    """A request that was not sent, was refused, or whose outcome is not known.

    Attributes:
        issues: what is wrong, at least one.
    """

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(issue) for issue in issues))


@dataclass(frozen=True)
class Outcome:
    """How a submission stands.

    Attributes:
        status: the state, as in `ModelPackageForm.status`.
        body: the request, as JSON text, that the state speaks of.
        arn: of the package that was created.
        issues: what speaks against it.
        when: ISO 8601: when it was created; when the request was sent, if that is uncertain.
        offers: what may be done next.
    """

    status: Status = "editing"
    body: str = ""
    arn: str = ""
    issues: tuple[Issue, ...] = ()
    when: str = ""
    offers: frozenset[Offer] = frozenset()


def issue(code: str, path: Path = (), severity: Severity = "error", **values: Any) -> Issue:
    """Make an issue of a row of ``outcomes.json``; ``when`` is a time as the journal spells it."""
    row = table("outcomes")[code]
    if "when" in values:
        values["when"] = f"{values['when'][:19].replace('T', ' ')} UTC"
    message, hint = words.fill(row["message"], values), words.fill(row["hint"], values)
    return Issue(path, "submission", message, severity, hint, "form")
