"""The command line ``aws sagemaker create-model-package ...``; nothing of it is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from modelpkg_widget import json_text
from modelpkg_widget.data import table
from modelpkg_widget.schema import OPERATION, Schema, operation_schema

from . import from_yaml, shorthand
from .loaded import Note
from .reading import LONGEST, Bare, NotReadError, Reading, Unresolved, why
from .repairs import flat
from .shell_words import Shell

_VERB = "create-model-package"
_AWS = re.compile(r"(?<![\w.-])aws\s")
Files = Callable[[str], str]


def looks_so(text: str) -> bool:
    """Whether a text holds such a command."""
    return bool(_AWS.search(text, 0, max(text.find(_VERB), 0)))


def read(text: str, files: Files | None = None) -> Reading:
    """Return the request of the command.

    Args:
        text: holds the command; lines may be continued, and a prompt may stand before it.
        files: returns the text of a file that an option names; None: none is read.

    Raises:
        NotReadError: there is no such command, or an option of it cannot be read.
    """
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": table("loading")["formats"]["cli"]}
        raise NotReadError(why("errors", "large", **given), final=True)
    if not looks_so(text):
        raise NotReadError(why("cli", "none"))
    start = max(match.start() for match in _AWS.finditer(text, 0, text.index(_VERB)))
    shell = Shell(text[:start])
    words = shell.words(text[start:])
    if _VERB not in words:
        raise NotReadError(why("cli", "none"))
    at = words.index(_VERB)
    command = _Command(shell, files)
    command.take(words[1:at], before=True)
    command.take(words[at + 1 :])
    return command.reading


class _Command:
    """Takes the options of one command.

    Attributes:
        reading: what they say so far.
    """

    def __init__(self, shell: Shell, files: Files | None) -> None:
        self.reading = Reading({}, "cli")
        self._shell = shell
        self._files = files
        self._schema = operation_schema(OPERATION)
        self._names = {flat(name): name for name in self._schema["properties"]}
        self._ignored = set(table("loading")["cli"]["ignored"])
        self._flags = set(table("loading")["cli"]["flags"])

    def take(self, words: list[str], *, before: bool = False) -> None:
        """Take options and their values; words before the command's name are of other commands."""
        rest = list(words)
        whole: dict[str, Any] = {}
        while rest:
            word = rest.pop(0)
            if not word.startswith("--"):
                if not before or word != "sagemaker":
                    self._leave(self._shell.told(word))
                continue
            name, equals, value = word[2:].partition("=")
            values = [value] if equals else []
            alone = equals or name in self._flags
            while not alone and rest and not rest[0].startswith("--"):
                values.append(rest.pop(0))
                if name in self._ignored or before:
                    break
            if name in self._ignored:
                self._leave(" ".join([f"--{name}", *map(self._shell.told, values)]))
            elif name in ("cli-input-json", "cli-input-yaml"):
                whole = self._whole(name, values)
            else:
                self._option(name, values)
        self.reading.value = {**whole, **self.reading.value}

    def _leave(self, told: str) -> None:
        self.reading.left_out.append(Note((), why("leftOut", "option", option=told[:200])))

    def _whole(self, name: str, values: list[str]) -> dict[str, Any]:
        option = f"--{name}"
        text = self._text(option, " ".join(values))
        if isinstance(text, Unresolved):
            self.reading.gaps.append(Note((), why("gap", "text", text=f"{option} {text.text}")))
            return {}
        found = self._parsed(option, text, is_yaml=name.endswith("yaml"))
        if not isinstance(found, dict):
            raise NotReadError(
                why("cli", "unreadable", option=option, why=why("errors", "scalar")), final=True
            )
        return found

    def _parsed(self, option: str, text: str, *, is_yaml: bool = False) -> Any:
        try:
            return self._shell.filled(from_yaml.read(text) if is_yaml else json_text.loads(text))
        except ValueError as error:
            raise NotReadError(
                why("cli", "unreadable", option=option, why=error), final=True
            ) from None

    def _text(self, option: str, value: str) -> str | Unresolved:
        """Return the text that an option means: its own, or that of the file that it names."""
        told = self._shell.told(value)
        if not told.startswith(("file://", "fileb://")):
            return value
        name = told.partition("://")[2]
        if name in self._shell.files:
            written = self._shell.files[name]
            return Unresolved(told) if written is None else written
        if self._files is None or told != value:
            if told == value:
                said = why("cli", "file", option=option, file=told)
                self.reading.gaps.append(Note((), said))
            return Unresolved(told)
        try:
            return self._files(name)
        except (OSError, ValueError) as error:
            raise NotReadError(
                why("cli", "unreadable", option=option, why=error), final=True
            ) from None

    def _option(self, name: str, values: list[str]) -> None:
        option = f"--{name}"
        member = self._names.get(flat(name))
        if member is None and name.startswith("no-") and not values:
            member = self._names.get(flat(name[3:]))
            values = ["false"] if member else values
        if member is None:
            member = "".join(part[:1].upper() + part[1:] for part in name.split("-"))
            self.reading.value[member] = self._bare(values[0] if len(values) == 1 else values)
            return
        schema = self._resolved(self._schema["properties"][member])
        if schema.get("type") == "boolean" and not values:
            values = ["true"]
        self.reading.value[member] = self._value(option, values, schema)

    def _resolved(self, given: Schema) -> Schema:
        reference = given.get("$ref", "").removeprefix("#/$defs/")
        found: Schema = self._schema["$defs"].get(reference, given)
        return found

    def _value(self, option: str, values: list[str], schema: Schema) -> Any:
        is_list, is_object = (schema.get("type") == kind for kind in ("array", "object"))
        texts = [self._text(option, value) for value in values]
        if not is_list and not is_object:
            one = texts[0] if len(texts) == 1 else " ".join(map(str, texts))
            return one if isinstance(one, Unresolved) else self._bare(one)
        if len(texts) == 1 and isinstance(texts[0], str) and texts[0].lstrip()[:1] in ("[", "{"):
            return self._parsed(option, texts[0])
        of_texts = is_list and self._resolved(schema["items"]).get("type") not in (
            "object",
            "array",
        )
        rows = [
            text if isinstance(text, Unresolved) else self._short(option, text, of_texts=of_texts)
            for text in texts
        ]
        if is_list:
            return rows
        return rows[0] if len(rows) == 1 else rows or {}

    def _short(self, option: str, text: str, *, of_texts: bool) -> Any:
        if of_texts:
            return self._bare(text)
        if self._shell.is_marked(text):
            return Unresolved(self._shell.told(text))
        if text.lstrip()[:1] == "{":
            return self._parsed(option, text)
        return self._bare(shorthand.parse(text, option=option))

    def _bare(self, value: Any) -> Any:
        """Return what shorthand says, each text one whose member tells what it means."""
        if isinstance(value, dict):
            return {self._shell.told(name): self._bare(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._bare(one) for one in value]
        found = self._shell.filled(value)
        return Bare(found) if isinstance(found, str) else found
