"""Sending one request so that it makes one package: journal, token, and finding out.

Every way through here ends with an outcome. Before a request leaves, the journal holds it with its
token; an attempt whose outcome is not known is resolved, with its own body, before anything else is
sent for the same intention.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from modelpkg_widget.aws.ambiguous_failures import AmbiguousOutcomeError, is_refusal
from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime.retry_loop import Retrying

from . import resolution
from .journal import (
    Attempt,
    Journal,
    JournalBusyError,
    JournalEntry,
    JournalError,
    JournalUnreadError,
    now,
)
from .outcome import Outcome, Status, issue
from .reconcile import ReconcileResult, reconcile
from .send_options import SendOptions
from .unknown_outcome import (
    is_final,
    lost_one,
    not_understood,
    resolved_elsewhere,
    sent_at,
    sent_to,
    unresolved_outcome,
)
from .unwritten import Unwritten

#: How long AWS remembers a token is not known; so long is taken for certain.
TOKEN_LIFE = timedelta(hours=1)
#: Of the tokens that are made of a key.
_KEYS = uuid.UUID("8c4dc0cf-5a3e-4c0e-9f3e-6d1b6f7c2a51")


class Sender:
    """Sends requests of one form, one after the other.

    Args:
        service: what sends.
        journal: where it is kept.
    """

    def __init__(self, service: SageMaker, journal: Journal) -> None:
        self._service = service
        self.journal = journal
        self._unwritten = Unwritten()
        self._unresolved: Attempt | None = None  # what was lost here
        self._retrying = Retrying(self.catch_up)

    def restore(self, request: Request) -> Outcome | None:
        """Return what an earlier kernel did for the same intention, without asking AWS."""
        if not request:  # nothing was ever sent
            return None
        try:
            attempts = self.journal.read(digest := request.digest)
        except RecursionError:  # no request that was ever sent is so deep
            return None
        except JournalUnreadError as error:
            return not_understood(request, error)
        except JournalError:  # it is said when something is sent
            return None
        attempts = sent_to(attempts, self._service.place()) if attempts else []
        lost = lost_one(attempts)
        if lost:
            self._unresolved = lost
            return unresolved_outcome(lost)
        made = [attempt for attempt in attempts if attempt.outcome == "created"]
        same = [attempt for attempt in made if attempt.digest == digest]
        if same:
            return resolution.already_created(same[-1], request.text)
        return resolution.already_created(made[-1], "") if made else None

    def send(self, request: Request, how: SendOptions) -> Outcome:
        """Send a request, unless its package is known. Reconciles unknown outcomes first.

        Args:
            request: what is sent, unchanged.
            how: the user's options.
        """
        body, digest = request.text, request.digest
        target = self._service.known_target()
        try:
            with self._open_entry(digest, how) as page:
                attempt = Attempt(
                    token=request.value.get("ClientToken") or self._token(digest, page),
                    digest=digest,
                    body=body,
                    endpoint=target.endpoint,
                    region=target.region,
                    account=target.account,
                    identity=target.identity,
                    instance=target.instance,
                    first_sent=now(),
                    overrides_validation=how.overrides_validation,
                    draft=self.journal.draft,
                    acts=how.acts,
                )
                return self._decide(page, request, attempt, sent_to(page.known, target), how)
        except JournalBusyError:
            status: Status = "uncertain" if how.reconcile_only else "refused"
            return Outcome(status, body, issues=(issue("busy"),))
        except JournalUnreadError as error:
            return not_understood(request, error)
        except JournalError as error:
            found = issue("journal", why=str(error))
            return Outcome("refused", body, issues=(found,), actions=frozenset({"anyway"}))
        finally:
            if not self.catch_up():
                self._retrying.start()

    def catch_up(self) -> bool:
        """Write into the journal what could not be written before; whether nothing is left."""
        return self._unwritten.catch_up(self.journal)

    def _token(self, digest: str, page: JournalEntry) -> str:
        """Make a token; that of a key is the same on any machine, so that AWS knows it."""
        if not self.journal.key:
            return str(uuid.uuid4())
        return str(uuid.uuid5(_KEYS, f"{self.journal.key}\n{digest}\n{len(page.attempts)}"))

    @contextmanager
    def _open_entry(self, digest: str, how: SendOptions) -> Iterator[JournalEntry]:
        """Open the journal entry; if allowed and the journal is unusable, an entry in memory."""
        with ExitStack() as stack:
            try:
                page = stack.enter_context(self.journal.open(digest))
                self._unwritten.write_into(page, self.journal, digest)
            except JournalBusyError:
                raise
            except JournalError as error:
                if isinstance(error, JournalUnreadError) and not how.without_journal:
                    raise
                known = any(attempt.digest == digest for attempt in self._unwritten.attempts)
                if not (how.without_journal or how.reconcile_only or known):
                    raise
                page = self._unwritten
            yield page

    def _decide(
        self,
        page: JournalEntry,
        request: Request,
        attempt: Attempt,
        earlier: list[Attempt],
        how: SendOptions,
    ) -> Outcome:
        lost = lost_one(earlier)
        if how.reconcile_only and not lost:
            return self._resolved(page, earlier, attempt)
        if lost and lost.outcome != "unknown":
            return self._look_only(page, lost, attempt)
        if lost:
            return self._reconcile(page, lost)
        made = [known for known in earlier if known.outcome == "created"]
        once = bool(self.journal.key)  # whatever the request: a key has one package
        same = [known for known in made if once or known.digest == attempt.digest]
        if same and not how.allow_duplicate:
            return resolution.already_created(same[-1], attempt.body)
        if how.allow_duplicate and any(known.token == attempt.token for known in made):
            found = issue("token", ("ClientToken",))
            return Outcome("refused", attempt.body, issues=(found,))
        try:
            if page is self._unwritten and not how.without_journal:
                raise JournalError(str(self.journal.folder))
            page.write(attempt)
        except JournalError:
            if not how.without_journal:
                raise
            page = self._unwritten
            page.write(attempt)
        return self._create(page, request.value, attempt, doubtful=False)

    def _resolved(self, page: JournalEntry, earlier: list[Attempt], requested: Attempt) -> Outcome:
        """Return the outcome that another kernel found, or reconcile if the journal was removed."""
        doubt = self._unresolved
        if doubt and all(known.first_sent != doubt.first_sent for known in earlier):
            return self._reconcile(page, doubt)
        return resolved_elsewhere(earlier, doubt, requested)

    def abandon(self, request: Request) -> Outcome | None:
        """Give up on requests with an unknown outcome, because the user has checked and decided so.

        Files of the journal that are not understood are renamed.

        Returns:
            None, or that the journal cannot be written: the decision has to be made again.
        """
        target, digest = self._service.known_target(), request.digest
        try:
            self.journal.put_aside(digest)
            with self._open_entry(digest, SendOptions()) as page:
                for lost in sent_to(page.known, target):
                    if not lost.is_known:
                        page.write(lost.with_outcome("left"))
        except (OSError, JournalError) as error:
            found, body = issue("journal", why=str(error)), request.text
            return Outcome("uncertain", body, issues=(found,), actions=frozenset({"again"}))
        self._unresolved = None
        return None

    def _look_only(self, page: JournalEntry, lost: Attempt, requested: Attempt) -> Outcome:
        """Look for the package of an attempt that a newer version has written about."""
        body = lost.body or (requested.body if requested.digest == lost.digest else "")
        if body:
            try:
                finding = self._find(page, json_codec.loads(body), sent_at(lost))
            except Exception:  # noqa: BLE001 - a person is asked then
                finding = ReconcileResult("absent")
            if finding.state == "found":
                return resolution.created(page, replace(lost, body=body), finding.arns[0])
        return unresolved_outcome(replace(lost, body=body or requested.body))

    def _reconcile(self, page: JournalEntry, lost: Attempt) -> Outcome:
        """Resolve an attempt whose answer was lost."""
        request, since = json_codec.loads(lost.body), sent_at(lost)
        token_is_valid = timedelta(0) <= datetime.now(timezone.utc) - since < TOKEN_LIFE
        try:
            finding = self._find(page, request, since)
        except Exception as error:  # noqa: BLE001 - each ends in an outcome
            issues = issues_from_error(error)
            if error_category(error) != "denied":
                return resolution.uncertain(lost, issues)
            if not token_is_valid:
                return resolution.uncertain(
                    lost, [issue("blind", when=lost.first_sent), *issues], "again"
                )
            finding = ReconcileResult("absent")  # the token alone keeps it from making a second
        if finding.state == "found" and not (token_is_valid and self._has_duplicate_attempt(lost)):
            return resolution.created(page, lost, finding.arns[0])
        if token_is_valid:
            return self._create(page, request, lost, doubtful=True)
        return resolution.expired(page, lost, finding)

    def _has_duplicate_attempt(self, lost: Attempt) -> bool:
        """Whether the same request was lost elsewhere too: what is found may be of either."""
        known, _ = self.journal.all()
        return any(
            attempt.outcome == "unknown" and attempt.digest == lost.digest
            for attempt in known
            if attempt.token != lost.token
        )

    def _find(self, page: JournalEntry, request: Json, since: datetime) -> ReconcileResult:
        known, _ = self.journal.all()
        made = {attempt.arn for attempt in (*known, *page.known) if attempt.arn}
        return reconcile(self._service, request, since, made)

    def _create(
        self, page: JournalEntry, request: Json, attempt: Attempt, *, doubtful: bool
    ) -> Outcome:
        try:
            arn, number = self._service.create(request, attempt.token)
        except AmbiguousOutcomeError as lost:
            error, doubtful, says_no = lost.error, True, lost.refused
        except Exception as said:  # noqa: BLE001 - each ends in an outcome
            error, says_no = said, is_refusal(said)
        else:
            return resolution.created(page, attempt, arn, number)
        if not doubtful:
            return resolution.refused(page, attempt, error)
        self._unresolved = attempt
        if not says_no or not is_final(error, request):
            return resolution.uncertain(attempt, issues_from_error(error))
        return self._refused(page, attempt, request, error)

    def _refused(
        self, page: JournalEntry, attempt: Attempt, request: Json, error: Exception
    ) -> Outcome:
        """Check a refusal after a lost response: that request may have used the name or quota."""
        try:
            finding = self._find(page, request, sent_at(attempt))
        except Exception as unseen:  # noqa: BLE001 - each ends in an outcome
            return resolution.uncertain(attempt, issues_from_error(unseen))
        if finding.state == "found":
            return resolution.created(page, attempt, finding.arns[0])
        return resolution.refused(page, attempt, error)
