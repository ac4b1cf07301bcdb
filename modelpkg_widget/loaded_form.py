"""A form that knows what it was loaded from, and how it differs from that by now."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import traitlets

from . import json_text, messages
from .aws.service import Service
from .data import table
from .difference import difference
from .exchange import review
from .exchange.earlier_notes import with_earlier_notes
from .exchange.given import loaded_from, place_in_aws
from .exchange.loaded import Loaded
from .exchange.previews import Previews, Wanted
from .exchange.registered import Registered
from .exchange.remembered import recalled, remembered
from .issue import Issue, Path
from .json_value import Json, NotJsonError, normal
from .merge import ABSENT
from .request_form import RequestForm


class LoadedForm(RequestForm):
    """Adds loading to a `RequestForm`, whose arguments and errors it has.

    Args:
        value: the request to start from.
        draft: path of the draft.
        service: where registered packages are looked for.
    """

    loaded: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """What the request was loaded from; empty when it began with nothing.

    A dict of ``source`` (such as ``version 7 of churn``, or the name of a file), ``arn`` of the
    package, ``files`` (of this machine that were read because the text names them), ``base`` (the
    request as it was loaded, as JSON text); ``leftOut``, ``repaired`` and
    ``gaps`` (each dicts of path, why and source: what is not taken over, what stood there
    otherwise, and what nobody could tell the value of and is not filled yet; the source is empty
    for what was loaded last, and names what an earlier loading is still known for); ``state``
    (empty, ``loading``, or ``failed`` for another one that was asked for since) and ``problem``.

    Of the values that belong to an earlier version: ``review`` lists those that nobody has reviewed
    (dicts of ``path``, ``base_path``: the place in ``base``, ``label``: such as ``version 7 of
    churn``, ``value``, ``individually``: `confirm` without a path leaves it, and ``why``);
    ``carried`` their paths; ``reviewed`` the others, with ``act``: ``kept`` or ``changed``;
    ``marks`` all of them. ``previous`` is the request that `difference` compares with, as JSON
    text, if that is not ``base``, and ``previous_source`` what that was loaded from.
    """

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None, service: Service) -> None:
        self._prepare()
        self._loaded = Loaded()
        self._kept: tuple[Loaded | None, Json] = (None, None)
        self._looked_at: tuple[Loaded, Json] | None = None
        self._loaded_issues: list[Issue] = []
        self._lost: list[Issue] = []
        self._registered = Registered(service, self._take_loaded)
        self._previews = Previews(self._registered, self._tell_preview)
        super().__init__(value, draft)

    def _start(self, value: Any) -> str:
        source = super()._start(value)
        if not self._kept[1] and (source or value is not None):
            with self._changing():
                self._loaded = Loaded(self._ledger.copy(), source)
        return source

    def _memory(self) -> Json:
        """Only what was asked for is kept: what the form began with, it begins with again."""
        if self._kept[1] and self._kept[0] is not self._loaded:
            self._kept = (self._loaded, remembered(self._loaded))
        return self._kept[1]

    def _recall(self, memory: Json) -> None:
        found = recalled(memory)
        if found:
            self._loaded = found
            self._kept = (found, memory)
        self._lost = [] if found or not self._draft else review.lost(self._draft.path)

    def load(
        self,
        source: Any = None,
        *,
        group: str | None = None,
        package: str | None = None,
        training_job: str | None = None,
        over: bool = False,
        files: bool = False,
    ) -> None:
        """Replace the request, and what was pending; one step for undo.

        Args:
            source: a mapping; an object of the SageMaker SDK that becomes one (``ModelMetrics``, a
                resource or a shape of sagemaker-core), or a logged model of MLflow; the path of a
                file; or text: JSON, YAML, Python (a dict, or a call of ``create_model_package``;
                nothing is run), ``aws sagemaker create-model-package``, CloudFormation, a
                notebook. What it is, its content tells. Or the ARN of a model
                package, a group or a training job, which is the same as the next three. Names,
                lists and scalars that are not as the schema has them are repaired where the way is
                certain; that, and what could not be read, stands in `loaded`.
            group: name or ARN of a group: starts from the request of its latest version. What
                belongs to that version alone, such as its approval, is left out and listed in
                `loaded`; what the next one has of its own, such as the artifact, is carried
                over, and is an error until it is changed or confirmed. Of a group without versions
                only the name is taken, into the request that is there.
            package: name or ARN of a package to start from in the same way. The name of an
                unversioned one is left out, for it is taken.
            training_job: name or ARN of a training job: its artifact, and its image, which warns.
            over: lay it over the request that is there instead: its members win, lists as a
                whole. Of a training job the artifact alone then wins; an image that is there stays.
            files: also read the files of this machine that an ``aws`` command in the text names,
                such as ``file://spec.json``; `loaded` lists those that were read. Without it, each
                is a gap.

        Raises:
            ValueError: a source that is none of these, with the places where each format stopped;
                or AWS did not tell what was asked for: no such group, no permission, no answer.
            OSError: the file cannot be read.
            traitlets.TraitError: JSON cannot hold it; the message names the member.

        Source:
            ``sagemaker:ListModelPackages``, ``sagemaker:DescribeModelPackage`` and
            ``sagemaker:DescribeTrainingJob``.
        """
        place = place_in_aws(source, group, package, training_job)
        if place:
            self._registered.now(*place, over=over)
            return
        try:
            loaded = loaded_from(source, files=files)
        except NotJsonError as error:
            raise traitlets.TraitError(f"value: {error}") from error
        self._take_loaded(replace(loaded, over=over))

    def confirm(self, path: Sequence[str | int] | str | None = None, value: Any = ABSENT) -> None:
        """Confirm that a value of an earlier version is right: it may be sent.

        A confirmation is for one value: after a change it holds again only for the same value.

        Args:
            path: of the value, as in `loaded` or spelled as in an issue. Without one all values
                are confirmed but those that are confirmed individually: artifact, metrics,
                baselines, commit and model card.
            value: the value that is right; without one it is the value that is there.

        Raises:
            ValueError: there is no value at that path, or another one, or values below it have to
                be confirmed individually; the message says which.
        """
        with self._changing():
            now = self._ledger.peek()
            self._loaded = review.confirm(self._loaded, now, path, value)

    def difference(self) -> list[dict[str, Any]]:
        """Return what changed since the previous version, one dict for each place.

        That is the version that the request was loaded from, also if something else was merged
        into it since; or else what was loaded.

        ``kind`` is ``added``, ``removed``, ``changed`` or ``moved``; ``path`` where it stands,
        or stood; ``was`` where it stood, if elsewhere; ``before`` and ``after`` are the values.
        """
        with self._lock:
            now, base = self._ledger.copy(), normal(self._loaded.compared)
        return [change.as_dict() for change in difference({} if base is None else base, now)]

    def _take_loaded(self, loaded: Loaded) -> None:
        """Take what was loaded, or show how the loading stands."""
        with self._changing():
            if loaded.state:
                self._loaded = replace(self._loaded, state=loaded.state, problem=loaded.problem)
                return
            kept = self._pending if loaded.over or loaded.first else []
            now = self._ledger.copy()
            taken = loaded.laid(self._loaded, now)
            if loaded.over or loaded.first:
                taken = with_earlier_notes(taken, self._loaded, now)
            self.value, self.pending = taken.base, list(kept)
            self._lost = []
            self._loaded = replace(taken, base=self._ledger.copy())
            self._kept = (self._loaded, remembered(self._loaded))

    def _on_load(self, message: messages.LoadMessage) -> None:
        self._registered.later(message.source, message.name, over=message.over)

    def _on_preview(self, message: messages.PreviewMessage) -> None:
        self._previews.look(message.wanted)

    def _tell_preview(self, wanted: Wanted, loaded: Loaded) -> None:
        """Show a page what would be loaded, and what would become of the request."""
        with self._lock:
            now, before = self._ledger.copy(), self._loaded
        told = {"asker": wanted.asker, "number": wanted.number, "problem": loaded.problem}
        if not loaded.state:
            ways = {"base": False, "over": True}
            told |= {"source": loaded.source, "part": loaded.part, **loaded.notes(loaded.base)}
            for name, over in ways.items():
                taken = replace(loaded, over=over).laid(before, now)
                told[name] = json_text.dumps(taken.base)
        self._say("preview", **told)

    def _on_take(self, message: messages.TakeMessage) -> None:
        loaded = self._previews.found(message.asker, message.number)
        if loaded:
            self._take_loaded(replace(loaded, over=message.over))
        else:
            gone = table("loading")["errors"]["gone"]
            told = {"asker": message.asker, "number": message.number, "problem": gone}
            self._say("preview", **told)

    def _on_confirm(self, message: messages.ConfirmMessage) -> None:
        with contextlib.suppress(ValueError):  # the page sees that the value is still to review
            self.confirm(message.path, message.value)

    def _keep(self, request: Json, kept: Sequence[tuple[Path, Json]]) -> None:
        """Confirm what a page says was kept, as far as the request has these values."""
        for path, value in kept:
            with contextlib.suppress(ValueError):
                self._loaded = review.confirm(self._loaded, request, path, value)

    def _derive(self) -> None:
        looked, now = self._looked_at, self._ledger.peek()
        if not looked or looked[0] is not self._loaded or looked[1] is not now:
            self._looked_at = (self._loaded, now)
            self._loaded_issues = [
                *self._loaded.issues(now),
                *review.identical(self._loaded, now),
            ]
            told = {**self._loaded.as_dict(now), **review.as_dict(self._loaded, now)}
            self.set_trait("loaded", told)
        super()._derive()

    def _other_issues(self) -> list[Issue]:
        return [*super()._other_issues(), *self._loaded_issues, *self._lost]
