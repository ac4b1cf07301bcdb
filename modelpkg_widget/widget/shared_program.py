"""The page's program and tables, which all forms of a kernel share: a notebook saves them once."""

from __future__ import annotations

import sys
import threading
from typing import Any

import anywidget
import ipywidgets
import traitlets

from .atomic_traits import message_data
from .page_program import IS_WATCHED, own_program, static_file

_LOCK = threading.RLock()


def _packed(about: str) -> traitlets.Bytes:
    return traitlets.Bytes(None, allow_none=True, read_only=True, help=about).tag(sync=True)


class ProgramTraits(traitlets.HasTraits):
    """What ``loader.js`` shows a form with. Each trait is None in a form that refers to another."""

    page_code = _packed("The first part of the page's program, by gzip.")
    page_style = _packed("The style of the first part, by gzip.")
    form_data = _packed("Schema, layout, words and rules: see `page_data.packed`.")


class SharedProgram(ProgramTraits, ipywidgets.Widget):  # type: ignore[misc]  # it has no types
    """Holds what each form would have to send itself. It has no view, and pages only read it.

    Its model in the page is that of anywidget, which saves bytes in a notebook; that of ipywidgets
    saves none. But it is no `anywidget.AnyWidget`, whose layout would be one more comm.
    """

    _model_name = traitlets.Unicode("AnyModel").tag(sync=True)
    _model_module = traitlets.Unicode("anywidget").tag(sync=True)
    _model_module_version = traitlets.Unicode(
        anywidget.AnyWidget.class_traits()["_model_module_version"].default_value
    ).tag(sync=True)
    _esm = traitlets.Unicode("export default {}").tag(sync=True)

    def __init__(self) -> None:
        for name, packed in own_program().items():
            self.set_trait(name, packed)
        super().__init__()
        self.comm.on_close(lambda _: self.close())

    @property
    def model_id(self) -> str:
        """The id, also of a closed one: a form still refers to it, and its page will find none."""
        known: str = self.comm.comm_id if self.comm else self._model_id
        return known

    def __repr__(self) -> str:
        """Leave out the traits, which are tens of kilobytes."""
        return object.__repr__(self)

    def _handle_msg(self, msg: Any) -> None:
        """Send the state to a page that requests it. A page changes nothing."""
        if message_data(msg).get("method") == "request_state":
            self.send_state()


_shared: SharedProgram | None = None


def shared_program() -> SharedProgram:
    """Return the widget that holds the program for all forms of this kernel.

    It is made for the first form, and again after somebody has closed it, as
    ``ipywidgets.Widget.close_all()`` does.
    """
    global _shared
    with _LOCK:
        if _shared is None or _shared.comm is None:
            _shared = SharedProgram()
        return _shared


def program_traits() -> dict[str, Any]:
    """Return the traits by which a new form has its program.

    marimo closes each widget when the cell that made it runs again, although forms of other cells
    refer to it: there, each form has its own program. It also has its style by ``_css``, which
    marimo puts into the shadow root of the form.
    """
    if IS_WATCHED:  # anywidget loads program and style from their files
        return {"form_data": own_program()["form_data"]}
    marimo = sys.modules.get("marimo")
    if not (marimo and marimo.running_in_notebook()):
        return {"page_program": shared_program()}
    return {**own_program(), "page_style": None, "_css": static_file("widget.css")}
