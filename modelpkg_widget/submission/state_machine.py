"""The states of a submission and the thread that sends.

editing, submitting, then created, refused or uncertain. After uncertain (the response was lost)
the outcome must be looked up before anything else is sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from modelpkg_widget.aws.errors import issues_from_error
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime import background

from .attempts import now
from .idempotent_sender import Sender
from .outcome import Outcome, issue
from .send_options import SendOptions

_PLAIN = SendOptions()


class Submission:
    """Sends one request at a time on a thread of its own, or in the caller if there is none.

    Safe to use from threads, and in a process that was forked while a request was sent.

    Args:
        sender: what sends it.
        report: called after each change of `outcome`, on the sending thread or the caller's, and
            never with a lock held: it may submit again, or wait for another thread that does.
        created: called with each new ARN, on the sending thread.
    """

    def __init__(
        self, sender: Sender, report: Callable[[], None], created: Callable[[str], None]
    ) -> None:
        self._sender = sender
        self._report = report
        self._tell_arn = created
        self._lock = threading.Lock()
        self._running: Future[Outcome] | None = None
        self.outcome = Outcome()
        """How it stands now."""
        self.created = Outcome()
        """The package that was created last."""
        background.note_forks(self)

    def restore(self, request: Request) -> None:
        """Take up what an earlier kernel did for the same intention, without asking AWS."""
        found = self._sender.restore(request)
        if found is None:
            return
        with self._lock:
            if found.status == "created":
                self.created = found
            if found.body:
                self.outcome = found
        self._report()
        if found.arn:
            self._tell_arn(found.arn)

    def adopt(self, arn: str) -> None:
        """Take up a package that somebody else has made."""
        with self._lock:
            self.created = self.outcome = Outcome("created", arn=arn)
        self._report()
        self._tell_arn(arn)

    def submit(self, request: Request, how: SendOptions = _PLAIN) -> Future[Outcome]:
        """Start sending; a second call while one is under way returns that one.

        A request that was created last is not sent again, unless that is asked for: its ARN is
        known. While an earlier outcome is unknown, that is found out, and nothing else is sent.
        """
        text = request.text
        leaving, sending = "", None
        done: Future[Outcome] = Future()
        with self._lock:
            if self._running:
                same = self.outcome.body == text
                return self._running if same else _not_sent(self._running)
            if self.outcome.status == "uncertain":
                if how.allow_duplicate and "again" in self.outcome.actions:
                    leaving = self.outcome.body
                else:
                    request, how = (
                        Request.parse(self.outcome.body),
                        SendOptions(reconcile_only=True),
                    )
            elif self.created.body == text and not how.allow_duplicate:
                self.outcome = self.created
                done.set_result(self.created)
            if not done.done():
                offered = "anyway" in self.outcome.actions
                how = replace(how, without_journal=how.force and offered)
                self._running, self.outcome = done, Outcome("submitting", request.text)
                sending = (request, how, leaving, text, done)
        if sending:
            background.run(self._send, *sending)
        self._say()
        return done

    def edited(self, still: Callable[[Issue], bool]) -> None:
        """Note that the request is now another one: from created and refused back to editing.

        Args:
            still: whether an issue speaks of a member that is as it was.
        """
        with self._lock:
            if self.outcome.status in ("editing", "created", "refused"):
                kept = tuple(issue for issue in self.outcome.issues if still(issue))
                self.outcome = Outcome("editing", issues=kept)

    def _send(
        self, request: Request, how: SendOptions, leaving: str, text: str, done: Future[Outcome]
    ) -> None:
        try:
            left = self._sender.abandon(Request.parse(leaving)) if leaving else None
            outcome = left or self._sender.send(request, how)
        except BaseException as error:  # nobody waits for ever, and nothing is forgotten
            issues = tuple(issues_from_error(error))
            outcome = Outcome("uncertain", leaving or request.text, issues=issues)
            if threading.current_thread() is threading.main_thread() and not isinstance(
                error, Exception
            ):
                self._end(outcome, text, done)
                raise  # Ctrl+C, where it is sent in the caller
        self._end(outcome, text, done)

    def _end(self, outcome: Outcome, text: str, done: Future[Outcome]) -> None:
        """Show how a submission ended."""
        with self._lock:
            new = outcome.status == "created" and outcome.arn != self.created.arn
            if outcome.status == "created":
                self.created = outcome
            if outcome.body != text:
                outcome = _of_another(outcome)
            self.outcome, self._running = outcome, None
        try:
            self._say()
            if new:
                background.guarded(lambda: self._tell_arn(outcome.arn))
        finally:
            done.set_result(outcome)  # last: who waits for it finds everything in place

    def _say(self) -> None:
        background.guarded(self._report)

    def after_fork(self) -> None:
        """Find out in the new process what the old one still sends: its thread is not here."""
        self._lock = threading.Lock()
        if self._running:
            self._running = None
            sent = now()
            found = issue("unknown", when=sent)
            self.outcome = Outcome("uncertain", self.outcome.body, "", (found,), sent)


def _not_sent(running: Future[Outcome]) -> Future[Outcome]:
    """Return what comes of another request than the one that a person wanted to send."""
    result: Future[Outcome] = Future()
    running.add_done_callback(lambda done: result.set_result(_of_another(done.result())))
    return result


def _of_another(outcome: Outcome) -> Outcome:
    """Say that a request which is known by now is not the one that a person wanted to send."""
    if outcome.status not in ("created", "refused"):
        return outcome
    why = " ".join(one.message for one in outcome.issues)
    what = issue(f"first.{outcome.status}", arn=outcome.arn, why=why).message
    return replace(outcome, issues=(issue("first", severity="warning", what=what.strip()),))
