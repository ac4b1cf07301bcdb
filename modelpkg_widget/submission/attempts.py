"""One request that was sent, or was about to be, as the journal keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from modelpkg_widget.request.plain_json import Json

#: What an attempt can end with. Another word is of a newer version: what it means is not known.
_ENDINGS = ("refused", "absent", "left")


class JournalError(Exception):
    """The journal cannot be read or written; the text says where and why."""


class JournalBusyError(JournalError):
    """Another kernel is sending for the same intention."""


class JournalUnreadError(JournalError):
    """A file of the journal exists but is not understood, so what it holds is not known.

    Attributes:
        path: of the file.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        super().__init__(f"{path} {why}")


@dataclass(frozen=True)
class Act:
    """What a person has decided about one value of an earlier version, without the value.

    Attributes:
        path: of the value, spelled as in an issue.
        act: ``kept``, ``changed`` or ``unreviewed``: sent without a review, on purpose.
        was: SHA-256 of the earlier value as JSON.
        now: SHA-256 of the value that was sent; empty when there is none.
    """

    path: str
    act: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Attempt:
    """One request that was sent, or was about to be.

    Attributes:
        token: its ClientToken.
        digest: of the request, as `digest` makes it.
        body: the request as JSON text; empty once the outcome is known.
        endpoint, region, account, identity, instance: where it went and who sent it, as in
            `aws.target.Target`.
        first_sent: when, ISO 8601 in UTC.
        outcome: ``unknown``, ``created``, ``refused``, or ``absent``: it never arrived.
        arn: of the package that was created.
        resolved: when the outcome was known, ISO 8601 in UTC.
        request_id: AWS's number of the answer.
        code: AWS's code of a refusal.
        overrides_validation: it was sent against the verdict of the form.
        draft: the path of the draft; empty without one.
        acts: what was decided about each value of an earlier version.
        extra: members of the row that this version does not know; they are kept.
    """

    token: str
    digest: str
    body: str = ""
    endpoint: str = ""
    region: str = ""
    account: str = ""
    identity: str = ""
    instance: str = ""
    first_sent: str = ""
    outcome: str = "unknown"
    arn: str = ""
    resolved: str = ""
    request_id: str = ""
    code: str = ""
    overrides_validation: bool = False
    draft: str = ""
    acts: tuple[Act, ...] = ()
    extra: dict[str, Json] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other attempts, also in a copy of another file."""
        return (self.token, self.first_sent)

    @property
    def is_known(self) -> bool:
        """Whether its outcome is known."""
        return self.outcome in _ENDINGS or (self.outcome == "created" and bool(self.arn.strip()))

    @property
    def has_own_token(self) -> bool:
        """Whether the person has chosen the token; it is part of the request then."""
        return '"ClientToken"' in self.body

    def with_outcome(
        self, outcome: str, *, arn: str = "", request_id: str = "", code: str = ""
    ) -> Attempt:
        """Return it with an outcome, and without its body."""
        ended = replace(self, body="", outcome=outcome, resolved=now())
        return replace(ended, arn=arn, request_id=request_id, code=code)


def now() -> str:
    """Return the time as the journal spells it: ISO 8601 in UTC, to the millisecond."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def merged(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return each attempt once, in the order of their last rows: what is known best of it.

    Another kernel may have found the outcome of an attempt, and written it into its own file.
    """
    best: dict[tuple[str, str], Attempt] = {}
    for attempt in attempts:
        known = best.pop(attempt.key, attempt)
        best[attempt.key] = max(known, attempt, key=_certainty)
    return list(best.values())


def _certainty(attempt: Attempt) -> tuple[int, str]:
    if not attempt.is_known:
        return (0, "")
    return (2 if attempt.outcome == "created" else 1, attempt.resolved)


def why(path: Path, error: Exception) -> str:
    """Return what is wrong with a file, in one line."""
    text = getattr(error, "strerror", None) or type(error).__name__
    return f"{path}: {text}"
