"""Python text: a literal dict, or a call of ``create_model_package``; parsed and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from modelpkg_widget.importers import unwrapping
from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.importers.import_format import Clues, TextFormat
from modelpkg_widget.importers.note import Note
from modelpkg_widget.importers.parse_result import (
    ParseError,
    ParseResult,
    Unresolved,
    bounded_copy,
    error_text,
    gap_text,
)
from modelpkg_widget.importers.python.interpreter.machine import CALL
from modelpkg_widget.importers.python.interpreter.plain import NAMELESS, Plain, Written, agreed
from modelpkg_widget.importers.python.interpreter.program import Program
from modelpkg_widget.importers.python.interpreter.source import Source
from modelpkg_widget.importers.python.interpreter.store import BudgetError
from modelpkg_widget.importers.python.ipython_cells import without_magics
from modelpkg_widget.importers.python.limits import check_bounds
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from . import step_functions

_MOST_LINES = 20
_CERTAIN, _LIKELY, _POSSIBLE = 40, 20, 10


def read(text: str) -> ParseResult:
    """Return the request that a text of Python makes.

    Raises:
        ParseError: it is not Python, holds no request, or more than one.
    """
    check_bounds(text)
    try:
        found, is_call = _found(_parsed(text))
    except SyntaxError as error:
        said = f"{error.msg}."
        raise ParseError(said, error.lineno or 0, error.offset or 0) from None
    except ParseError:
        raise
    except (ValueError, MemoryError, RecursionError) as error:
        raise ParseError(
            f"{str(error) or error_text('python', 'chain')}.".replace("..", ".")
        ) from None
    if not found:
        raise ParseError(error_text("python", "none"))
    if len(found) > 1:
        lines = ", ".join(str(line) for line, _ in found[:_MOST_LINES])
        listed = {"count": len(found), "lines": lines}
        raise ParseError(error_text("python", "calls", **listed), final=is_call)
    ((_, written),) = found
    for line, column, key in written.twice:
        raise ParseError(error_text("yaml", "twice", key=key), line, column, final=True)
    if written.kind == "task":
        return step_functions.read(bounded_copy(written.value))
    return (None if is_call else _unwrapped(written)) or _reading(written.value)


def _parsed(text: str) -> Source:
    try:
        return Source(text)
    except SyntaxError:
        plain = without_magics(text)
        if plain == text:
            raise
        return Source(plain)


Found = list[tuple[int, Written]]


def _found(source: Source) -> tuple[Found, bool]:
    """Return line and value of each request, and whether they are calls."""
    program = Program(source, _members())
    try:
        program.run()
    except (BudgetError, RecursionError):
        return list(_unfollowed(source)), True
    if program.is_patched and program.sent:
        raise ParseError(error_text("python", "patched"))
    rows = sorted(program.sent.values(), key=lambda one: getattr(one.node, "lineno", 0))
    if rows:
        if len(rows) == 1 and program.is_twice:
            line = getattr(rows[0].node, "lineno", 0)
            raise ParseError(error_text("python", "sent", line=line), final=True)
        return [(getattr(one.node, "lineno", 0), _of_all(one.requests)) for one in rows], True
    unsent = [line for line, _ in _unfollowed(source)]
    if unsent:
        raise ParseError(error_text("python", "unsent", line=unsent[0]), final=True)
    return _dicts(program), False


def _of_all(requests: list[Written]) -> Written:
    twice = tuple(row for one in requests for row in one.twice)
    return Written(agreed([one.value for one in requests]), twice, requests[0].kind)


def _dicts(program: Program) -> Found:
    """Return what is a request by its names: the one expression of a text, or a dict in it."""
    body = program.source.tree.body
    if len(body) == 1 and isinstance(body[0], ast.Expr):
        value = program.plain(program.evaluate(body[0].value, program.module))
        keys = list(value.value) if isinstance(value.value, dict) else []
        is_dict = isinstance(value.value, dict) and not (keys and all(map(_is_nameless, keys)))
        return [(1, value)] if is_dict else []  # {a: b} is YAML too
    known = _members()
    rows: Found = []
    for line, written in sorted(program.dicts.values(), key=lambda row: row[0]):
        names = [key for key in written.value if not _is_nameless(key)]
        is_request = names and all(normalize_name(name) in known for name in names)
        if is_request or _unwrapped(written) is not None:
            rows.append((line, written))
    return rows


def _unwrapped(written: Written) -> ParseResult | None:
    """Return the request in a dict of another format, such as a pipeline's definition."""
    return unwrapping.unwrapped(bounded_copy(written.value))


def _members() -> frozenset[str]:
    return frozenset(normalize_name(name) for name in operation_schema(OPERATION)["properties"])


def _unfollowed(source: Source) -> Iterator[tuple[int, Written]]:
    """Return the calls of a text that takes more steps than are followed: all of it is gaps."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == CALL:
            rows = {
                one.arg or f"{NAMELESS}**": Plain(source).spelled(one.value)
                for one in node.keywords
            }
            yield node.lineno, Written(rows, ())


def _is_nameless(key: str) -> bool:
    return key.startswith(NAMELESS)


def _reading(value: Any) -> ParseResult:
    reading = ParseResult({}, "python")
    if isinstance(value, Unresolved):
        reading.gaps.append(Note((), gap_text(value)))
        return reading

    def named(item: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(item, list):
            return [named(one, (*path, at)) for at, one in enumerate(item)]
        if not isinstance(item, dict):
            return item
        for key in filter(_is_nameless, item):
            gap = item[key] if isinstance(item[key], Unresolved) else Unresolved(key[1:])
            reading.gaps.append(Note(path, gap_text(gap)))
        rows = {key: one for key, one in item.items() if not _is_nameless(key)}
        return {key: named(one, (*path, key)) for key, one in rows.items()}

    reading.value = named(bounded_copy(value), ())
    return reading


def _likelihood(clues: Clues) -> int:
    if clues.is_command:  # before the command when it is a string of the program that calls it
        return (_CERTAIN if clues.is_call else _LIKELY) if clues.is_python else 0
    is_yaml = clues.is_mapping and not clues.is_python and not clues.is_bracketed
    return _POSSIBLE if is_yaml else _LIKELY


FORMAT = TextFormat("python", "Python code", _likelihood, lambda text, _: read(text))
