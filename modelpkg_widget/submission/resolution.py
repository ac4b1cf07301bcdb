"""How an attempt ends: writes it into the journal, and returns an outcome."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from modelpkg_widget.aws.ambiguous_failures import answer_code, request_id
from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.aws.group_owner import group_of, other_owner
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.resources.tables import load_table

from .journal import Attempt, JournalEntry, JournalError
from .outcome import Action, Outcome, issue
from .reconcile import ReconcileResult


def _account(arn: str) -> str:
    """Return the account of an ARN: a client that is given does not tell its own."""
    parts = arn.split(":")
    return parts[4] if len(parts) > 5 else ""


_UNVERSIONED = re.compile(r":model-package/[^/]+$")


def already_created(attempt: Attempt, body: str) -> Outcome:
    """Return the outcome of a request whose package is known; only a version can be made again."""
    again: frozenset[Action] = frozenset(() if _UNVERSIONED.search(attempt.arn) else {"again"})
    return Outcome("created", body, attempt.arn, when=attempt.resolved, actions=again)


def created(page: JournalEntry, attempt: Attempt, arn: str, number: str = "") -> Outcome:
    ended, issues = attempt.with_outcome("created", arn=arn, request_id=number), []
    ended = replace(ended, account=ended.account or _account(arn))
    try:
        page.write(ended)
    except JournalError as error:
        issues.append(issue("journal.after", (), "warning", why=str(error)))
    return replace(already_created(ended, attempt.body), issues=tuple(issues))


def refused(page: JournalEntry, attempt: Attempt, error: Exception) -> Outcome:
    code = answer_code(error) or type(error).__name__
    issues = issues_from_error(error)
    if code == "ConflictException" and attempt.has_own_token:
        issues = [issue("token.other", ("ClientToken",))]
    means = error_category(error)
    request = json_codec.loads(attempt.body)
    owner = other_owner(request, attempt.account)
    if owner:
        issues = _by_owner(means, group_of(request), owner, issues)
    actions: frozenset[Action] = frozenset({"group"} if means == "no-group" and not owner else ())
    _settle(page, attempt.with_outcome("refused", code=code, request_id=request_id(error)))
    return Outcome("refused", attempt.body, issues=tuple(issues), actions=actions)


def _by_owner(means: str, group: str, owner: str, issues: list[Issue]) -> list[Issue]:
    """Return the issues of a refusal with what only the account of the group can change."""
    row = {"no-group": "group.gone", "denied": "group.closed"}.get(means)
    if not row:
        return issues
    path = (load_table("resources/layout")["next_version"]["group"],)
    found = replace(issue(row, path, group=group, owner=owner), source="service")
    # AWS's sentence for a group that is not there would have it created in the caller's account.
    return [found] if means == "no-group" else [found, *issues]


def uncertain(attempt: Attempt, issues: list[Issue], *actions: Action) -> Outcome:
    when, found = attempt.first_sent, tuple(issues)
    return Outcome("uncertain", attempt.body, "", found, when, frozenset(actions))


def expired(page: JournalEntry, lost: Attempt, finding: ReconcileResult) -> Outcome:
    """What was not found by looking, and is too old to be asked for with its token."""
    arns = ", ".join(finding.arns)
    values: dict[str, Any] = {"when": lost.first_sent, "count": len(finding.arns), "arns": arns}
    if finding.state == "others":
        return uncertain(lost, [issue("others", **values)], "again")
    _settle(page, lost.with_outcome("absent"))
    path = ("ModelPackageName",) if finding.state == "taken" else ()
    return Outcome("refused", lost.body, issues=(issue(finding.state, path, **values),))


def _settle(page: JournalEntry, attempt: Attempt) -> None:
    """Write an outcome that makes no difference to what may be sent next."""
    try:
        page.write(attempt)
    except JournalError:
        pass  # a later kernel finds out once more
