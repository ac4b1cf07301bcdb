"""Names of a form: those that people use, and what is said about one that it does not have."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from modelpkg_widget.schema.similar_names import nearest_name

#: What is for the page alone, and what people use of what widgets inherit: see `__dir__`.
_PLUMBING = {
    *("form_data", "page_code", "last_ack", "group_creation"),
    *("set_state", "send_state", "notify_change"),
}
_INHERITED = {"close", "layout", "observe", "unobserve"}
#: Arguments that each widget of ipywidgets takes.
_OPTIONS = ("layout", "tooltip", "tabbable")


class PublicNames:
    """Lists what people use of a form, and refuses names that it does not have."""

    def __getattr__(self, name: str) -> Any:
        """Say which attribute was likely meant: notebooks leave out what Python itself suggests."""
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
        raise self._unknown(name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse a new attribute: ``form.valeu = ...`` would be lost. Subclasses may have some."""
        is_ours = type(self).__module__.startswith("modelpkg_widget.")
        if is_ours and not name.startswith("_") and not hasattr(type(self), name):
            raise self._unknown(name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """Name what people use of a form: tab completion shows none of a widget's plumbing."""
        public = self._public()
        return [name for name in super().__dir__() if name.startswith("_") or name in public]

    def _public(self) -> set[str]:
        ours = [one for one in type(self).__mro__ if one.__module__.startswith("modelpkg_widget.")]
        own = {name for one in ours for name in vars(one) if not name.startswith("_")}
        return (own - _PLUMBING) | _INHERITED

    def _unknown(self, name: str) -> AttributeError:
        text = f"{type(self).__name__} has no attribute {name!r}."
        if name in operation_schema(OPERATION)["properties"]:
            text += f" For the member of the request, use form[{name!r}]."
        else:
            text += _meant(name, sorted(self._public()))
        return AttributeError(text, name=name, obj=self)


def refuse_unknown_options(options: Mapping[str, object], form: type) -> None:
    """Let only options of ipywidgets pass.

    Raises:
        TypeError: there is another one.
    """
    own = [name for name in inspect.signature(form).parameters if name != "options"]
    for name in options:
        if name not in _OPTIONS:
            meant = _meant(name, [*own, *_OPTIONS])
            raise TypeError(f"{form.__name__}() has no argument {name!r}.{meant}")


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest_name(name, known)
    return f" Did you mean {near!r}?" if near else ""
