"""What one check of the preflight comes to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Literal, NamedTuple

from modelpkg_widget.aws.iam_statement import Statement
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.notebook_table import NotebookTable
from modelpkg_widget.resources.tables import load_table

State = Literal["passed", "failed", "warning", "info", "unknown"]
#: That the checks may take, all together.
SECONDS = 20.0
#: Of several things that one check found, the first of these is its state.
WORST: tuple[State, ...] = ("failed", "unknown", "warning", "info", "passed")


@dataclass(frozen=True)
class Copy:
    """A text to copy.

    Attributes:
        title: what it is, such as ``policy of the bucket churn``.
        text: commands, a script, or a policy that is JSON by itself.
    """

    title: str
    text: str


@dataclass(frozen=True)
class Finding:
    """The result of one preflight check.

    Attributes:
        id: The id of the check, such as ``image``.
        title: The subject of the check, in a few words.
        state: ``passed``, ``failed``, ``warning``, ``info`` or ``unknown``: it could not be
            checked, and `detail` says why.
        inspected: What was looked at.
        detail: What was found, in sentences.
        remedy: What to do about it. Empty if the check passed.
        copies: Commands, a script or policies to copy, each on its own.
        paths: The members concerned.
        about: The members that were looked at. If one of them changes, the finding is out of date.
            Empty means the whole request.
    """

    id: str
    title: str
    state: State
    inspected: str
    detail: str
    remedy: str = ""
    copies: tuple[Copy, ...] = ()
    paths: tuple[Path, ...] = ()
    about: tuple[Path, ...] = ()

    @property
    def snippet(self) -> str:
        """The first text to copy. Empty if there is none."""
        return self.copies[0].text if self.copies else ""

    def __str__(self) -> str:
        state = _state_label(self.state)
        return f"{self.title}: {state}. {self.detail} {self.remedy}".strip()

    def as_dict(self) -> dict[str, Any]:
        """Return a dict of plain JSON, with paths as lists."""
        lists = {name: [list(path) for path in getattr(self, name)] for name in ("paths", "about")}
        return {**asdict(self), "copies": [asdict(copy) for copy in self.copies], **lists}


def _state_label(state: State) -> str:
    label: str = load_table("resources/page_texts")["page"][f"finding.{state}"]
    return label


class FindingList(NotebookTable[Finding]):
    """What a preflight found, which a notebook shows as a table."""

    columns: ClassVar = {
        "Check": lambda finding: finding.title,
        "Result": lambda finding: _state_label(finding.state),
        "Details": lambda finding: finding.detail,
        "What to do": lambda finding: finding.remedy,
    }
    empty: ClassVar = "No check applies to this request."


class Policy(NamedTuple):
    """A policy that statements are for.

    Attributes:
        title: such as ``policy of the bucket churn``.
        one_line: AWS takes it without line breaks alone.
    """

    title: str
    one_line: bool


@dataclass(frozen=True)
class Diagnostic:
    """One thing that a check has to say.

    Attributes:
        state: that it puts the check into.
        detail: a sentence.
        remedy: what to do about it.
        snippet: commands or a script to copy that do it.
        paths: the members concerned.
        policies: statements that do it, each with the policy that it belongs to.
    """

    state: State
    detail: str
    remedy: str = ""
    snippet: str = ""
    paths: tuple[Path, ...] = field(default=())
    policies: tuple[tuple[Policy, Statement], ...] = ()

    def allowing(self, policy: Policy, one: Statement) -> Diagnostic:
        """Return it with a statement for a policy."""
        return replace(self, policies=(*self.policies, (policy, one)))
