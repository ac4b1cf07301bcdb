"""What the request was loaded from, and what of an earlier version is still to be reviewed."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.diff import ChangeRows, difference
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.request.plain_json import Json, to_plain_json
from modelpkg_widget.resources.tables import load_table

from .base import Feature, FormState
from .loading_messages import (
    ApplyPreview,
    Confirm,
    Load,
    LoadedState,
    Preview,
    PreviewResult,
    Unconfirm,
)

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.importers.loaded_request import Loaded
    from modelpkg_widget.importers.previews import PreviewQuery
    from modelpkg_widget.importers.source import Kind


class LoadFeature(Feature):
    """Loads requests; see the trait `loaded`.

    Args:
        form: that it belongs to.
        service: where registered packages are looked for.
        draft: path of the form's draft, if it keeps one.
    """

    traits: ClassVar = {"loaded": LoadedState}
    events = (PreviewResult,)

    def __init__(self, form: FormState, service: SageMaker, draft: Path | None) -> None:
        from modelpkg_widget.importers.loaded_request import Loaded
        from modelpkg_widget.importers.previews import Previews
        from modelpkg_widget.importers.sagemaker import RegisteredLoader

        self._form = form
        self._draft = draft
        self.loaded = Loaded()
        """What was loaded, and the marks of what is to be reviewed."""
        self._memory: tuple[Loaded | None, dict[str, Any]] = (None, {})
        self._published: tuple[Loaded | None, Json] = (None, None)
        self._trait: dict[str, Any] = {}
        self._issues: list[Issue] = []
        self._lost: list[Issue] = []
        self.registered = RegisteredLoader(service, self.take)
        self._previews = Previews(self.registered, self._show_preview)
        self.handlers = {
            Load: self._load,
            Preview: lambda message: self._previews.look(message.query),
            ApplyPreview: self._apply_preview,
            Confirm: self._confirm,
            Unconfirm: self._unconfirm,
        }

    def start(self, source: str) -> None:
        """Note what the form begins with, unless a draft knew what it was loaded from."""
        if not self._memory[1]:
            from modelpkg_widget.importers.loaded_request import Loaded

            self.loaded = Loaded(self._form.request.copy(), source)

    def memory(self) -> dict[str, Any]:
        """Return what is kept of a loading; what the form began with, it begins with again."""
        if self._memory[1] and self._memory[0] is not self.loaded:
            from modelpkg_widget.importers.provenance import dump_provenance

            self._memory = (self.loaded, dump_provenance(self.loaded))
        return self._memory[1]

    def recall(self, memory: dict[str, Any]) -> None:
        """Take what `memory` returned in an earlier kernel."""
        from modelpkg_widget.importers.provenance import load_provenance, own_members
        from modelpkg_widget.review import review

        found = load_provenance(memory)
        if found:
            self.loaded = found
            self._memory = (found, own_members(memory, found))
        self._lost = [] if found or not self._draft else review.lost_provenance_warning(self._draft)

    def load_text(self, source: Any, *, over: bool, files: bool) -> None:
        """Load a mapping, an object, a file or a text: see `ModelPackageForm.load`.

        Raises:
            ValueError: it holds no request; the message says where each format stopped.
            OSError: the file cannot be read.
            NotSerializableError: JSON cannot hold it.
        """
        from modelpkg_widget.importers.source import load_source

        self.take(replace(load_source(source, files=files), over=over))

    def load_registered(self, kind: Kind, name: str, *, over: bool) -> None:
        """Load what AWS has, and wait for it.

        Raises:
            LoadError: AWS did not tell it.
        """
        self.registered.load(kind, name, over=over)

    def take(self, loaded: Loaded) -> None:
        """Take what was loaded, or show how the loading stands."""
        from modelpkg_widget.importers.merged_notes import with_earlier_notes
        from modelpkg_widget.importers.provenance import dump_provenance

        form = self._form
        with form.changing():
            if loaded.state:
                self.loaded = replace(self.loaded, state=loaded.state, problem=loaded.problem)
                return
            kept = form.pending if loaded.over or loaded.first else []
            now = form.request.copy()
            taken = loaded.applied_to(self.loaded, now)
            if loaded.over or loaded.first:
                taken = with_earlier_notes(taken, self.loaded, now)
            form.replace(taken.base, list(kept))
            self._lost = []
            self.loaded = replace(taken, base=form.request.copy())
            self._memory = (self.loaded, dump_provenance(self.loaded))

    def confirm(self, path: Sequence[str | int] | str | None, value: Any) -> None:
        """Confirm a value of an earlier version: see `ModelPackageForm.confirm`.

        Raises:
            ValueError: there is no such value, or it is to be confirmed individually.
        """
        from modelpkg_widget.review import review

        with self._form.changing():
            self.loaded = review.confirm(self.loaded, self._form.request.view(), path, value)

    def keep(self, request: Json, kept: Sequence[tuple[MemberPath, Json]]) -> None:
        """Confirm what a page says was kept, as far as the request has these values."""
        from modelpkg_widget.review import review

        for path, value in kept:
            with contextlib.suppress(ValueError):
                self.loaded = review.confirm(self.loaded, request, path, value)

    def diff(self) -> list[dict[str, Any]]:
        """Return what changed since the previous version: see `ModelPackageForm.diff`."""
        with self._form.lock:
            now, base = self._form.request.copy(), to_plain_json(self.loaded.compared)
        changes = difference({} if base is None else base, now)
        return ChangeRows([change.as_dict() for change in changes])

    def publish(self, request: Json) -> dict[str, Any]:
        """Return the trait ``loaded``."""
        if self._published[0] is not self.loaded or self._published[1] is not request:
            from modelpkg_widget.review import review

            self._published = (self.loaded, request)
            self._issues = [
                *self.loaded.issues(request),
                *review.identical_warning(self.loaded, request),
            ]
            state = {**self.loaded.as_dict(request), **review.as_dict(self.loaded, request)}
            self._trait = {"loaded": state}
        return self._trait

    def issues(self) -> Sequence[Issue]:
        """Return what is to be reviewed, and what became of the memory of a loading."""
        return [*self._issues, *self._lost]

    def _load(self, message: Load) -> None:
        self.registered.load_async(message.source, message.name, over=message.merge)

    def _show_preview(self, query: PreviewQuery, loaded: Loaded) -> None:
        """Show a page what would be loaded, and what would become of the request."""
        with self._form.lock:
            now, before = self._form.request.copy(), self.loaded
        answer = PreviewResult(
            view_id=query.view_id, request_id=query.request_id, problem=loaded.problem
        )
        if not loaded.state:
            base, merged = (
                json_codec.dumps(replace(loaded, over=merge).applied_to(before, now).base)
                for merge in (False, True)
            )
            answer = replace(
                answer, source=loaded.source, is_partial=loaded.part, base=base, merged=merged,
                **loaded.notes(loaded.base),
            )  # fmt: skip
        self._form.send_event(answer)

    def _apply_preview(self, message: ApplyPreview) -> None:
        loaded = self._previews.found(message.view_id, message.request_id)
        if loaded:
            self.take(replace(loaded, over=message.merge))
        else:
            problem = load_table("importers/texts")["errors"]["gone"]
            self._form.send_event(
                PreviewResult(
                    view_id=message.view_id, request_id=message.request_id, problem=problem
                )
            )

    def _confirm(self, message: Confirm) -> None:
        with contextlib.suppress(ValueError):  # the page sees that the value is still to review
            self.confirm(message.path, message.value)

    def _unconfirm(self, message: Unconfirm) -> None:
        with self._form.changing():
            request = self._form.request.view()
            self.loaded = self.loaded.unconfirmed(request, message.path, message.value)
