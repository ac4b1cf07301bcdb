"""`ModelPackageForm`: the form in a notebook. Traits and messages; the work is done elsewhere."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import traitlets

from . import beside, json_text, messages
from .account.looking import Looking
from .aws.group_owner import other_owner
from .aws.service import Service
from .aws.target import Target
from .deliberate import unconfirmed
from .exchange import review
from .exchange.exporting import answer
from .followed_form import FollowedForm
from .following import TERMINAL
from .group import GroupCreation
from .guide import Mode, guide_state
from .issue import Issue
from .json_value import Json
from .next_steps import next_steps, region_of
from .sending.journal import Journal, now
from .sending.outcome import Outcome, SubmitError, issue
from .sending.sender import How, Sender
from .sending.submission import Submission
from .summary.output import Output
from .summary.telling import Told
from .verdict import Verdict, stays

if TYPE_CHECKING:
    from concurrent.futures import Future

    import boto3

#: Seconds that `submit` waits for the state of the package that it has made.
_DESCRIBE_SECONDS = 2


class ModelPackageForm(FollowedForm):
    """A form for one CreateModelPackage request, live in every view that shows it.

    Args:
        value: the request to start from, AWS spelling; None starts empty. What is wrong with it
            stands in `issues`; nothing of it is dropped.
        client: a boto3 SageMaker client to send with.
        session: a boto3 Session; it also tells account and identity. Without client and session
            one is made from the environment when it is first needed.
        mode: ``"full"`` shows all members; ``"guided"`` leads step by step to a package for AWS
            Marketplace or to a version in the model registry. The page can change between the two
            at any time, and nothing is lost. A draft that was last edited in the guide starts
            there again.
        draft: path of a JSON file that always holds the latest request, plain and indented, fit
            for git and ``aws sagemaker create-model-package --cli-input-json``; entries that JSON
            cannot hold stand beside it in a file with ``.pending`` behind its name. When it exists
            and no value is given, the form starts from it. When a value is given too, the form
            shows that; a file that holds something else stays as it is until `resolve_draft`
            says which of the two it is to be. So does one that somebody else changes later.

    What an earlier kernel has sent for the same draft, or else the same request, is taken up: its
    ARN, or that its outcome is not known.

    Raises:
        traitlets.TraitError: JSON cannot hold the value; the message names the member.
        ValueError: an unknown mode, or a draft that is not JSON.
        OSError: a draft that cannot be read or written, or whose folder is not there.

    Source:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
    """

    status: Any = traitlets.Unicode("editing", read_only=True).tag(sync=True)
    """``editing``, ``submitting``, ``uncertain``, ``created`` or ``refused``."""

    submission: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Of the last submission: ``when`` (ISO 8601) and ``offers``, as in `outcome.Outcome`."""

    steps: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """What may be done with the package, to copy: the texts of `next_steps.next_steps`."""

    group: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Of the form that creates the group: see `group.Group`; empty when it is not needed."""

    context: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Where a submission goes to: the attributes of `target.Target`."""

    _is_closed = False

    def __init__(
        self,
        value: Any = None,
        client: Any = None,
        session: boto3.Session | None = None,
        mode: Mode = "full",
        draft: str | os.PathLike[str] | None = None,
    ) -> None:
        place = guide_state(mode)
        if not place:
            raise ValueError(f'mode is {mode!r}; it must be "full" or "guided".')
        self._prepare()
        self._service = Service(client, session)
        self._sender = Sender(self._service, Journal())
        self._submission = Submission(self._sender, self._settle, self._follow)
        self._group = GroupCreation(self._service, self._settle_group)
        self._looking = Looking(self._service, lambda answer: self._say("found", **answer))
        self.set_trait("context", Target().as_dict())
        super().__init__(value, draft, self._service)
        if place.mode == "guided":
            self.set_trait("guide", {**self.guide, "mode": place.mode})
        if self._draft:
            self._sender.journal = Journal(self._draft.path)
        self._submission.recall(self.value)
        self.on_msg(self._take_message)
        self._summary = Output(self._told_without_kernel)
        self.observe(lambda _: self._summary.refresh(), ["status", "package"])

    @classmethod
    def follow(cls, arn: str, session: boto3.Session | None = None) -> ModelPackageForm:
        """Return a form that follows a package that exists.

        Args:
            arn: of a model package; its region is where it is looked for.
            session: a boto3 Session; without it one is made from the environment.

        Raises:
            ValueError: it is not the ARN of a model package.
        """
        region = region_of(arn)
        form = cls(session=session)
        form._service.region = region
        form._submission.adopt(arn)
        return form

    def close(self) -> None:
        """Close the form; the package is followed no more."""
        self._is_closed = True
        for name in ("_looking", "_summary"):
            if name in self.__dict__:
                self.__dict__[name].close()
        super().close()

    def __repr__(self) -> str:
        value = self.value
        count = len(value) if isinstance(value, dict) else 0
        return f"ModelPackageForm({count} {'member' if count == 1 else 'members'} set)"

    def _ipython_display_(self) -> None:
        if self._is_closed:
            self._summary.display_closed()
            return
        made: Any = self._repr_mimebundle_()  # ipywidgets returns a dict
        self._summary.display(*(made if isinstance(made, tuple) else (made or {},)))

    def submit(self, *, again: bool = False, anyway: bool = False) -> str:
        """Send the request as it stands and wait for the answer: the same path as the button.

        Args:
            again: make another package of a request that was created before; also the way out
                when nobody can tell what came of the last one.
            anyway: send it though the form finds errors, if boto3 itself would send it.

        Returns:
            The ARN of the package. A request that was created already is not sent again.

        Raises:
            SubmitError: it was not sent, was refused, or its outcome is not known; ``.issues``
                says what is wrong. Also when the request was changed while the outcome of an
                earlier one was unknown: that is known now, and the changed one was not sent.
        """
        with self._lock:
            value, pending, loaded = self._ledger.copy(), self.pending, self._loaded
            kind = self.kind or ""
        if again or not self._is_settled(value):
            unreviewed = review.unreviewed(loaded, value)
            if unreviewed:
                raise SubmitError([*self._errors(value, pending, kind), *unreviewed])
        how = How(again=again, anyway=anyway, acts=review.acts(loaded, value))
        outcome = self._submit(value, pending, how, kind).result()
        if outcome.status != "created" or outcome.body != json_text.dumps(value):
            raise SubmitError(list(outcome.issues))
        self._following.asked.wait(_DESCRIBE_SECONDS)
        return outcome.arn

    # What follows from the request, and from what became of it.

    def _derive(self) -> None:
        super()._derive()
        outcome = self._submission.outcome
        self.set_trait("status", outcome.status)
        self.set_trait("submission", {"when": outcome.when, "offers": sorted(outcome.offers)})
        owner = other_owner(self._ledger.peek(), self.context["account"])
        self.set_trait("context", {**self.context, "owner": owner})
        self.set_trait("group", {} if owner else self._group.group.as_dict())
        steps = next_steps(self.arn, self.package, self._service.known) if self.arn else {}
        self.set_trait("steps", steps)

    def _created(self) -> Outcome:
        return self._submission.created

    def _edited(self, before: Json, after: Json) -> None:
        self._submission.edited(lambda issue: stays(issue, before, after))

    def _other_issues(self) -> list[Issue]:
        return [*self._submission.outcome.issues, *super()._other_issues()]

    def _settle(self) -> None:
        """Show how the submission stands."""
        outcome = self._submission.outcome
        if "group" in outcome.offers:
            self._group.offer(json_text.loads(outcome.body))
        elif outcome.status == "created" or self.context["owner"]:
            self._group.withdraw()
        with self._changing():
            pass
        if outcome.status not in ("editing", "submitting"):
            self._ask_sandbox_again()

    def _looked(self) -> None:
        super()._looked()
        self._ask_sandbox_again()

    def _settle_group(self) -> None:
        """Show how the creation of the group stands; the refusal for want of it is past then."""
        if self._group.group.state == "created":
            self._submission.edited(lambda _: False)
        with self._changing():
            pass

    def _told_without_kernel(self) -> Told:
        """Return what a notebook keeps of the form: the package that it made, before all else."""
        with self._lock:
            outcome, package, text = self._submission.outcome, self.package, self._ledger.text
        if outcome.status == "editing":
            made = self._submission.created
            outcome = made if made.arn else replace(outcome, body=text)
        ended = package if package.get("ModelPackageStatus") in TERMINAL else {}
        sandbox = self._service.known.sandbox
        return Told(outcome, ended if outcome.arn else {}, now(), sandbox)

    # Sending.

    def _submit(
        self, value: Json, pending: list[dict[str, Any]], how: How, kind: str
    ) -> Future[Outcome]:
        errors = self._errors(value, pending, kind)
        if errors and (how.again or self._submission.outcome.status != "uncertain"):
            against = self._service.refused_by_boto(value) if how.anyway and not pending else "-"
            how = replace(how, against=True)
            if against:
                more = [issue("boto", why=against)] if against != "-" else []
                raise SubmitError([*errors, *more])
        return self._submission.submit(value, how)

    def _errors(self, value: Json, pending: list[dict[str, Any]], kind: str) -> list[Issue]:
        """Return what is wrong with a request, whatever it was loaded from."""
        text, checked = json_text.dumps(value), self._verdict
        if not checked.is_of(text, pending, kind):
            checked = Verdict.of(text, value, pending, kind)
        return checked.errors()

    def _is_settled(self, value: Json) -> bool:
        """Whether submitting only tells, or finds out, what became of a request sent before."""
        outcome = self._submission.outcome
        if outcome.status in ("uncertain", "submitting"):
            return True
        return self._submission.created.body == json_text.dumps(value)

    def _find_target(self) -> None:
        self._show_target(self._service.target())

    def _show_target(self, target: Target) -> None:
        with self._changing():
            self.set_trait("context", target.as_dict())

    def _ask_sandbox_again(self) -> None:
        """Show whether the sandbox has a fault now, as any notebook may have put one into it."""
        if self.context["sandbox"]:
            beside.run(lambda: self._show_target(self._service.ask_sandbox_again()), name="sandbox")

    # What pages ask for. Nothing here may wait for a network.

    def _on_create_group(self, message: messages.GroupMessage) -> None:
        if not self.context["owner"]:  # else a group of that name would be made in this account
            self._group.create(message.request)

    def _on_look(self, message: messages.LookMessage) -> None:
        self._looking.ask(message.question)

    def _on_export(self, message: messages.ExportMessage) -> None:
        # Said and no trait: it would be saved with the notebook once more, model cards included,
        # and be sent to pages that show no such text. Who misses it asks again at the next pause.
        known = self._service.known
        endpoint = known.endpoint if known.sandbox else ""
        told = answer(message.request, message.format, known.region, endpoint)
        self._say("exported", asker=message.asker, number=message.number, answer=told)

    def _on_hello(self, _: messages.Message | None = None) -> None:
        with self._changing():
            state = self.context["state"]
            if state == "known":
                self._ask_sandbox_again()
            if state in ("asking", "known"):
                return
            self.set_trait("context", Target("asking").as_dict())
        beside.run(self._find_target, name="target")

    def _on_submit(self, message: messages.SubmitMessage) -> None:
        """Send what the person saw; the request came with the message, so nothing is awaited."""
        with self._changing():
            self._against = []
            if message.package_kind is not None:
                self.set_trait("kind", message.package_kind)
            self.pending = message.pending
            self._note(self._ledger.write(message.write))
            self._keep(message.seen, message.kept)
        self._on_hello()  # where it could not be told where this goes: it may be by now
        try:
            if message.how.again or self._submission.outcome.status not in ("uncertain", "created"):
                asked = unconfirmed(message.seen, message.confirmed)
                if not message.unreviewed:
                    asked = [*self._loaded.unreviewed(message.seen), *asked]
                if asked:
                    raise SubmitError(asked)
            how = replace(message.how, acts=review.acts(self._loaded, message.seen))
            self._submit(message.seen, message.pending, how, self.kind or "")
        except SubmitError as error:
            with self._changing():
                known = self._loaded_issues
                self._against = [issue for issue in error.issues if issue not in known]
