"""What the journal says of an intention, and what it leaves open."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from modelpkg_widget.aws.ambiguous_failures import answer_code, is_of_the_request
from modelpkg_widget.aws.target import Target
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request

from . import resolution
from .journal import Attempt, JournalUnreadError
from .outcome import Outcome, issue

#: Nothing was sent before: SageMaker is younger.
_BEGINNING = datetime(2017, 11, 1, tzinfo=timezone.utc)


def sent_to(attempts: list[Attempt], target: Target) -> list[Attempt]:
    """Return those that went to a target; an account that is not known may be any."""
    place = (target.endpoint, target.region, target.instance)
    return [
        attempt
        for attempt in attempts
        if (attempt.endpoint, attempt.region, attempt.instance) == place
        and (not attempt.account or not target.account or attempt.account == target.account)
    ]


def sent_at(attempt: Attempt) -> datetime:
    """When it was sent; a day ago at the latest, if this machine's clock was ahead then."""
    now, sent = datetime.now(timezone.utc), datetime.fromisoformat(attempt.first_sent)
    if sent.replace(tzinfo=timezone.utc) < _BEGINNING:  # a damaged row, which may overflow
        return _BEGINNING
    return sent if sent <= now else now - timedelta(days=1)


def lost_one(attempts: list[Attempt]) -> Attempt | None:
    """Return the first attempt of which nobody knows what came."""
    return next((attempt for attempt in attempts if not attempt.is_known), None)


def unresolved_outcome(lost: Attempt) -> Outcome:
    """Return that the outcome of an attempt is unknown; names the word of a newer version."""
    if lost.outcome == "unknown":
        return resolution.uncertain(lost, [issue("unknown", when=lost.first_sent)])
    found = issue("newer", when=lost.first_sent, outcome=lost.outcome)
    return resolution.uncertain(lost, [found], "again")


def resolved_elsewhere(
    earlier: list[Attempt], doubt: Attempt | None, requested: Attempt
) -> Outcome:
    """Say what another kernel has found out about an attempt.

    Args:
        earlier: all that is known of the intention.
        doubt: the attempt, if it was lost here.
        requested: what would be sent now.
    """
    body = requested.body
    of_doubt = [known for known in earlier if doubt and known.first_sent == doubt.first_sent]
    same = of_doubt or [known for known in earlier if known.digest == requested.digest]
    if not same:
        return Outcome("uncertain", body, issues=(issue("unread"),))
    last = same[-1]
    if last.outcome == "created":
        return resolution.already_created(last, body)
    found = issue("elsewhere", outcome=last.outcome, when=last.first_sent)
    return Outcome("refused", body, issues=(found,))


def not_understood(request: Request, error: JournalUnreadError) -> Outcome:
    """Say that the journal may hold an attempt, but is not understood."""
    found = issue("not-understood", why=str(error))
    return Outcome("uncertain", request.text, issues=(found,), actions=frozenset({"again"}))


def is_final(error: Exception, request: Json) -> bool:
    """Whether a refusal holds for the lost attempt too.

    A conflict of a token that nobody else can have is none: AWS knows the token, so it took it.
    """
    conflict = answer_code(error) == "ConflictException"
    return is_of_the_request(error) and ("ClientToken" in request or not conflict)
