"""`ModelPackageForm`: the form in a notebook. Traits and messages; the work is done elsewhere."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import traitlets

from . import draft as drafts
from . import json_text, page
from .issue import Issue
from .json_value import Json, NotJsonError, normal
from .ledger import Ledger, Step
from .service import Service, Target
from .submission import Outcome, Submission, SubmitError
from .together import Computed, TogetherWidget
from .verdict import Verdict, stays

if TYPE_CHECKING:
    from concurrent.futures import Future

    import boto3

_STATIC = Path(__file__).parent / "static"


class ModelPackageForm(TogetherWidget):
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
        OSError: a draft that cannot be read, or whose folder is not there.

    Source:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
    """

    _esm = _STATIC / "widget.js"
    _css = _STATIC / "widget.css"

    value: Any = Computed(
        lambda self: self._ledger.copy(), lambda self, value: self._assign(value)
    ).tag(sync=True, to_json=lambda _, self: self._ledger.state())
    """The request as it would be sent, only what is set."""

    pending: Any = Computed(
        lambda self: copy.deepcopy(self._pending), lambda self, rows: self._assign_pending(rows)
    ).tag(sync=True)
    """What JSON cannot hold (a map entry without a name): dicts of path, key, text and code."""

    issues: Any = traitlets.List(read_only=True).tag(
        sync=True, to_json=lambda _, self: self._told_issues()
    )
    """All that is wrong, as dicts with the attributes of `Issue`."""

    valid: Any = traitlets.Bool(default_value=True, read_only=True)
    """No issue of severity ``error``."""

    status: Any = traitlets.Unicode("editing", read_only=True).tag(sync=True)
    """``editing``, ``submitting``, ``uncertain``, ``created`` or ``refused``."""

    arn: Any = traitlets.Unicode("", read_only=True).tag(sync=True)
    """The ARN of the package that was created last; empty before."""

    package: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """What DescribeModelPackage said last, as plain JSON."""

    context: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Where a submission goes to: the attributes of `service.Target`."""

    answered: Any = traitlets.Unicode("", read_only=True).tag(sync=True)
    """The id of the message of a page that was taken last."""

    tables: Any = traitlets.Dict(read_only=True).tag(sync=True)
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
        self._prepare()
        self._ledger = Ledger()
        self._service = Service(client, session)
        self._submission = Submission(self._service, self._settle, self._describe)
        self._pending: list[dict[str, Any]] = []
        self._verdict = Verdict.of(self._ledger.text, self._ledger.peek(), [])
        self._refused_here = False  # a page asked to send what only the kernel finds wrong
        self._told: tuple[int, Any] = (0, [])  # revision and issues that the pages have
        self._describing = threading.Lock()
        self._draft: drafts.Draft | None = None
        self._unsaved: list[Issue] = []
        self.set_trait("tables", page.tables())
        self.set_trait("context", Target().as_dict())
        self._start(value, None if draft is None else drafts.Draft(draft))
        super().__init__()
        self.on_msg(self._take_message)

    def _start(self, value: Any, draft: drafts.Draft | None) -> None:
        """Take the value that is given, or that of the draft, which is not written again."""
        if value is None and draft:
            value, self._draft = draft.read(), None
        else:
            self._draft = draft
        with self._changing():
            if value is not None:
                self.value = value
        self._draft = draft

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
        with self._lock:
            value, pending = self._ledger.copy(), self.pending
        outcome = self._submit(value, pending).result()
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
        elif isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
            self.value = json_text.loads(source)
        else:
            shown = repr(source)[:80]
            raise ValueError(
                "load() takes a dict, the path of a JSON file that exists, or JSON text; "
                f"{shown} is none of them."
            )

    def _assign(self, value: Any) -> None:
        with self._changing():
            try:
                step = self._ledger.assign(value)
            except NotJsonError as error:
                raise traitlets.TraitError(f"value: {error}") from error
            self._note(step)

    def _assign_pending(self, rows: Any) -> None:
        taken = page.pending_from_wire(rows)
        if taken is None:
            raise traitlets.TraitError("pending: a list of dicts of path, key, text and code.")
        with self._changing():
            old, self._pending = self._pending, taken
            if old != taken:
                self._note(Step(old, copy.deepcopy(taken)), "pending")

    def _note(self, step: Step | None, name: str = "value") -> None:
        if step:
            change = {"name": name, "old": step.old, "new": step.new}
            self.notify_change(traitlets.Bunch(change, owner=self, type="change"))

    def _settle(self) -> None:
        with self._changing():
            pass

    def _to_send(self, changed: set[str]) -> set[str]:
        told = (self._ledger.revision, self._told_issues())
        names = changed - {"value", "issues"}
        if told[0] != self._told[0]:
            names |= {"value", "pending"}  # a page reads both at once
        if told[1] != self._told[1]:
            names.add("issues")
        self._told = told
        return names

    def _derive(self) -> None:
        """Bring all that follows from the request, and from what became of it, up to date."""
        before, text, value = self._verdict, self._ledger.text, self._ledger.peek()
        if not before.is_of(text, self._pending):
            if text != before.text and self._draft:
                self._unsaved = self._draft.save(value)
            self._verdict = Verdict.of(text, value, self._pending)
            self._refused_here = False
            self._submission.edited(lambda issue: stays(issue, before.value, value))
        issues = [*self._verdict.issues, *self._other_issues()]
        self.set_trait("issues", [issue.as_dict() for issue in issues])
        self.set_trait("valid", not any(issue.severity == "error" for issue in issues))
        self.set_trait("arn", self._submission.created.arn)
        self.set_trait("status", self._submission.outcome.status)

    def _other_issues(self) -> list[Issue]:
        """What AWS said, and what became of the draft."""
        return [*self._submission.outcome.issues, *self._unsaved]

    def _told_issues(self) -> list[dict[str, Any]]:
        """What the page cannot know itself."""
        issues = self._other_issues()
        if self._refused_here:
            issues += self._verdict.errors()
        return [issue.as_dict() for issue in issues]

    # Sending.

    def _submit(self, value: Json, pending: list[dict[str, Any]]) -> Future[Outcome]:
        text, checked = json_text.dumps(value), self._verdict
        if not checked.is_of(text, pending):
            checked = Verdict.of(text, value, pending)
        errors = checked.errors()
        if errors and self._submission.outcome.status != "uncertain":
            raise SubmitError(errors)
        return self._submission.submit(value)

    def _describe(self, arn: str) -> None:
        try:
            package = self._service.describe(arn)
        except Exception:  # noqa: BLE001 - the package is there; only its state is not known
            package = {}
        with self._changing():
            if self.arn == arn:
                self.set_trait("package", package)

    def _find_target(self) -> None:
        context = self._service.target().as_dict()
        with self._changing():
            self.set_trait("context", context)

    # What pages say. Nothing here may wait for a network.

    def _handle_msg(self, msg: Any) -> None:
        """Pass on what is well formed; a page may send anything."""
        content = msg.get("content") if isinstance(msg, dict) else None
        data = content.get("data") if isinstance(content, dict) else None
        if not isinstance(data, dict) or data.get("method") not in _METHODS:
            return
        kept = {name: data[name] for name in ("method", "state", "content") if name in data}
        super()._handle_msg({"content": {"data": kept}, "buffers": []})

    def set_state(self, sync_data: Any) -> None:
        """Take what a page sends: request and pending entries; it may set nothing else."""
        if not isinstance(sync_data, dict):
            return
        with self._changing():
            pending = page.pending_from_wire(sync_data.get("pending"))
            if pending is not None:
                self.pending = pending
            self._note(self._ledger.write(sync_data.get("value")))

    def _take_message(self, _: object, content: object, __: object) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "hello":
            self._take_hello()
        elif kind == "refresh":
            self._take_refresh()
        elif kind == "submit" and isinstance(content, dict):
            self._take_submit(content)
        if isinstance(content, dict):
            self._answer(content.get("id"))

    def _answer(self, message: object) -> None:
        """Tell the page that a message was taken, also when nothing else changed by it."""
        if isinstance(message, str) and len(message) <= _LONGEST_ID:
            with self._changing():
                self.set_trait("answered", message)

    def _take_hello(self) -> None:
        with self._changing():
            if self.context["state"] in ("asking", "known"):
                return
            self.set_trait("context", Target("asking").as_dict())
        threading.Thread(target=self._find_target, daemon=True).start()

    def _take_refresh(self) -> None:
        def refresh(arn: str) -> None:
            with self._describing:
                self._describe(arn)

        if self.arn and not self._describing.locked():
            threading.Thread(target=refresh, args=(self.arn,), daemon=True).start()

    def _take_submit(self, content: dict[str, Any]) -> None:
        """Send what the person saw; the request came with the message, so nothing is awaited."""
        text, pending = content.get("value"), page.pending_from_wire(content.get("pending", []))
        if not isinstance(text, str) or pending is None:
            return
        try:
            seen = normal(json_text.loads(text))
        except ValueError:
            return
        with self._changing():
            self._refused_here = False
            self.pending = pending
            self._note(self._ledger.write({**content, "text": text}))
        self._take_hello()  # where it could not be told where this goes: it may be by now
        try:
            self._submit(seen, pending)
        except SubmitError:
            with self._changing():
                self._refused_here = True


_LONGEST_ID = 200
_METHODS = ("update", "request_state", "custom")


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
