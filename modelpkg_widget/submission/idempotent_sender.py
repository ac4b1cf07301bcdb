"""Sending one request so that it makes one package: journal, token, and finding out.

Every way through here ends with an outcome. Before a request leaves, the journal holds it with its
token; an attempt whose outcome is not known is resolved, with its own body, before anything else is
sent for the same intention.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from modelpkg_widget.aws.ambiguous_failures import LostAnswerError, is_refusal
from modelpkg_widget.aws.errors import issues_from_error, meaning
from modelpkg_widget.aws.sagemaker import Service
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime import background
from modelpkg_widget.runtime.retry_loop import Retrying

from . import resolution
from .journal import (
    Act,
    Attempt,
    Journal,
    JournalBusyError,
    JournalError,
    JournalUnreadError,
    Page,
    now,
)
from .outcome import Outcome, Status, issue
from .reconcile import Finding, find
from .unknown_outcome import in_doubt, is_final, lost_one, not_understood, sent_at, sent_to

#: How long AWS remembers a token is not known; so long is taken for certain.
TOKEN_LIFE = timedelta(hours=1)
#: Of the tokens that are made of a key.
_KEYS = uuid.UUID("8c4dc0cf-5a3e-4c0e-9f3e-6d1b6f7c2a51")


@dataclass(frozen=True)
class How:
    """What a person asks for beside sending.

    Attributes:
        resolve: nothing new is sent; what came of the last request is found out.
        again: another package of a request that has made one.
        anyway: it is sent against what speaks against it.
        against: what speaks against it is the verdict of the form.
        unwritten: it is sent even if the journal cannot be written.
        acts: what was decided about each value of an earlier version.
    """

    resolve: bool = False
    again: bool = False
    anyway: bool = False
    against: bool = False
    unwritten: bool = False
    acts: tuple[Act, ...] = ()


class Sender:
    """Sends requests of one form, one after the other.

    Args:
        service: what sends.
        journal: where it is kept.
    """

    def __init__(self, service: Service, journal: Journal) -> None:
        self._service = service
        self.journal = journal
        self._unwritten = Page(None, [])  # of what was sent though the journal could not be written
        self._doubt: Attempt | None = None  # what was lost here
        self._catching = threading.Lock()
        self._retrying = Retrying(self.catch_up)
        background.note_forks(self)

    def after_fork(self) -> None:
        """Wait for no thread of the old process."""
        self._catching = threading.Lock()

    def recall(self, request: Request) -> Outcome | None:
        """Return what an earlier kernel did for the same intention, without asking AWS."""
        if not request:  # nothing was ever sent
            return None
        try:
            attempts = self.journal.read(of := request.digest)
        except RecursionError:  # no request that was ever sent is so deep
            return None
        except JournalUnreadError as error:
            return not_understood(request, error)
        except JournalError:  # it is said when something is sent
            return None
        attempts = sent_to(attempts, self._service.place()) if attempts else []
        lost = lost_one(attempts)
        if lost:
            self._doubt = lost
            return in_doubt(lost)
        made = [attempt for attempt in attempts if attempt.outcome == "created"]
        same = [attempt for attempt in made if attempt.digest == of]
        if same:
            return resolution.known(same[-1], request.text)
        return resolution.known(made[-1], "") if made else None

    def send(self, request: Request, how: How) -> Outcome:
        """Send a request, unless its package is known; first find out what is not known.

        Args:
            request: what is sent, as it is.
            how: what was asked for beside that.
        """
        body, of = request.text, request.digest
        target = self._service.known_target()
        try:
            with self._page(of, how) as page:
                attempt = Attempt(
                    token=request.value.get("ClientToken") or self._token(of, page),
                    digest=of,
                    body=body,
                    endpoint=target.endpoint,
                    region=target.region,
                    account=target.account,
                    identity=target.identity,
                    instance=target.instance,
                    first_sent=now(),
                    anyway=how.against,
                    draft=self.journal.draft,
                    acts=how.acts,
                )
                return self._decide(page, request, attempt, sent_to(page.known, target), how)
        except JournalBusyError:
            status: Status = "uncertain" if how.resolve else "refused"
            return Outcome(status, body, issues=(issue("busy"),))
        except JournalUnreadError as error:
            return not_understood(request, error)
        except JournalError as error:
            found = issue("journal", why=str(error))
            return Outcome("refused", body, issues=(found,), offers=frozenset({"anyway"}))
        finally:
            if not self.catch_up():
                self._retrying.start()

    def catch_up(self) -> bool:
        """Write into the journal what could not be written before; whether nothing is left."""
        with self._catching:
            for attempt in list(self._unwritten.attempts):
                try:
                    with self.journal.open(attempt.digest, patience=0) as page:
                        page.write(attempt)
                except JournalError:
                    return False
                with suppress(ValueError):  # it ended meanwhile: that is written next
                    self._unwritten.attempts.remove(attempt)
            return not self._unwritten.attempts

    def _token(self, of: str, page: Page) -> str:
        """Make a token; that of a key is the same on any machine, so that AWS knows it."""
        if not self.journal.key:
            return str(uuid.uuid4())
        return str(uuid.uuid5(_KEYS, f"{self.journal.key}\n{of}\n{len(page.attempts)}"))

    @contextmanager
    def _page(self, of: str, how: How) -> Iterator[Page]:
        """Hold the journal's page; in its place, if that is asked for, one in memory."""
        with ExitStack() as stack:
            try:
                page = stack.enter_context(self.journal.open(of))
                self._make_up(page, of)
            except JournalBusyError:
                raise
            except JournalError as error:
                if isinstance(error, JournalUnreadError) and not how.unwritten:
                    raise
                known = any(attempt.digest == of for attempt in self._unwritten.attempts)
                if not (how.unwritten or how.resolve or known):
                    raise
                page = self._unwritten
            yield page

    def _make_up(self, page: Page, of: str) -> None:
        """Write what could not be written before."""
        for attempt in list(self._unwritten.attempts):
            if self.journal.draft or self.journal.key or attempt.digest == of:
                page.write(attempt)
                self._unwritten.attempts.remove(attempt)

    def _decide(
        self, page: Page, request: Request, attempt: Attempt, earlier: list[Attempt], how: How
    ) -> Outcome:
        lost = lost_one(earlier)
        if how.resolve and not lost:
            return self._resolved(page, earlier, attempt)
        if lost and lost.outcome != "unknown":
            return self._look_only(page, lost, attempt)
        if lost:
            return self._find_out(page, lost)
        made = [known for known in earlier if known.outcome == "created"]
        once = bool(self.journal.key)  # whatever the request: a key has one package
        same = [known for known in made if once or known.digest == attempt.digest]
        if same and not how.again:
            return resolution.known(same[-1], attempt.body)
        if how.again and any(known.token == attempt.token for known in made):
            found = issue("token", ("ClientToken",))
            return Outcome("refused", attempt.body, issues=(found,))
        try:
            if page is self._unwritten and not how.unwritten:
                raise JournalError(str(self.journal.folder))
            page.write(attempt)
        except JournalError:
            if not how.unwritten:
                raise
            page = self._unwritten
            page.write(attempt)
        return self._ask(page, request.value, attempt, doubtful=False)

    def _resolved(self, page: Page, earlier: list[Attempt], wanted: Attempt) -> Outcome:
        """Another kernel has found out what this one is asked for, or the journal was removed."""
        doubt = self._doubt
        if doubt and all(known.first_sent != doubt.first_sent for known in earlier):
            return self._find_out(page, doubt)
        body = wanted.body
        of_doubt = [known for known in earlier if doubt and known.first_sent == doubt.first_sent]
        same = of_doubt or [known for known in earlier if known.digest == wanted.digest]
        if not same:
            return Outcome("uncertain", body, issues=(issue("unread"),))
        last = same[-1]
        if last.outcome == "created":
            return resolution.known(last, body)
        found = issue("elsewhere", outcome=last.outcome, when=last.first_sent)
        return Outcome("refused", body, issues=(found,))

    def leave(self, request: Request) -> Outcome | None:
        """Let be what came of a request, for a person has looked and decided so.

        Files of the journal that are not understood are renamed.

        Returns:
            None, or that the journal cannot be written: the decision has to be made again.
        """
        target, of = self._service.known_target(), request.digest
        try:
            self.journal.put_aside(of)
            with self._page(of, How()) as page:
                for lost in sent_to(page.known, target):
                    if not lost.is_known:
                        page.write(lost.ended("left"))
        except (OSError, JournalError) as error:
            found, body = issue("journal", why=str(error)), request.text
            return Outcome("uncertain", body, issues=(found,), offers=frozenset({"again"}))
        self._doubt = None
        return None

    def _look_only(self, page: Page, lost: Attempt, wanted: Attempt) -> Outcome:
        """Look for the package of an attempt that a newer version has written about."""
        body = lost.body or (wanted.body if wanted.digest == lost.digest else "")
        if body:
            try:
                finding = self._find(page, json_codec.loads(body), sent_at(lost))
            except Exception:  # noqa: BLE001 - a person is asked then
                finding = Finding("absent")
            if finding.state == "found":
                return resolution.created(page, replace(lost, body=body), finding.arns[0])
        return in_doubt(replace(lost, body=body or wanted.body))

    def _find_out(self, page: Page, lost: Attempt) -> Outcome:
        """Resolve an attempt whose answer was lost."""
        request, since = json_codec.loads(lost.body), sent_at(lost)
        young = timedelta(0) <= datetime.now(timezone.utc) - since < TOKEN_LIFE
        try:
            finding = self._find(page, request, since)
        except Exception as error:  # noqa: BLE001 - each ends in an outcome
            issues = issues_from_error(error)
            if meaning(error) != "denied":
                return resolution.uncertain(lost, issues)
            if not young:
                return resolution.uncertain(
                    lost, [issue("blind", when=lost.first_sent), *issues], "again"
                )
            finding = Finding("absent")  # the token alone keeps it from making a second
        if finding.state == "found" and not (young and self._has_twin(lost)):
            return resolution.created(page, lost, finding.arns[0])
        if young:
            return self._ask(page, request, lost, doubtful=True)
        return resolution.too_late(page, lost, finding)

    def _has_twin(self, lost: Attempt) -> bool:
        """Whether the same request was lost elsewhere too: what is found may be of either."""
        known, _ = self.journal.all()
        return any(
            attempt.outcome == "unknown" and attempt.digest == lost.digest
            for attempt in known
            if attempt.token != lost.token
        )

    def _find(self, page: Page, request: Json, since: datetime) -> Finding:
        known, _ = self.journal.all()
        made = {attempt.arn for attempt in (*known, *page.known) if attempt.arn}
        return find(self._service, request, since, made)

    def _ask(self, page: Page, request: Json, attempt: Attempt, *, doubtful: bool) -> Outcome:
        try:
            arn, number = self._service.create(request, attempt.token)
        except LostAnswerError as lost:
            error, doubtful, says_no = lost.error, True, lost.refused
        except Exception as said:  # noqa: BLE001 - each ends in an outcome
            error, says_no = said, is_refusal(said)
        else:
            return resolution.created(page, attempt, arn, number)
        if not doubtful:
            return resolution.refused(page, attempt, error)
        self._doubt = attempt
        if not says_no or not is_final(error, request):
            return resolution.uncertain(attempt, issues_from_error(error))
        return self._refused(page, attempt, request, error)

    def _refused(self, page: Page, attempt: Attempt, request: Json, error: Exception) -> Outcome:
        """A refusal after a lost answer: the name or the quota may be used up by that very one."""
        try:
            finding = self._find(page, request, sent_at(attempt))
        except Exception as unseen:  # noqa: BLE001 - each ends in an outcome
            return resolution.uncertain(attempt, issues_from_error(unseen))
        if finding.state == "found":
            return resolution.created(page, attempt, finding.arns[0])
        return resolution.refused(page, attempt, error)
