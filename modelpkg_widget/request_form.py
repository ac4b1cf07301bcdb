"""A form of one request, live in every page that shows it: all but sending."""

from __future__ import annotations

import contextlib
import copy
import gzip
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import traitlets

from . import heard, messages, page
from .draft import Draft, DraftState
from .guide import GuideState, recalled_place
from .issue import Issue
from .json_value import Json, NotJsonError
from .ledger import Ledger, Step
from .package_kind import is_kind
from .retrying import Retrying
from .together import Computed, TogetherWidget
from .verdict import Verdict

_STATIC = Path(__file__).parent / "static"
_WATCHED = os.environ.get("ANYWIDGET_HMR") == "1"
_METHODS = ("update", "request_state", "custom")


def _static(name: str) -> Path | str:
    """Return what anywidget is given of a file.

    With its path, anywidget watches the file, so that `make dev` shows the next build at once; and
    holds each form for ever (0.11), because the listeners of the file hold it.
    """
    path = _STATIC / name
    return path if _WATCHED else path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _program() -> bytes:
    return gzip.compress((_STATIC / "widget.js").read_bytes(), mtime=0)


class RequestForm(TogetherWidget):
    """The request, what is wrong with it, and its draft.

    Args:
        value: the request to start from; None starts empty, or from the draft.
        draft: path of a JSON file that always holds the latest request; see `draft.Draft`.

    Raises:
        traitlets.TraitError: JSON cannot hold the value; the message names the member.
        ValueError: a draft that is not JSON.
        OSError: a draft that cannot be read or written, or whose folder is not there.
    """

    _esm = _static("widget.js" if _WATCHED else "loader.js")
    _css = _static("widget.css")

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

    draft_state: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """How the draft stands: the attributes of `draft.DraftState`."""

    guide: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Where a person was last, in any of the pages: the attributes of `guide.GuideState`."""

    kind: Any = traitlets.Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    """The kind of package that somebody chose, by its id in ``layout.json``: it is no part of the
    request, but what it requires and forbids counts in `issues`, and stops a submission. Empty is
    any kind; None: nobody chose, and the page guesses by what was loaded.
    """

    program: Any = traitlets.Bytes(read_only=True).tag(sync=True)
    """The page's program by gzip, which ``loader.js`` unpacks."""

    tables: Any = traitlets.Bytes(read_only=True).tag(sync=True)
    """Schema, layout, words and rules, for the page: see `page.packed`."""

    answered: Any = traitlets.Unicode("", read_only=True).tag(sync=True)
    """The id of the message of a page that was taken last."""

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None) -> None:
        self._prepare()
        self._ledger = Ledger()
        self._pending: list[dict[str, Any]] = []
        self._verdict = Verdict.of(self._ledger.text, self._ledger.peek(), [])
        self._against: list[Issue] = []  # why what a page asked to send was not sent
        self._told: tuple[int, Any] = (0, [])  # revision and issues that the pages have
        self._moved = False  # somebody went to another place of the guide
        self._saving = Retrying(self._save_again)
        self._draft = None if draft is None else Draft(draft)
        self.set_trait("tables", page.packed())
        self.set_trait("program", _program())
        self.set_trait("guide", GuideState().as_dict())
        self._start(value)
        super().__init__()

    def _start(self, value: Any) -> str:
        """Take the value that is given, or else that of the draft; returns the draft's name then.

        A draft that holds something else than a given value stays as it is, and a person is asked.
        One that holds the same is what this form saved before: what it was loaded from, and which
        of its values nobody has reviewed, is known again.
        """
        found = self._draft.read() if self._draft and value is None else None
        with self._changing():
            if found:
                self.value, self.pending = found
                self._recall_all(self._draft.memory if self._draft else None)
            elif value is not None:
                self.value = value
                if self._draft and self._draft.read_same(self._ledger.peek()):
                    self._recall_all(self._draft.memory)
        return self._draft.path.name if self._draft and found else ""

    def _memory(self) -> Json:
        """Return what is to be kept beside the draft; None: nothing."""

    def _recall(self, memory: Json) -> None:
        """Take what was kept beside the draft; called under the lock."""

    def _memory_of_all(self) -> Json:
        """Return the same, with the kind that was chosen and the place in the guide."""
        memory = self._memory()
        chosen = {} if self.kind is None else {"kind": self.kind}
        place = {"guide": self.guide} if self._moved else {}
        if not chosen and not place:
            return memory
        return {**(memory if isinstance(memory, dict) else {}), **chosen, **place}

    def _recall_all(self, memory: Json) -> None:
        self._recall(memory)
        known = memory if isinstance(memory, dict) else {}
        if is_kind(known.get("kind")):
            self.set_trait("kind", known["kind"])
        place = recalled_place(known.get("guide"))
        if place:
            self._moved = True
            self.set_trait("guide", place.as_dict())

    def resolve_draft(self, take: Literal["mine", "theirs"]) -> None:
        """Decide what becomes of a draft that somebody else wrote into.

        Args:
            take: ``"mine"`` writes the request of this form over the file, ``"theirs"`` takes what
                the file holds into this form.

        Raises:
            ValueError: it is neither; the form keeps no draft; or the file holds no request.
            OSError: the file cannot be read or written.
        """
        if take not in ("mine", "theirs"):
            raise ValueError(f'take is {take!r}; it must be "mine" or "theirs".')
        if not self._draft:
            raise ValueError("This form keeps no draft; give it one with draft=.")
        if take == "mine":
            with self._changing():
                self._draft.keep(
                    self._ledger.peek(), self._pending, self._memory_of_all(), over=True
                )
            if self._draft.state.state != "saved":
                raise OSError(self._draft.state.problem)
            return
        try:
            found = self._draft.read()
            if not found:
                raise FileNotFoundError(f"there is no file {self._draft.path} any more")
        except (OSError, ValueError) as error:
            with self._changing():
                self._draft.not_taken(error)
            raise
        with self._changing():
            self.value, self.pending = found
            self._recall_all(self._draft.memory)

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
        """Bring all that follows from the request up to date."""
        before, text, value = self._verdict, self._ledger.text, self._ledger.peek()
        kind = self.kind or ""
        if not before.is_of(text, self._pending, kind):
            self._verdict = Verdict.of(text, value, self._pending, kind)
            self._against = []
        if not before.is_of(text, self._pending, before.kind):
            self._edited(before.value, value)
        if self._draft:
            self._save_draft(self._draft, value)
        state = self._draft.state if self._draft else DraftState()
        self.set_trait("draft_state", state.as_dict())
        issues = [*self._verdict.issues, *self._other_issues()]
        self.set_trait("issues", [issue.as_dict() for issue in issues])
        self.set_trait("valid", not any(issue.severity == "error" for issue in issues))

    def _save_draft(self, draft: Draft, value: Json) -> None:
        """Save the draft; what could not be saved is tried again by itself."""
        try:
            draft.keep(value, self._pending, self._memory_of_all())
        finally:
            if draft.is_behind:
                self._saving.start()

    def _save_again(self) -> bool:
        draft = self._draft
        if draft and draft.is_behind:
            with self._changing():
                draft.forget_try()
        return not (draft and draft.is_behind)

    def close(self) -> None:
        """Close the form; a draft that could not be saved is not tried again."""
        if "_saving" in self.__dict__:
            self._saving.stop()
        super().close()

    def _edited(self, before: Json, after: Json) -> None:
        """The request has changed; called under the lock."""

    def _other_issues(self) -> list[Issue]:
        """Return what is wrong beside the request itself."""
        return self._draft.issues() if self._draft else []

    def _told_issues(self) -> list[dict[str, Any]]:
        """Return what the page cannot know itself."""
        return [issue.as_dict() for issue in (*self._other_issues(), *self._against)]

    # What pages say.

    def _handle_msg(self, msg: Any) -> None:
        """Pass on what is well formed; a page may send anything."""
        content = msg.get("content") if isinstance(msg, dict) else None
        data = content.get("data") if isinstance(content, dict) else None
        if not isinstance(data, dict) or data.get("method") not in _METHODS:
            return
        kept = {name: data[name] for name in ("method", "state", "content") if name in data}
        super()._handle_msg({"content": {"data": kept}, "buffers": []})

    def _take_message(self, _: object, content: object, __: object) -> None:
        """Hand a message to the method of its kind. Nothing there may wait for a network."""
        message = heard.read(content)
        if not message:
            return
        if message.kind != "other":
            getattr(self, f"_on_{message.kind}")(message)
        if message.id:
            with self._changing():
                self.set_trait("answered", message.id)

    def _say(self, kind: str, **content: Any) -> None:
        """Tell the pages what is of the moment and is not to be saved with the notebook."""
        with self._lock:
            self.send({"kind": kind, **content})

    def _on_typed(self, message: messages.TypedMessage) -> None:
        self.set_state({"value": message.write, "pending": message.pending})

    def _on_explain(self, message: messages.ExplainMessage) -> None:
        self._say("explained", path=list(message.path), text=page.explanation(message.path))

    def _on_draft(self, message: messages.DraftMessage) -> None:
        with contextlib.suppress(OSError, ValueError):  # it stands in `draft_state`
            self.resolve_draft(message.take)

    def _on_guide(self, message: messages.GuideMessage) -> None:
        with self._changing():
            self._moved = True
            self.set_trait("guide", message.place.as_dict())

    def _on_kind(self, message: messages.KindMessage) -> None:
        with self._changing():
            self.set_trait("kind", message.chosen)

    def set_state(self, sync_data: Any) -> None:
        """Take what a page sends: request and pending entries; it may set nothing else."""
        if not isinstance(sync_data, dict):
            return
        with self._changing():
            pending = page.pending_from_wire(sync_data.get("pending"))
            if pending is not None:
                self.pending = pending
            self._note(self._ledger.write(sync_data.get("value")))
