"""Python text: a literal dict, or a call of ``create_model_package``; parsed and never run."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

from .loaded import Note
from .python_bounds import check_bounds
from .python_following import Followed
from .python_values import is_nameless
from .reading import NotReadError, Reading, bounded_copy, why

_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)


def read(text: str) -> Reading:
    """Return the request that a text of Python makes.

    Raises:
        NotReadError: it is not Python, holds no request, or more than one.
    """
    check_bounds(text)
    source = _MAGIC.sub(r"\1pass", text)  # what IPython takes beside Python
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        followed = Followed(source)
        followed.body(tree.body, {})
    except SyntaxError as error:
        said = f"{error.msg}."
        raise NotReadError(said, error.lineno or 0, error.offset or 0) from None
    except NotReadError:
        raise
    except (ValueError, MemoryError, RecursionError) as error:
        raise NotReadError(f"{str(error) or why('python', 'chain')}.".replace("..", ".")) from None
    found = followed.calls or _single(tree, followed) or followed.dicts()
    if not found:
        raise NotReadError(why("python", "none"))
    if len(found) > 1:
        lines = ", ".join(str(line) for line, _ in found[:20])
        listed = {"count": len(found), "lines": lines}
        raise NotReadError(why("python", "calls", **listed), final=bool(followed.calls))
    return _reading(found[0][1])


def _single(tree: ast.Module, followed: Followed) -> list[tuple[int, Any]]:
    """Return the value of a text that is one expression."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return []
    value = followed.values.of(tree.body[0].value, {})
    is_dict = isinstance(value, dict) and not (value and all(map(is_nameless, value)))
    return [(1, value)] if is_dict else []  # {a: b} is YAML too


def _reading(value: Any) -> Reading:
    reading = Reading({}, "python")

    def named(item: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(item, list):
            return [named(one, (*path, at)) for at, one in enumerate(item)]
        if not isinstance(item, dict):
            return item
        for key in filter(is_nameless, item):
            told = item[key].text if item[key].text.startswith("**") else key[1:]
            reading.gaps.append(Note(path, why("gap", "text", text=told)))
        rows = {key: one for key, one in item.items() if not is_nameless(key)}
        return {key: named(one, (*path, key)) for key, one in rows.items()}

    reading.value = named(bounded_copy(value), ())
    return reading
