"""Sending the request, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.outcome import Action, Outcome, Status, SubmitError, issue
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import PageWrite

from .base import Feature, FormState
from .guiding import GuideFeature
from .loading import LoadFeature
from .validating import ValidationFeature, ValidationResult, still_applies

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


@dataclass(frozen=True, kw_only=True)
class KeptValue:
    """A value of an earlier version that a person has kept.

    Attributes:
        path: path of the member.
        value: that the person saw.
    """

    path: fields.MemberPath
    value: fields.JsonValue


@dataclass(frozen=True, kw_only=True)
class Submit(PageWrite):
    """A person pressed the button; the request is the one that the person saw.

    Attributes:
        allow_duplicate: another package of a request that has made one.
        force: it is sent against what speaks against it.
        confirmed: paths of the values that were confirmed.
        package_kind: the kind of package that the page shows as chosen, empty for any kind; None
            if nobody chose. A busy kernel might not know the last choice.
        kept: the values of an earlier version that the person has kept; the kernel might not
            know yet.
        unreviewed: the person has decided to send the others as they are.
    """

    kind: ClassVar[str] = "submit"
    allow_duplicate: bool = False
    force: bool = False
    confirmed: tuple[fields.MemberPath, ...] = ()
    package_kind: fields.PackageKindId | None = None
    kept: tuple[KeptValue, ...] = ()
    unreviewed: bool = False

    @property
    def options(self) -> SendOptions:
        """Which button it was."""
        return SendOptions(allow_duplicate=self.allow_duplicate, force=self.force)

    @property
    def kept_values(self) -> list[tuple[MemberPath, Json]]:
        """The values that the person has kept, each with its path."""
        return [(row.path, row.value) for row in self.kept]


class SubmissionState(TypedDict):
    """The last submission."""

    when: str
    """When it created the package, or was sent, as ISO 8601; empty before."""
    actions: list[Action]
    """Possible actions besides the button; see `submission.outcome`."""


class SubmitFeature(Feature):
    """Sends one request at a time; see the traits `status`, `arn` and `submission`.

    Args:
        form: that it belongs to.
        service: where requests are sent.
        guide: knows the kind of package that was chosen.
        loading: knows what is still to be reviewed.
        validating: knows what is wrong.
        sends: whether a page may send.
        find_target: finds out where it goes, where that is not known yet.
        settled: called after each change of the outcome, on any thread.
        created: called with each new ARN.
    """

    traits: ClassVar = {"status": Status, "submission": SubmissionState, "arn": str}

    def __init__(
        self,
        form: FormState,
        service: SageMaker,
        guide: GuideFeature,
        loading: LoadFeature,
        validating: ValidationFeature,
        *,
        sends: bool,
        find_target: Callable[[], None],
        settled: Callable[[Outcome], None],
        created: Callable[[str], None],
    ) -> None:
        from modelpkg_widget.submission.idempotent_sender import Sender
        from modelpkg_widget.submission.journal import Journal
        from modelpkg_widget.submission.state_machine import Submission

        self._form = form
        self._service = service
        self._guide = guide
        self._loading = loading
        self._find_target = find_target
        self._settled = settled
        self._sender = Sender(service, Journal())
        self.submission = Submission(self._sender, self._report, created)
        self._validating = validating
        self._refused: tuple[ValidationResult | None, list[Issue]] = (None, [])
        if sends:
            self.handlers = {Submit: self._submit_shown}

    @property
    def outcome(self) -> Outcome:
        """How the submission stands."""
        return self.submission.outcome

    @property
    def refused_in_page(self) -> list[Issue]:
        """Why what a page asked to send was not sent; past with the next change."""
        of, issues = self._refused
        return issues if of is self._validating.result else []

    @property
    def created(self) -> Outcome:
        """The package that was created last."""
        return self.submission.created

    def start(self, draft: Path | None) -> None:
        """Take up what an earlier kernel did for the draft, or else for the same request."""
        if draft:
            from modelpkg_widget.submission.journal import Journal

            self._sender.journal = Journal(draft)
        self.submission.restore(self._form.request.now)

    def submit(self, how: SendOptions) -> Outcome:
        """Send the request as it stands and wait: see `ModelPackageForm.submit`.

        Raises:
            SubmitError: it was not sent, was refused, or its outcome is not known.
        """
        from modelpkg_widget.review import review

        with self._form.lock:
            request, pending = self._form.request.now, list(self._form.pending)
            loaded, kind = self._loading.loaded, self._guide.kind or ""
        if how.allow_duplicate or not self._is_settled(request):
            unreviewed = review.unreviewed(loaded, request.value)
            if unreviewed:
                raise SubmitError([*self._errors(request, pending, kind), *unreviewed])
        how = replace(how, acts=review.review_decisions(loaded, request.value))
        outcome = self._submit(request, pending, how, kind).result()
        if outcome.status != "created" or outcome.body != request.text:
            raise SubmitError(list(outcome.issues))
        return outcome

    def request_changed(self, before: Json, after: Json) -> None:
        """Leave a state that spoke of another request; issues stay until their member changes."""
        self.submission.edited(lambda issue: still_applies(issue, before, after))

    def group_created(self) -> None:
        """Note that the refusal for want of the group is past."""
        self.submission.edited(lambda _: False)

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Return the traits ``status``, ``submission`` and ``arn``."""
        outcome = self.submission.outcome
        return {
            "status": outcome.status,
            "submission": {"when": outcome.when, "actions": sorted(outcome.actions)},
            "arn": self.submission.created.arn,
        }

    def issues(self) -> list[Issue]:
        """Return what AWS said of the request."""
        return list(self.submission.outcome.issues)

    def _report(self) -> None:
        self._settled(self.submission.outcome)

    def _submit(
        self, request: Request, pending: list[dict[str, Any]], how: SendOptions, kind: str
    ) -> Future[Outcome]:
        errors = self._errors(request, pending, kind)
        if errors and (how.allow_duplicate or self.submission.outcome.status != "uncertain"):
            is_tried = how.force and not pending
            against = self._service.client_side_errors(request.value) if is_tried else "-"
            how = replace(how, overrides_validation=True)
            if against:
                more = [issue("boto", why=against)] if against != "-" else []
                raise SubmitError([*errors, *more])
        return self.submission.submit(request, how)

    def _errors(self, request: Request, pending: list[dict[str, Any]], kind: str) -> list[Issue]:
        """Return what is wrong with a request, whatever it was loaded from."""
        return self._validating.of(request, pending, kind).errors()

    def _is_settled(self, request: Request) -> bool:
        """Whether submitting only tells, or finds out, what became of a request sent before."""
        if self.submission.outcome.status in ("uncertain", "submitting"):
            return True
        return self.submission.created.body == request.text

    def _submit_shown(self, message: Submit) -> None:
        """Send what the person saw; the request came with the message, so nothing is awaited."""
        from modelpkg_widget.review import review

        with self._form.changing():
            self._refused = (None, [])
            if message.package_kind is not None:
                self._guide.kind = message.package_kind
            self._form.write(message.write, message.pending, message.request)
            self._loading.keep(message.request.value, message.kept_values)
        self._find_target()  # if it could not be found before, it might be now
        try:
            if message.allow_duplicate or self.outcome.status not in ("uncertain", "created"):
                self._refuse_unconfirmed(message)
            how = replace(
                message.options,
                acts=review.review_decisions(self._loading.loaded, message.request.value),
            )
            self._submit(message.request, message.pending, how, self._guide.kind or "")
        except SubmitError as error:
            with self._form.changing():
                known = self._loading.issues()
                new = [one for one in error.issues if one not in known]
                self._refused = (self._validating.result, new)

    def _refuse_unconfirmed(self, message: Submit) -> None:
        """Raise SubmitError while acts that the person has to do are missing."""
        from modelpkg_widget.validation.confirmations import missing_confirmations

        missing = missing_confirmations(message.request.value, message.confirmed)
        if not message.unreviewed:
            missing = [*self._loading.loaded.unreviewed(message.request.value), *missing]
        if missing:
            raise SubmitError(missing)
