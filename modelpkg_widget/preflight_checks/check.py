"""What a preflight check declares: one file has it, its texts beside it; see ``registry.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.aws.iam_statement import Statement, document
from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources.texts import format_text

from .check_context import CheckContext
from .check_result import WORST, Copy, Diagnostic, Finding, Policy, State
from .check_texts import CheckTexts
from .references import References


def whole_request(_: References) -> list[Path]:
    """What a check is about that no member of its own makes old: any change does."""
    return []


@dataclass(frozen=True)
class Check:
    """A check of the preflight.

    Attributes:
        id: of its findings, such as ``image``.
        texts: whose row of this id has its title, what is inspected, what is said when it passes,
            and the source of what it knows.
        run: yields what it has to say; nothing is passed. It may raise: that is ``unknown``.
        applies: whether a request has something that it looks at.
        about: the members that it looks at.
        online: whether it asks AWS; those that do run side by side.
    """

    id: str
    texts: CheckTexts
    run: Callable[[CheckContext], Iterable[Diagnostic]]
    applies: Callable[[References], bool]
    about: Callable[[References], list[Path]] = whole_request
    online: bool = True

    @property
    def row(self) -> dict[str, Any]:
        """Its texts."""
        row: dict[str, Any] = self.texts.table["checks"][self.id]
        return row

    def finding(self, parts: References, rows: Sequence[Diagnostic]) -> Finding:
        """Return what it came to, having said all of this."""
        states = {row.state for row in rows}
        state: State = next((one for one in WORST if one in states), "passed")
        shown = [row for row in rows if row.state != "passed"]
        return Finding(
            self.id,
            self.row["title"],
            state,
            format_text(self.row["inspected"], parts.spelled()),
            _joined(" ", [row.detail for row in shown]) or self.row["passed"],
            _joined(" ", [row.remedy for row in shown]),
            _copies(shown),
            tuple(dict.fromkeys(path for row in shown for path in row.paths)),
            tuple(self.about(parts)),
        )


def _copies(rows: Sequence[Diagnostic]) -> tuple[Copy, ...]:
    """Commands one below the other in one text, the statements of each policy in another."""
    commands = _joined("\n", [row.snippet for row in rows])
    policies: dict[Policy, list[Statement]] = {}
    for policy, one in (pair for row in rows for pair in row.policies):
        known = policies.setdefault(policy, [])
        if one not in known:
            known.append(one)
    documents = [
        Copy(policy.title, document(found, one_line=policy.one_line))
        for policy, found in policies.items()
    ]
    return (*([Copy("", commands)] if commands else []), *documents)


def _joined(between: str, texts: list[str]) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))
