"""What a function of Python's own is called with."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from modelpkg_widget.importers.python.interpreter.objects import Dict, Value

if TYPE_CHECKING:
    from modelpkg_widget.importers.python.interpreter.access import Access


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function that is followed.

    Attributes:
        machine: the state.
        given: arguments by position.
        named: arguments by name.
        node: the place.
    """

    machine: Access
    given: list[Value]
    named: Dict
    node: ast.AST
