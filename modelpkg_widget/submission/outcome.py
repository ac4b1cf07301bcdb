"""How a submission stands, and the error of one that made no package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from modelpkg_widget.request.issues import Issue, Path, Severity
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

Status = Literal["editing", "submitting", "uncertain", "created", "refused"]
#: What a person may do next, beside pressing the button: make another version of the same request;
#: send it against the advice given; create the group.
Action = Literal["again", "anyway", "group"]


class SubmitError(Exception):
    """The request was not sent, was refused, or its outcome is unknown.

    Attributes:
        issues: The problems, at least one `Issue`.
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
        actions: what may be done next.
    """

    status: Status = "editing"
    body: str = ""
    arn: str = ""
    issues: tuple[Issue, ...] = ()
    when: str = ""
    actions: frozenset[Action] = frozenset()


def issue(code: str, path: Path = (), severity: Severity = "error", **values: Any) -> Issue:
    """Make an issue of a row of ``texts.json``; ``when`` as the journal spells times."""
    row = load_table("submission/texts")[code]
    if "when" in values:
        values["when"] = f"{values['when'][:19].replace('T', ' ')} UTC"
    message, hint = (
        texts.format_text(row["message"], values),
        texts.format_text(row["hint"], values),
    )
    return Issue(path, "submission", message, severity, hint, "form")
