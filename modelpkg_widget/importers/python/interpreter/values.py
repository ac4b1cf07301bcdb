"""Values without cells: functions of Python's own, methods, what is called later."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .objects import Class, Dict, Function, Value


@dataclass(frozen=True, slots=True)
class Inert:
    """An unknown value that changes nothing that it is called with: a client, a logger."""

    node: ast.AST
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A method of the text with its first argument."""

    function: Function
    me: Value


@dataclass(frozen=True, slots=True)
class Native:
    """A method of a dict, a list, a text or a tuple."""

    receiver: Value
    name: str


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of Python's own, by its dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Send:
    """``create_model_package`` of a client."""

    node: ast.AST


@dataclass(frozen=True, slots=True)
class View:
    """``keys()``, ``values()`` or ``items()`` of a dict."""

    of: Dict
    kind: str


@dataclass(frozen=True, slots=True)
class Lazy:
    """``enumerate``, ``zip``, ``reversed`` or ``range`` that is gone through where it stands."""

    kind: str
    sources: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Super:
    """``super()`` in a method."""

    cls: Class
    me: Value


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests were sent so far: at least, and at most; 2 is two or more."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a class of the SageMaker SDK or of the CDK was called with.

    Attributes:
        name: of the class.
        fields: arguments by name.
    """

    name: str
    fields: tuple[tuple[str, Value], ...]
    node: ast.AST
