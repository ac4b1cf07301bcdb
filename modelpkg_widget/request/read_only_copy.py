"""Copies of a request that refuse changes: ``form.value["X"] = ...`` would be lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn

from .issues import Path, format_path
from .plain_json import Json, to_plain_json

Spell = Callable[[Path], str]
_Place = Any
"""None, or a step and the place above it: thousands of levels would make long tuples many."""


class _ReadOnly:
    """What dicts and lists of such a copy have in common."""

    __slots__ = ()
    _place: _Place
    _spell: Spell

    def __init__(self, items: Any = (), place: _Place = None, spell: Spell = format_path) -> None:
        super().__init__(items)  # type: ignore[call-arg]  # of dict or list
        object.__setattr__(self, "_place", place)
        object.__setattr__(self, "_spell", spell)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        self._lost(name)

    def __delattr__(self, name: str) -> NoReturn:
        self._lost(name, delete=True)

    def _lost(self, step: object, *, delete: bool = False) -> NoReturn:
        steps = [step] if isinstance(step, (str, int)) else []
        place = self._place
        while place is not None:
            above, place = place
            steps.append(above)
        path = tuple(reversed(steps))
        member = f"form[{self._spell(path)!r}]" if path else "form.value"
        line = f"del {member}" if delete else f"{member} = ..."
        raise TypeError(
            f"This is a read-only copy, so the change would be lost. Use {line}, "
            "or change form.value.copy() and assign it."
        )

    def copy(self) -> Any:
        """Return a copy that can be changed, with all that is in it."""
        return to_plain_json(self)

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, _: object) -> Any:
        return self.copy()

    def __reduce__(self) -> Any:
        return to_plain_json, (dict(self) if isinstance(self, dict) else list(self),)  # type: ignore[call-overload]


class ReadOnlyDict(_ReadOnly, dict[str, Any]):
    """A dict of such a copy; equal to a plain one, and written as one."""

    __slots__ = ("_place", "_spell")

    def __getattr__(self, name: str) -> NoReturn:
        hint = f" Use [{name!r}]." if name in self else ""
        raise AttributeError(f"A dict has no attribute {name!r}.{hint}", name=name, obj=self)

    def __setitem__(self, key: str, value: object) -> NoReturn:
        self._lost(key)

    def __delitem__(self, key: str) -> NoReturn:
        self._lost(key, delete=True)

    def setdefault(self, key: str, *_: object) -> Any:
        """Return the value of a key that is there; another would be lost."""
        return self[key] if key in self else self._lost(key)

    def pop(self, key: str, *_: object) -> NoReturn:
        """Refuse."""
        self._lost(key, delete=True)

    def popitem(self) -> NoReturn:
        """Refuse."""
        self._lost(next(reversed(self), None), delete=True)

    def update(self, *given: Any, **more: object) -> NoReturn:
        """Refuse."""
        self._lost(next(iter(dict(*given, **more)), None))

    def clear(self) -> NoReturn:
        """Refuse."""
        self._lost(None)

    def __ior__(self, other: Any) -> Any:  # type: ignore[misc]
        """Return a new dict: ``form.value |= {...}`` assigns it."""
        return self.copy() | other


class ReadOnlyList(_ReadOnly, list[Any]):
    """A list of such a copy; equal to a plain one, and written as one."""

    __slots__ = ("_place", "_spell")

    def __setitem__(self, at: Any, value: object) -> NoReturn:
        self._lost(at)

    def __delitem__(self, at: Any) -> NoReturn:
        self._lost(at, delete=True)

    def append(self, item: object) -> NoReturn:  # noqa: ARG002 - as lists have it
        """Refuse."""
        self._lost(len(self))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        self._lost(None)

    extend = insert = remove = pop = clear = sort = reverse = _refuse

    def __iadd__(self, other: Any) -> Any:  # type: ignore[misc]
        """Return a new list: ``form["Tags"] += [...]`` assigns it."""
        return [*self.copy(), *other]

    def __imul__(self, times: Any) -> Any:  # type: ignore[misc]
        """Return a new list, as `__iadd__`."""
        return self.copy() * times


for _kind, _plain in ((ReadOnlyDict, dict), (ReadOnlyList, list)):
    _kind.__name__ = _plain.__name__  # JMESPath, which boto3 has, goes by the name of a type


def read_only_copy(value: Json, spell: Spell, path: Path = ()) -> Json:
    """Return a copy of plain JSON, of any depth, that refuses changes.

    Args:
        value: the request, or a part of it.
        spell: writes a path as the form takes it.
        path: of the part.
    """
    _let_yaml_write_it()
    place: _Place = None
    for step in path:
        place = (step, place)
    root: list[Json] = [None]
    todo: list[tuple[Json, _Place, Any, Any]] = [(value, place, root, 0)]
    while todo:
        item, place, holder, key = todo.pop()
        made = item
        if isinstance(item, dict):
            made = ReadOnlyDict(item, place, spell)
            todo += [(child, (name, place), made, name) for name, child in item.items()]
        elif isinstance(item, list):
            made = ReadOnlyList(item, place, spell)
            todo += [(child, (at, place), made, at) for at, child in enumerate(item)]
        put = dict.__setitem__ if isinstance(holder, dict) else list.__setitem__
        put(holder, key, made)
    return root[0]


@cache
def _let_yaml_write_it() -> None:
    """PyYAML looks for the class of a value, and not for those that it is derived from."""
    from yaml.representer import Representer, SafeRepresenter

    for kind in (SafeRepresenter, Representer):
        kind.add_multi_representer(ReadOnlyDict, SafeRepresenter.represent_dict)
        kind.add_multi_representer(ReadOnlyList, SafeRepresenter.represent_list)
