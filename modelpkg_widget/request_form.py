"""A form of one request, live in every page that shows it: all but sending."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from . import draft as drafts
from . import json_text, page
from .issue import Issue
from .json_value import Json, NotJsonError
from .ledger import Ledger, Step
from .together import Computed, TogetherWidget
from .verdict import Verdict

_STATIC = Path(__file__).parent / "static"
_METHODS = ("update", "request_state", "custom")


class RequestForm(TogetherWidget):
    """The request, what is wrong with it, and its draft.

    Args:
        value: the request to start from; None starts empty, or from the draft.
        draft: path of a JSON file that always holds the latest request.

    Raises:
        traitlets.TraitError: JSON cannot hold the value; the message names the member.
        ValueError: a draft that is not JSON.
        OSError: a draft that cannot be read, or whose folder is not there.
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

    tables: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Schema, layout, words and rules, for the page."""

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None) -> None:
        self._prepare()
        self._ledger = Ledger()
        self._pending: list[dict[str, Any]] = []
        self._verdict = Verdict.of(self._ledger.text, self._ledger.peek(), [])
        self._refused_here = False  # a page asked to send what only the kernel finds wrong
        self._told: tuple[int, Any] = (0, [])  # revision and issues that the pages have
        self._draft: drafts.Draft | None = None
        self._unsaved: list[Issue] = []
        self.set_trait("tables", page.tables())
        self._start(value, None if draft is None else drafts.Draft(draft))
        super().__init__()

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
        if not before.is_of(text, self._pending):
            if text != before.text and self._draft:
                self._unsaved = self._draft.save(value)
            self._verdict = Verdict.of(text, value, self._pending)
            self._refused_here = False
            self._edited(before.value, value)
        issues = [*self._verdict.issues, *self._other_issues()]
        self.set_trait("issues", [issue.as_dict() for issue in issues])
        self.set_trait("valid", not any(issue.severity == "error" for issue in issues))

    def _edited(self, before: Json, after: Json) -> None:
        """The request has changed; called under the lock."""

    def _other_issues(self) -> list[Issue]:
        """Return what is wrong beside the request itself."""
        return self._unsaved

    def _told_issues(self) -> list[dict[str, Any]]:
        """Return what the page cannot know itself."""
        issues = self._other_issues()
        if self._refused_here:
            issues = [*issues, *self._verdict.errors()]
        return [issue.as_dict() for issue in issues]

    # What pages say.

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


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
