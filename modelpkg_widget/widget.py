"""`ModelPackageForm`: the form in a notebook. Traits and messages; the work is done elsewhere."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anywidget
import traitlets

from . import draft as drafts
from . import json_text, page
from .issue import Issue
from .json_value import Json, NotJsonError, normal
from .ledger import Ledger
from .service import Service, Target
from .submission import Outcome, Submission, SubmitError
from .validation import check

if TYPE_CHECKING:
    from concurrent.futures import Future

    import boto3

_STATIC = Path(__file__).parent / "static"
_FROM_PAGE = frozenset({"value", "pending"})
_TOLD = ("service", "preflight")


class _PageWrite:
    """What a page sent as the request; the ledger decides what becomes of it."""

    def __init__(self, wire: object) -> None:
        self.wire = wire


class _Request(traitlets.TraitType[Any, Any]):
    """The request: reading gives a copy, assigning replaces, equal means equal JSON text."""

    info_text = "a request: dicts, lists, text, numbers, True, False"

    def get(self, obj: Any, cls: Any = None) -> Json:  # type: ignore[override]
        return obj._ledger.copy()

    def set(self, obj: Any, value: Any) -> None:
        with obj._lock:
            old = obj._ledger.copy()
            try:
                if isinstance(value, _PageWrite):
                    changed = obj._ledger.write(value.wire)
                else:
                    changed = obj._ledger.assign(value)
            except NotJsonError as error:
                raise traitlets.TraitError(f"value: {error}") from error
            if changed:
                obj._notify_trait(self.name, old, obj._ledger.copy())


class ModelPackageForm(anywidget.AnyWidget):
    """A form for one CreateModelPackage request, live in every view that shows it.

    Args:
        value: the request to start from, AWS spelling; None starts empty. What is wrong with it
            stands in `issues`; nothing of it is dropped.
        client: a boto3 SageMaker client to send with.
        session: a boto3 Session; it also tells account and identity. Without client and session
            one is made from the environment when it is first needed.
        mode: ``"full"``.
        draft: path of a JSON file that always holds the latest request; when it exists and no
            value is given, the form starts from it.

    Raises:
        traitlets.TraitError: JSON cannot hold the value; the message names the member.
        ValueError: an unknown mode, or a draft that is not JSON.
        OSError: a draft that cannot be read or written.

    Source:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
    """

    _esm = _STATIC / "widget.js"
    _css = _STATIC / "widget.css"

    value = _Request().tag(
        sync=True,
        echo_update=False,
        from_json=lambda wire, _: _PageWrite(wire),
        to_json=lambda _, form: form._ledger.state(),
    )
    """The request as it would be sent, only what is set."""

    pending: Any = traitlets.List().tag(
        sync=True, echo_update=False, from_json=lambda wire, form: form._pending_from(wire)
    )
    """What JSON cannot hold (a map entry without a name): dicts of path, key, text and code."""

    issues: Any = traitlets.List().tag(sync=True, to_json=lambda issues, _: _told(issues))
    """All that is wrong, as dicts with the attributes of `Issue`."""

    valid: Any = traitlets.Bool(default_value=True)
    """No issue of severity ``error``."""

    status: Any = traitlets.Unicode("editing").tag(sync=True)
    """``editing``, ``submitting``, ``uncertain``, ``created`` or ``refused``."""

    arn: Any = traitlets.Unicode("").tag(sync=True)
    """The ARN of the package that was created last; empty before."""

    package: Any = traitlets.Dict().tag(sync=True)
    """What DescribeModelPackage said last, as plain JSON."""

    context: Any = traitlets.Dict().tag(sync=True)
    """Where a submission goes to: the attributes of `service.Target`."""

    tables: Any = traitlets.Dict().tag(sync=True)
    """Schema, layout and words, for the page."""

    def __init__(
        self,
        value: Any = None,
        client: Any = None,
        session: boto3.Session | None = None,
        mode: Literal["full"] = "full",
        draft: str | os.PathLike[str] | None = None,
    ) -> None:
        if mode != "full":
            raise ValueError(f'mode is {mode!r}; this version knows "full".')
        self._lock = threading.RLock()
        self._ledger = Ledger()
        self._service = Service(client, session)
        self._submission = Submission(self._service, self._take_outcome)
        self._said: list[Issue] = []
        self._draft = None if draft is None else Path(draft)
        if value is None and self._draft and self._draft.exists():
            value = drafts.read(self._draft)
        super().__init__(tables=page.tables(), context=Target().as_dict())
        self.observe(self._after_change, ["value", "pending"])
        self.on_msg(self._take_message)
        if value is not None:
            self.value = value

    def __repr__(self) -> str:
        value = self.value
        count = len(value) if isinstance(value, dict) else 0
        return f"ModelPackageForm({count} {'member' if count == 1 else 'members'} set)"

    def submit(self) -> str:
        """Send the request as it stands and wait for the answer: the same path as the button.

        Returns:
            The ARN of the package. A request that was created already is not sent again.

        Raises:
            SubmitError: it was not sent, was refused, or its outcome is not known; ``.issues``
                says what is wrong.
        """
        outcome = self._submit().result()
        if outcome.status != "created":
            raise SubmitError(list(outcome.issues))
        return outcome.arn

    def load(self, source: Any) -> None:
        """Replace the request.

        Args:
            source: a mapping; the path of a JSON file; or JSON text of a request.

        Raises:
            ValueError: a text that is neither, or a file that is not JSON.
            OSError: the file cannot be read.
            traitlets.TraitError: JSON cannot hold it; the message names the member.
        """
        if isinstance(source, Mapping):
            self.value = source
        elif isinstance(source, os.PathLike) or (isinstance(source, str) and _is_file(source)):
            self.value = drafts.read(Path(source))
        elif isinstance(source, str) and source.lstrip().startswith("{"):
            self.value = json_text.loads(source)
        else:
            shown = repr(source)[:80]
            raise ValueError(
                f"load() takes a dict, the path of a JSON file or JSON text; {shown} is none."
            )

    def _submit(self) -> Future[Outcome]:
        errors = [issue for issue in self._found() if issue.severity == "error"]
        if errors and self.status != "uncertain":
            raise SubmitError(errors)
        return self._submission.submit(self.value)

    def _found(self) -> list[Issue]:
        return [*page.pending_issues(self.pending), *check(self.value)]

    def _after_change(self, _: object) -> None:
        self._said = []
        self._submission.edited(self._ledger.text)
        self._show_issues()
        if self._draft:
            drafts.save(self._draft, self.value)

    def _show_issues(self) -> None:
        issues = [*self._found(), *self._said]
        self.issues = [issue.as_dict() for issue in issues]
        self.valid = not any(issue.severity == "error" for issue in issues)

    def _take_outcome(self, outcome: Outcome) -> None:
        """Show how the submission stands; called on the thread that sends, too."""
        with self._lock:
            self._said = list(outcome.issues)
            self._show_issues()
            if outcome.arn:
                self.arn = outcome.arn
            self.status = outcome.status
        if outcome.status == "created":
            self._describe()

    def _describe(self) -> None:
        try:
            self.package = self._service.describe(self.arn)
        except Exception:
            self.package = {}  # the package is there all the same; only its state is not known

    def _pending_from(self, wire: object) -> list[dict[str, Any]]:
        found = page.pending_from_wire(wire)
        return list(self.pending) if found is None else found

    def set_state(self, sync_data: Any) -> None:
        """Take what a page sends: request and pending entries; it may set nothing else."""
        if not isinstance(sync_data, dict):
            return
        taken = {name: sync_data[name] for name in _FROM_PAGE if name in sync_data}
        with self._lock, self.hold_sync():
            super().set_state(taken)

    def _should_send_property(self, key: str, value: Any) -> bool:
        if key != "issues":
            return bool(super()._should_send_property(key, value))
        told = _told(value)  # the page knows its own verdicts
        if told == self._last_told:
            return False
        self._last_told = told
        return bool(super()._should_send_property(key, value))

    _last_told: tuple[Any, ...] | list[Any] = []

    def _take_message(self, _: object, content: object, __: object) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "hello" and self.context["state"] == "unknown":
            self.context = Target("asking").as_dict()
            threading.Thread(target=self._find_target, daemon=True).start()
        elif kind == "refresh" and self.arn:
            threading.Thread(target=self._describe, daemon=True).start()
        elif kind == "submit" and isinstance(content, dict):
            self._take_submit(content)

    def _find_target(self) -> None:
        self.context = self._service.target().as_dict()

    def _take_submit(self, content: dict[str, Any]) -> None:
        """Send what the person saw; the request came with the message, so nothing is awaited."""
        value, pending = content.get("value"), page.pending_from_wire(content.get("pending", []))
        if not isinstance(value, str) or pending is None:
            return
        try:
            seen = normal(json_text.loads(value))
        except ValueError:
            return
        with self._lock:
            self.pending = pending
            self.value = seen
        try:
            self._submit()
        except SubmitError as error:
            self._take_outcome(Outcome("editing", self._ledger.text, issues=tuple(error.issues)))


def _told(issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [issue for issue in issues if issue["source"] in _TOLD]


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
