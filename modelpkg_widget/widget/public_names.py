"""Names of a form: those that people use, and what is said about one that it does not have."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import traitlets

from modelpkg_widget.aws.session_objects import argument_for
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from modelpkg_widget.schema.similar_names import nearest_name

#: What is for the page alone, and what people use of what widgets inherit: see `__dir__`.
_PLUMBING = {
    *("form_data", "page_code", "page_program", "page_style", "last_ack", "group_creation"),
    *("set_state", "send_state", "notify_change"),
}
_INHERITED = {"close", "layout", "observe", "unobserve"}
#: Arguments that each widget of ipywidgets takes.
_OPTIONS = ("layout", "tooltip", "tabbable")


_SHOW = "To show the form, put it in the last line of a cell."
_SAVE = "For the request as text, use form.export('json'); draft= keeps it in a file."
_READ = "The request is form.value."
_PROBLEMS = "What is wrong is in form.issues."
#: What other libraries call what a form has.
_ELSEWHERE = {
    **dict.fromkeys(("display", "show", "render"), _SHOW),
    **dict.fromkeys(("save", "write", "dump", "dumps", "json", "to_json", "to_yaml"), _SAVE),
    **dict.fromkeys(("request", "data", "dict", "to_dict", "get_value", "get", "items"), _READ),
    **dict.fromkeys(("errors", "problems", "validate", "check", "is_valid"), _PROBLEMS),
    **dict.fromkeys(("create", "send", "register", "run"), "To create the package: form.submit()."),
    **dict.fromkeys(("state", "done"), "What became of it is in form.status."),
    **dict.fromkeys(("clear", "empty"), "form.reset() starts over; form.value = {} empties it."),
    "update": "Use form.load({...}, merge=True).",
}


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
        trait = self.traits().get(name) if is_ours and not name.startswith("_") else None
        if trait is not None and trait.read_only:
            raise traitlets.TraitError(
                f"form.{name} is read-only, it follows from the form. To change the request, set "
                "form.value, or a member such as form['Domain']."
            )
        super().__setattr__(name, value)

    def observe(self, handler: Any, names: Any = traitlets.All, type: Any = "change") -> None:  # noqa: A002
        """Call a function when a trait changes: see `traitlets.HasTraits.observe`.

        Raises:
            TypeError: The handler is not a function.
            ValueError: There is no such trait.
        """
        if not callable(handler):
            raise TypeError("observe() takes the function first: form.observe(handler, 'value').")
        if names is not traitlets.All and not isinstance(handler, traitlets.ObserveHandler):
            for name in [names] if isinstance(names, str) else names:
                if name is not traitlets.All and not self.has_trait(name):
                    known = [one for one in self._public() if self.has_trait(one)]
                    raise ValueError(f"A form has no trait {name!r}.{_meant(name, sorted(known))}")
        super().observe(handler, names, type)  # type: ignore[misc]  # of HasTraits

    def __copy__(self) -> Any:
        """Refuse.

        Raises:
            TypeError: Always.
        """
        name = type(self).__name__
        raise TypeError(f"A form can't be copied. Use {name}(form), which copies its request.")

    def __deepcopy__(self, _: object) -> Any:
        return self.__copy__()

    def __reduce_ex__(self, _: object) -> Any:
        """Refuse: a form belongs to its kernel and to the pages that show it.

        Raises:
            TypeError: Always.
        """
        raise TypeError(
            "A form can't be pickled. Pickle form.value, or pass draft= to save it to a file."
        )

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
        elif name in _ELSEWHERE:
            text += f" {_ELSEWHERE[name]}"
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
            is_member = name in operation_schema(OPERATION)["properties"]
            meant = (
                f" The request is the first argument: {form.__name__}({{{name!r}: ...}})."
                if is_member
                else _meant(name, [*own, *_OPTIONS])
            )
            raise TypeError(f"{form.__name__}() has no argument {name!r}.{meant}")


def refuse_other_values(value: object, draft: object) -> None:
    """Let a request and the path of a draft pass; other JSON, too, whose problems are in `issues`.

    Raises:
        TypeError: it is something else that people have at hand.
    """
    place = argument_for(value)
    if place:
        raise TypeError(
            f"value must be a request, but is of type {type(value).__name__}. Pass it as {place}=."
        )
    if isinstance(value, os.PathLike):
        raise TypeError(
            f"value must be a dict, but is of type {type(value).__name__}. "
            "To read a file or a text, use form.load(...)."
        )
    if draft is not None and not isinstance(draft, (str, os.PathLike)):
        raise TypeError(f"draft must be the path of a file, but is of type {type(draft).__name__}.")


def _meant(name: str, known: Iterable[str]) -> str:
    known = list(known)
    near = nearest_name(name, known) or next(iter(get_close_matches(name, known, 1, 0.75)), None)
    return f" Did you mean {near!r}?" if near else ""
