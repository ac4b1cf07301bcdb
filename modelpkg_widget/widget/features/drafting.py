"""The draft: a file that always holds the latest request."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime.retry_loop import Retrying
from modelpkg_widget.storage.draft import Draft, DraftState
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState, Remembered


@dataclass(frozen=True, kw_only=True)
class ResolveDraft(Message):
    """A person says which of two drafts is right.

    Attributes:
        take: ``mine`` is the form's, ``theirs`` the file's.
    """

    kind: ClassVar[str] = "resolve_draft"
    take: Literal["mine", "theirs"]


class DraftFeature(Feature):
    """Saves each change, and asks a person when somebody else wrote into the file.

    Args:
        form: that it belongs to.
        draft: the file; None keeps no draft.
        remembered: the features that keep something beside the draft.
    """

    traits: ClassVar = {"draft_state": DraftState}

    def __init__(
        self, form: FormState, draft: Draft | None, remembered: Sequence[Remembered]
    ) -> None:
        self._form = form
        self._remembered = remembered
        self.draft = draft
        self.retrying = Retrying(self._save_again)
        self.handlers = {ResolveDraft: self._resolve}

    def read(self) -> str:
        """Start from the file, inside of `changing`; returns its name, empty when there is none.

        Raises:
            ValueError: the file is not JSON.
            OSError: the file cannot be read.
        """
        found = self.draft.read() if self.draft else None
        if not self.draft or not found:
            return ""
        self._take(*found)
        return self.draft.path.name

    def read_beside(self) -> None:
        """Know again what was kept beside a file that holds this very request."""
        if self.draft and self.draft.read_same(self._form.request.view()):
            self._recall()

    def resolve(self, take: Literal["mine", "theirs"]) -> None:
        """Write the form's request over the file, or take what the file holds.

        Raises:
            ValueError: it is neither; there is no draft; or the file holds no request.
            OSError: the file cannot be read or written.
        """
        if take not in ("mine", "theirs"):
            raise ValueError(f'take must be "mine" or "theirs", but is {take!r}.')
        if not self.draft:
            raise ValueError("This form has no draft. Pass draft= when you create it.")
        if take == "mine":
            with self._form.changing():
                self._save(self.draft, overwrite=True)
            if self.draft.state.state != "saved":
                raise OSError(self.draft.state.problem)
            return
        try:
            found = self.draft.read()
            if not found:
                raise FileNotFoundError(f"the file {self.draft.path} no longer exists")
        except (OSError, ValueError) as error:
            with self._form.changing():
                self.draft.reject(error)
            raise
        with self._form.changing():
            self._take(*found)

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Save the request if it has changed; return the trait ``draft_state``."""
        self._save_or_retry()
        state = self.draft.state if self.draft else DraftState()
        return {"draft_state": state.as_dict()}

    def issues(self) -> Sequence[Issue]:
        """Return a warning when the latest request is not on the disk."""
        return self.draft.issues() if self.draft else ()

    def close(self) -> None:
        """Try no more to save what could not be saved."""
        self.retrying.stop()

    def _take(self, value: Json, pending: list[dict[str, Any]]) -> None:
        self._form.replace(value, pending)
        self._recall()

    def _recall(self) -> None:
        memory = self.draft.provenance if self.draft else None
        for feature in self._remembered:
            feature.recall(memory if isinstance(memory, dict) else {})

    def _save(self, draft: Draft, *, overwrite: bool = False) -> None:
        memory: dict[str, Any] = {}
        for feature in self._remembered:
            memory |= feature.memory()
        request = self._form.request.view()
        draft.save(request, self._form.pending, memory or None, overwrite=overwrite)

    def _save_or_retry(self) -> None:
        if self.draft:
            try:
                self._save(self.draft)
            finally:
                if self.draft.is_behind:
                    self.retrying.start()

    def _save_again(self) -> bool:
        """Try once more; returns whether nothing is left to save."""
        if self.draft and self.draft.is_behind:
            with self._form.changing():
                self.draft.forget_try()
        return not (self.draft and self.draft.is_behind)

    def _resolve(self, message: ResolveDraft) -> None:
        with contextlib.suppress(OSError, ValueError):  # it stands in `draft_state`
            self.resolve(message.take)
