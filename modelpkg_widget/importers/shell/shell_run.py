"""What a command that runs a script needs of whoever follows the outer one."""

from __future__ import annotations

from abc import abstractmethod
from enum import IntEnum
from typing import Any

from .state import State
from .syntax_tree import Assignment, Simple
from .values import Field

VERB = "create-model-package"


class Flow(IntEnum):
    """What comes behind a command: the next one; the loop's next; the caller's; nothing."""

    NEXT = 0
    LEAVE = 1
    RETURN = 2
    EXIT = 3


class ShellRun(State):
    """Follows a script.

    Attributes:
        nested: how many inner scripts are followed in each other.
    """

    nested = 0

    @abstractmethod
    def body(self, node: Any) -> Flow:
        """Follow the body of a function."""

    @abstractmethod
    def keep_open(self, node: Simple, fields: list[Field], spelled: str) -> None:
        """Keep a command that gets more arguments, which are spelled so in the text."""

    @abstractmethod
    def value_of(self, assignment: Assignment) -> str | list[str] | None:
        """Return the value that a variable gets; None when it is not known."""
