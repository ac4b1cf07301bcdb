"""What an import format declares: each is a file in ``formats/`` and a row in ``registry.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .formats.aws_cli_files import Files
from .parse_result import ParseResult


@dataclass(frozen=True)
class Clues:
    """What a glance at a text shows.

    Attributes:
        text: the whole of it.
        is_command: it holds a command of the AWS CLI, and is no JSON object.
        is_bracketed: it begins with a bracket of JSON.
        is_json: it begins as JSON does, and nothing else.
        is_python: a line of it is a statement of Python.
        is_call: it calls ``create_model_package``.
        is_mapping: a line of it is a key of YAML.
    """

    text: str
    is_command: bool
    is_bracketed: bool
    is_json: bool
    is_python: bool
    is_call: bool
    is_mapping: bool


@dataclass(frozen=True)
class TextFormat:
    """A format that a text is in.

    Attributes:
        id: of what is read, in `ParseResult.format`.
        title: its name inside a sentence, such as ``an AWS CLI command``.
        likelihood: of a text: those above 0 are tried, the largest first.
        read: returns the request. It raises a `ParseError` for a text that has none.
    """

    id: str
    title: str
    likelihood: Callable[[Clues], int]
    read: Callable[[str, Files | None], ParseResult]


@dataclass(frozen=True)
class ValueFormat:
    """A format that wraps a request in a value.

    Attributes:
        id: of what is read, in `ParseResult.format`.
        title: its name inside a sentence, such as ``a CloudFormation template``.
        recognise: whether a value is of this format, with a request or without one.
        read: returns the request of a value that was recognised. It raises a `ParseError` for one
            that has none, or more than one.
        own_names: it spells all members in its own way, which is not worth a note.
    """

    id: str
    title: str
    recognise: Callable[[Any], bool]
    read: Callable[[Any], ParseResult]
    own_names: bool = False
