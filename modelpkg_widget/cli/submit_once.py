"""What `submit` means by one run: one package, an earlier run that was cut short included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Act, Journal, JournalError
from modelpkg_widget.submission.outcome import Outcome, issue
from modelpkg_widget.submission.send_options import SendOptions

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.request.request_value import Request


@dataclass(frozen=True)
class SubmitOptions:
    """How a request is sent.

    Attributes:
        idempotency_key: the key of which there is one package; empty: each run makes one.
        allow_duplicate: an earlier attempt of which nobody can tell what came is left alone.
        force: send it against the verdict of `check`, if boto3 itself would send it.
        without_journal: it is sent even if the journal cannot be written.
    """

    idempotency_key: str = ""
    allow_duplicate: bool = False
    force: bool = False
    without_journal: bool = False


class SubmitRun:
    """One request on its way.

    Args:
        service: where to.
        request: what `check` may have something against.
        how: what was asked for.
    """

    def __init__(self, service: SageMaker, request: Request, how: SubmitOptions) -> None:
        self._service, self._request, self._intention = service, request, how
        self._journal = Journal(key=how.idempotency_key)
        self._sender = Sender(service, self._journal)

    def planned(self) -> str:
        """Return what `send` would begin with: ``create``, ``resume``, or ``do nothing``."""
        known = self._sender.restore(self._request)
        if known and known.status == "uncertain":
            return "resume"
        made = known and (self._intention.idempotency_key or (known.body and not self._is_new()))
        return "do nothing" if made else "create"

    def client_side_errors(self) -> list[Issue]:
        """Return why boto3 itself would not send it."""
        why = self._service.client_side_errors(self._request.value)
        return [issue("boto", why=why)] if why else []

    def known(self) -> Outcome | None:
        """Return the package that this machine has created with this request, if there is one."""
        if self._intention.allow_duplicate:
            return None
        known = self._sender.restore(self._request)
        return known if known and known.status == "created" and known.body else None

    def send(self, *, against: bool, acts: tuple[Act, ...] = ()) -> Outcome:
        """Create one package. Reconciles an earlier attempt first, which may have created it.

        Args:
            against: `check` finds errors in the request.
            acts: what was decided about values of an earlier version.
        """
        how = SendOptions(
            allow_duplicate=self._is_new(),
            force=self._intention.force,
            overrides_validation=against,
            without_journal=self._intention.without_journal,
            acts=acts,
        )
        resumed = self.planned() == "resume"
        outcome = self._sender.send(self._request, how)
        if (
            self._intention.allow_duplicate
            and "again" in outcome.actions
            and outcome.status == "uncertain"
        ):
            left = self._sender.abandon(self._request)
            if left:
                return left
        elif not (resumed and outcome.status == "refused" and self._should_send_again()):
            return outcome
        return self._sender.send(self._request, how)

    def _is_new(self) -> bool:
        """Whether a package that is known already is not what is wanted.

        Who chose a token of their own has said by it which package is meant.
        """
        return not self._intention.idempotency_key and not self._request.value.get("ClientToken")

    def _should_send_again(self) -> bool:
        """Whether the outcome that was found is of an earlier request, not of this one."""
        digest = self._request.digest
        try:
            last = self._journal.read(digest)[-1:]
        except JournalError:
            return False
        return bool(last) and (last[0].outcome == "absent" or last[0].digest != digest)
