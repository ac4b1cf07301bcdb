"""The widget of a form: its traits and its comm.

With `atomic_traits` and `shared_program`, it's all that knows Jupyter.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ipywidgets
import traitlets

from modelpkg_widget.monitoring.poller import TERMINAL
from modelpkg_widget.request.call_arguments import explain_arguments
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.read_only_copy import read_only_copy
from modelpkg_widget.static_summary.display import Output
from modelpkg_widget.static_summary.render import Summary
from modelpkg_widget.submission.attempts import now

from .atomic_traits import AtomicWidget, ComputedTrait, message_data
from .controller import FormController
from .display import Change, Display
from .page_program import IS_WATCHED, static_file
from .public_names import PublicNames
from .request_access import spell
from .shared_program import ProgramTraits, SharedProgram, program_traits
from .trait_errors import trait_errors

_METHODS = ("update", "request_state", "custom")


_VALUE = """\
The request as it would be sent, only what is set. What you read is a copy that refuses changes,
because they would be lost. To change one member, use ``form["Tags[0].Key"] = "team"``. To change
more, change ``form.value.copy()``, and assign it."""
_PREFLIGHT_REPORT = """\
The last preflight, as ``state`` (``off``, ``running``, ``known``), ``when`` (ISO 8601), and
``findings``: dicts with the attributes of `Finding`, and ``old`` if a member that it is about has
changed since."""
_REHEARSAL_REPORT = """\
The last rehearsal, as ``state``, ``when`` and ``findings`` (as in `preflight_report`), ``stage``
(what is being done), ``outcome`` (empty, ``failed``, ``passed`` or ``unknown``) and ``verdict``."""
_LOADED = """\
What the request was loaded from. Empty if nothing was loaded.

A dict of ``source`` (such as ``version 7 of churn``, or the name of a file), ``arn`` (of the
package), ``files`` (files of this machine that were read because the text names them), ``base``
(the request as it was loaded, as JSON text), ``state`` (empty, ``loading``, or ``failed`` for a
later load) and ``problem``.

``omitted``, ``coerced`` and ``unresolved`` are lists of dicts of ``path``, ``why`` and ``source``.
The source is empty for the last load, and names an earlier load that the entry is from.

For the values of an earlier version: ``review`` lists the unreviewed ones, as dicts of ``path``,
``base_path`` (the path in ``base``), ``label`` (such as ``version 7 of churn``), ``value``,
``individually`` (`confirm` without a path does not confirm it) and ``why``. ``carried`` has their
paths. ``reviewed`` lists the others, with ``act``: ``kept`` or ``changed``. ``marks`` has all of
them. ``previous`` is the request that `diff` compares with, as JSON text, if it is not ``base``,
and ``previous_source`` is what that was loaded from."""
_KIND = """\
The kind of package that somebody chose, by its id in ``layout.json``. It is not part of the
request, but what it requires and forbids counts in `issues` and stops a submission. Empty means any
kind. None means that nobody chose; the page then guesses from what was loaded."""


class FormWidget(PublicNames, ProgramTraits, AtomicWidget):
    """Shows what a controller publishes, and hands it what pages say.

    Args:
        controller: is there first, so that the first state that is sent is whole.
        options: of ipywidgets.
    """

    _esm = static_file("watched.js" if IS_WATCHED else "loader.js")
    _css = static_file("watched.css") if IS_WATCHED else traitlets.Unicode().tag(sync=True)

    value: ComputedTrait[Any] = ComputedTrait(
        lambda self: read_only_copy(self._controller.request.view(), spell),
        lambda self, value: self._assign(value),
        help=_VALUE,
    ).tag(sync=True, to_json=lambda _, self: self._controller.request.state())

    pending: ComputedTrait[list[dict[str, Any]]] = ComputedTrait(
        lambda self: copy.deepcopy(self._controller.pending),
        lambda self, rows: self._assign_pending(rows),
        help="Entries that JSON cannot hold, as dicts of path, key, text and code.",
    ).tag(sync=True)

    issues: traitlets.List[Issue] = traitlets.List(
        read_only=True,
        help="All problems, as a list of `Issue`. A notebook shows it as a table.",
    ).tag(sync=True, to_json=lambda _, self: self._controller.issues_of_kernel())

    valid: traitlets.Bool[Any, Any] = traitlets.Bool(
        default_value=True, read_only=True, help="No issue of severity ``error``."
    )

    status: traitlets.Unicode[str, str | bytes] = traitlets.Unicode(
        "editing",
        read_only=True,
        help="``editing``, ``submitting``, ``uncertain``, ``created`` or ``refused``.",
    ).tag(sync=True)

    arn: traitlets.Unicode[str, str | bytes] = traitlets.Unicode(
        "", read_only=True, help="The ARN of the package that was created last. Empty before."
    ).tag(sync=True)

    package: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True, help="The last response of DescribeModelPackage, as plain JSON."
    ).tag(sync=True)

    watch_state: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="How the package is followed, with the attributes of `poller.PollState`.",
    ).tag(sync=True)

    failure: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="Why the package failed, with the attributes of `diagnosis.Failure`.",
    ).tag(sync=True)

    next_steps: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="Commands to copy that use the package, with the keys of `next_steps.next_steps`.",
    ).tag(sync=True)

    submission: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="When the last request was sent, and the ``actions`` that are possible now.",
    ).tag(sync=True)

    target: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True, help="Where a request goes, with the attributes of `target.Target`."
    ).tag(sync=True)

    group_creation: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="The form that creates the group: see `group_creation.Group`; empty when not needed.",
    ).tag(sync=True)

    preflight_report: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help=_PREFLIGHT_REPORT,
    ).tag(sync=True)

    rehearsal_report: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help=_REHEARSAL_REPORT,
    ).tag(sync=True)

    loaded: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help=_LOADED,
    ).tag(sync=True)

    draft_state: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True, help="The state of the draft, with the attributes of `draft.DraftState`."
    ).tag(sync=True)

    guide: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="The open step of the guide, with the attributes of `guide_state.WizardPosition`.",
    ).tag(sync=True)

    done_tasks: traitlets.List[Any] = traitlets.List(
        read_only=True,
        help="The ids of the tasks of a guide that are ticked as done. They are kept with the "
        "draft, and are not part of the request.",
    ).tag(sync=True)

    kind: traitlets.Unicode[Any, Any] = traitlets.Unicode(
        None,
        allow_none=True,
        read_only=True,
        help=_KIND,
    ).tag(sync=True)

    page_program: traitlets.Instance[SharedProgram | None] = traitlets.Instance(
        SharedProgram,
        allow_none=True,
        read_only=True,
        help="What has the `ProgramTraits` for all forms; None if the form has them itself.",
    ).tag(sync=True, **ipywidgets.widget_serialization)

    last_ack: traitlets.Unicode[str, str | bytes] = traitlets.Unicode(
        "", read_only=True, help="The id of the message of a page that was taken last."
    ).tag(sync=True)

    _is_closed = False

    def __init__(self, controller: FormController, **options: Any) -> None:
        self._controller = controller
        first = {**program_traits(), **controller.published}
        super().__init__(lambda: controller.lock, first, **options)
        controller.display = Display(self._set_all, self._tell, self.send)
        self.on_msg(lambda _, content, __: controller.receive(content))
        controller.start()
        self._summary = Output(self._summary_without_kernel)
        self.observe(lambda _: self._summary.refresh(), ["status", "package"])

    def close(self) -> None:
        """Close the form, and end everything that it has started."""
        self._is_closed = True
        if "_summary" in self.__dict__:
            self._summary.close()
        if "_controller" in self.__dict__:
            self._controller.close()
        super().close()

    def _ipython_display_(self) -> None:
        if self._is_closed:
            self._summary.display_closed()
            return
        made: Any = self._repr_mimebundle_()  # ipywidgets returns a dict
        self._summary.display(*(made if isinstance(made, tuple) else (made or {},)))

    @explain_arguments
    def to_html(self) -> str:
        """Return one HTML file that holds the form and its request, and needs no kernel.

        The page validates, guides, searches, undoes, loads JSON, and shows the JSON with the
        ``aws`` command that sends it. It cannot create packages, run preflight, list what the
        account has, or upload files. It opens from disk in a browser and makes no request.

        The file holds the request, and what JSON cannot hold of it yet; the chosen kind of
        package; whether the guide is shown, and at which step; and which copied values are
        unreviewed, with the name of the version they were copied from. It holds no credentials.
        An account id is in it only if the request itself names one. Values of ``Environment``
        are part of the request: a password there is in the file, too.

        Returns:
            The HTML, in ASCII: ``Path("form.html").write_text(form.to_html())``.
        """
        controller = self._controller
        with controller.lock:
            published = controller.published
            from .standalone_page import standalone_page

            return standalone_page(
                controller.request.copy(),
                pending=controller.pending,
                kind=published["kind"],
                place=published["guide"],
                unreviewed=published["loaded"].get("review", ()),
            )

    def _summary_without_kernel(self) -> Summary:
        """Return what a notebook keeps of the form: the package that it made, before all else."""
        with self._controller.lock:
            outcome, made = self._controller.submission.outcome, self._controller.submission.created
            package, text = self.package, self._controller.request.text
        if outcome.status == "editing":
            outcome = made if made.arn else replace(outcome, body=text)
        ended = package if package.get("ModelPackageStatus") in TERMINAL else {}
        sandbox = self._controller.service.known.sandbox
        return Summary(outcome, ended if outcome.arn else {}, now(), sandbox)

    def _assign(self, value: Any) -> None:
        with trait_errors():
            self._controller.assign(value)

    def _assign_pending(self, rows: Any) -> None:
        if not self._controller.assign_pending(rows):
            raise traitlets.TraitError("pending: a list of dicts of path, key, text and code.")

    def _tell(self, changes: Sequence[Change], published: list[Any], to_send: set[str]) -> None:
        made = [{"name": one.name, "old": one.old, "new": one.new} for one in changes]
        bunches = [traitlets.Bunch(one, owner=self, type="change") for one in made]
        self._notify([*bunches, *published], to_send)

    def _handle_msg(self, msg: Any) -> None:
        """Pass on what is well formed; a page may send anything."""
        data = message_data(msg)
        if data.get("method") not in _METHODS:
            return
        kept = {name: data[name] for name in ("method", "state", "content") if name in data}
        super()._handle_msg({"content": {"data": kept}, "buffers": []})

    def set_state(self, sync_data: Any) -> None:
        """Take what a page sends: request and pending entries; it may set nothing else."""
        if isinstance(sync_data, dict):
            self._controller.write(sync_data.get("value"), sync_data.get("pending"))
