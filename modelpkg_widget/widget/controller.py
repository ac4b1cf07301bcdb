"""A form without Jupyter: one request, its features, and what they publish to a `Display`."""

from __future__ import annotations

import copy
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from modelpkg_widget.request.issues import Issue, IssueList
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime import background
from modelpkg_widget.storage.draft import Draft
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.validation.pending import Pending, pending_from_wire

from .dispatcher import Dispatcher
from .display import Change, Display
from .features.base import Feature
from .features.documentation import DocumentationFeature
from .features.drafting import DraftFeature
from .features.exporting import ExportFeature
from .features.group import GroupFeature
from .features.guiding import GuideFeature
from .features.loading import LoadFeature
from .features.message_base import Event
from .features.monitoring import MonitorFeature
from .features.page_parts import PagePartsFeature
from .features.preflight import PreflightFeature
from .features.rehearsal import RehearsalFeature
from .features.submitting import SubmitFeature
from .features.suggesting import SuggestFeature
from .features.syncing import SyncFeature
from .features.target import TargetFeature
from .features.undo_redo import UndoRedoFeature
from .features.uploads import UploadFeature
from .features.validating import ValidationFeature
from .guide_state import Mode
from .shared_request import SharedRequest, ValueChange, ValueState, ValueWrite

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


class FormController:
    """Holds one request and what the form can do with it. Safe to use from threads.

    Args:
        service: where requests are sent.
        value: the request to start from; None starts empty, or from the draft.
        mode: that the form begins with.
        draft: path of the draft; None keeps none.
        sends: whether pages may send.
        more: further features, such as the task of an exercise; made with the controller.
        clock: in seconds; a pause in typing ends a step of undo.

    Raises:
        NotSerializableError: JSON cannot hold the value.
        ValueError: a draft that is not JSON.
        OSError: a draft that cannot be read or written.
    """

    traits: ClassVar = {
        "value": ValueState, "pending": list[Pending], "issues": list[Issue], "last_ack": str,
    }  # fmt: skip
    """What it publishes itself; see `Feature.traits`."""
    written: ClassVar = {"value": ValueWrite, "pending": list[Pending]}
    """The traits that pages write."""

    def __init__(
        self,
        service: SageMaker,
        value: Any = None,
        *,
        mode: Mode = "full",
        draft: str | os.PathLike[str] | None = None,
        sends: bool = True,
        more: Sequence[Feature] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.service = service
        self._lock = threading.RLock()
        self._thread = threading.local()
        background.note_forks(self)
        self.display: Display | None = None
        self.request = SharedRequest()
        self.pending: list[dict[str, Any]] = []
        self.published: dict[str, Any] = {}  # the traits as they are
        self._sent: tuple[int, Any] = (0, [])  # revision and issues that the pages have
        self._last_ack = ""

        self.guide = GuideFeature(self)
        self.validating = ValidationFeature(self, self.guide)
        file = None if draft is None else Draft(draft)
        self.loading = LoadFeature(self, service, file.path if file else None)
        self.drafts = DraftFeature(self, file, (self.loading, self.guide))
        self.target = TargetFeature(self, service, sends=sends)
        self.submission = SubmitFeature(
            self, service, self.guide, self.loading, self.validating,
            sends=sends, find_target=self.target.find, settled=self._settled,
            created=lambda arn: self.monitor.follow(arn),
        )  # fmt: skip
        self.monitor = MonitorFeature(self, service, self.loading, lambda: self.submission.created)
        self.group = GroupFeature(
            self, service, lambda: bool(self.target.owner), self.submission.group_created
        )
        self.preflight = PreflightFeature(
            self, service, lambda: self.guide.kind or "", self.target.look_for_faults
        )
        self.rehearsal = RehearsalFeature(self, service)
        self.uploads, self.undo_redo = UploadFeature(self, service), UndoRedoFeature(self, clock)
        self.exporting = ExportFeature(self, service, self.submission, self.monitor)
        #: In the order in which their issues are listed.
        self.features: tuple[Feature, ...] = (
            self.validating, self.submission, self.drafts, self.loading, self.guide, self.target,
            self.monitor, self.group, self.preflight, self.rehearsal, self.uploads,
            SuggestFeature(self, service), self.exporting, DocumentationFeature(self),
            PagePartsFeature(self), SyncFeature(self), self.undo_redo, *more,
        )  # fmt: skip
        self.dispatcher = Dispatcher(feature.handlers for feature in self.features)
        self._begin_with(value, mode)
        self.undo_redo.begin()

    def _begin_with(self, value: Any, mode: Mode) -> None:
        """Begin with the value, or else with the draft.

        A draft that holds something else than a given value stays as it is, and a person is asked.
        Of one that holds the same, what it was loaded from and what nobody reviewed is known again.
        """
        with self.changing():
            source = ""
            if value is not None:
                self.assign(value)
                self.drafts.read_beside()
            else:
                source = self.drafts.read()
            if source or value is not None:
                self.loading.start(source)
            self.guide.start(mode)

    def start(self) -> None:
        """Take up what an earlier kernel has sent; the display is there by now."""
        self.submission.start(self.drafts.draft.path if self.drafts.draft else None)

    # The request.

    @property
    def lock(self) -> threading.RLock:
        """What keeps other threads from changing the form; reentrant."""
        return self._lock

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change state under the lock; display and observers hear of it after the outermost end."""
        if getattr(self._thread, "changes", None) is not None:
            yield
            return
        changes: list[Change] = []
        published: list[Any] = []
        to_send: set[str] = set()
        try:
            with self._lock:
                self._thread.changes = changes
                try:
                    yield
                finally:
                    try:
                        self._publish(changes, published, to_send)
                    finally:
                        self._thread.changes = None
        finally:
            if self.display:
                self.display.notify(changes, published, to_send)

    def update(self) -> None:
        """Publish what follows from the state of the features."""
        with self.changing():
            pass

    def assign(self, value: object) -> None:
        """Replace the request.

        Raises:
            NotSerializableError: JSON cannot hold the value.
        """
        with self.changing():
            self._note(self.request.assign(value))

    def assign_pending(self, rows: object) -> bool:
        """Replace the pending entries; returns whether they are well formed."""
        taken = pending_from_wire(rows)
        if taken is None:
            return False
        with self.changing():
            old, self.pending = self.pending, taken
            if old != taken:
                self._note(ValueChange(old, copy.deepcopy(taken)), "pending")
        return True

    def replace(self, value: Json, pending: list[dict[str, Any]] | None = None) -> None:
        """Replace the request, and the pending entries if given."""
        with self.changing():
            self.assign(value)
            if pending is not None:
                self.assign_pending(pending)

    def write(self, wire: object, pending: object, parsed: Request | None = None) -> None:
        """Apply what a page wrote; a malformed write changes nothing.

        Args:
            wire: the write; see `SharedRequest.write`.
            pending: the entries that JSON cannot hold.
            parsed: the request of the write, where it was parsed already.
        """
        with self.changing():
            self.assign_pending(pending)
            self._note(self.request.write(wire, parsed))

    def _note(self, change: ValueChange | None, name: str = "value") -> None:
        if change:
            self._thread.changes.append(Change(name, change.old, change.new))

    # What follows from it.

    def _publish(self, changes: list[Change], published: list[Any], to_send: set[str]) -> None:
        """Bring the traits up to date; called under the lock."""
        request = self.request.view()
        before = self.validating.update()
        if before:
            for feature in self.features:
                feature.request_changed(before.request.value, request)
        traits = {**self.published, "last_ack": self._last_ack}
        try:
            for feature in self.features:
                traits |= feature.publish(request)
        finally:  # what is interrupted has published a part, and the rest follows with the next one
            issues = [issue for feature in self.features for issue in feature.issues()]
            traits["issues"] = IssueList(issues)
            traits["valid"] = not any(issue.severity == "error" for issue in issues)
            changed = {name for name, value in traits.items() if self._is_new(name, value)}
            self.published = traits
            to_send |= self._take_unsent({*changed, *(change.name for change in changes)})
            if self.display:
                published += self.display.publish({name: traits[name] for name in changed})

    def _is_new(self, name: str, value: Any) -> bool:
        return name not in self.published or bool(self.published[name] != value)

    def _take_unsent(self, changed: set[str]) -> set[str]:
        """Return which traits to send to the pages now, and note them as sent."""
        sent = (self.request.revision, self.issues_of_kernel())
        names = changed - {"value", "issues"}
        if sent[0] != self._sent[0]:
            names |= {"value", "pending"}  # a page reads both at once
        if sent[1] != self._sent[1]:
            names.add("issues")
        self._sent = sent
        return names

    def issues_of_kernel(self) -> list[dict[str, Any]]:
        """Return the issues that a page cannot know itself."""
        issues: list[Issue] = []
        for feature in self.features:
            if feature is not self.validating:
                issues += feature.issues()
        return [issue.as_dict() for issue in (*issues, *self.submission.refused_in_page)]

    def _settled(self, outcome: Outcome) -> None:
        """Show the state of the submission."""
        self.group.submission_settled(outcome)
        self.update()
        if outcome.status not in ("editing", "submitting"):
            self.target.look_for_faults()

    # Messages of pages.

    def receive(self, content: object) -> None:
        """Pass a message of a page to its handler, which must not wait for a network."""
        if name := self.dispatcher.receive(content):
            with self.changing():
                self._last_ack = name

    def send_event(self, event: Event) -> None:
        """Send an event to the pages; it is not saved with the notebook."""
        if self.display:
            with self._lock:
                self.display.send_event(event.as_dict())

    def close(self) -> None:
        """End what the features have started."""
        for feature in self.features:
            feature.close()

    def after_fork(self) -> None:
        """Make a lock that no thread of the old process holds."""
        self._lock = threading.RLock()
