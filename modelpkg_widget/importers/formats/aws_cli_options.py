"""The options of ``aws sagemaker create-model-package``, as the AWS CLI reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.importers.note import Note
from modelpkg_widget.importers.parse_result import (
    ParseError,
    ParseResult,
    UnquotedScalar,
    Unresolved,
    error_text,
    with_line,
)
from modelpkg_widget.importers.shell.shell_run import VERB
from modelpkg_widget.importers.shell.state import Found
from modelpkg_widget.importers.shell.values import Field, Marks
from modelpkg_widget.request import json_codec
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema
from modelpkg_widget.schema.similar_names import nearest_name

from . import aws_cli_shorthand, yaml_text
from .aws_cli_files import OptionFiles

_WHOLE = ("cli-input-json", "cli-input-yaml")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CURLY = "“”„‟‘’‚‛«»"
#: What another program fills in before a shell reads it: ``${env.X}``, ``${var.x}``, ``${{ X }}``.
_TEMPLATE = re.compile(r"\$\{(?:\{|[A-Za-z_]\w*\.)", re.ASCII)


class Options:
    """Reads the options of one command.

    Args:
        command: what was found.
        marks: of the script.
        files: tells what stands in the files that they name.
        place: returns line and column of a character.
    """

    def __init__(
        self,
        command: Found,
        marks: Marks,
        files: OptionFiles,
        place: Callable[[int], tuple[int, int]],
    ) -> None:
        self._command = command
        self._marks = marks
        self._file = files
        self._place = place
        self._schema = operation_schema(OPERATION)
        self._names = {normalize_name(name): name for name in self._schema["properties"]}
        self._ignored = set(load_table("importers/texts")["cli"]["ignored"])
        self._flags = set(load_table("importers/texts")["cli"]["flags"])
        self._whole: dict[str, Any] = {}
        self._open = ""
        self.reading = ParseResult({}, "cli")

    def read(self) -> ParseResult:
        """Return what the options say.

        Raises:
            ParseError: one of them cannot be read.
        """
        fields = self._command.fields
        at = next(n for n, one in enumerate(fields) if one.text == VERB)
        self._take(fields[:at], is_global=True)
        self._take(fields[at + 1 :], is_global=False)
        if self._command.more:
            self._may_be_any(self._command.more)
        if self._open:
            self._whole = self._unsure(self._whole)
        self.reading.value = {**self._whole, **self.reading.value}
        return self.reading

    def _take(self, fields: list[Field], *, is_global: bool) -> None:
        """Take options and their values; those before the command's name are not of the request."""
        at = 0
        while at < len(fields):
            field = fields[at]
            at += 1
            if not field.text.startswith("--"):
                if not is_global or field.text != "sagemaker":
                    self._beside(field)
                continue
            name, equals, value = field.text[2:].partition("=")
            values = [Field(value, at=field.at)] if equals else []
            name = self._full_name(name)
            alone = equals or name in self._flags
            while not alone and at < len(fields) and not fields[at].text.startswith("--"):
                if self._is_switch(name) and fields[at].text not in ("true", "false"):
                    break
                values.append(fields[at])
                at += 1
                if name in self._ignored or is_global:
                    break
            if self._marks.has(name):
                self._may_be_any(field)
            elif name in self._ignored or is_global:
                shown = [self._marks.shown(one.text) for one in values]
                self._leave(" ".join([f"--{name}", *shown]))
            elif name in _WHOLE:
                self._whole = self._input(name, values[:1])
                for beside in values[1:]:
                    self._beside(beside)
            else:
                self._option(name, values)

    def _is_switch(self, name: str) -> bool:
        """Whether an option has no value."""
        member = self._names.get(normalize_name(name.removeprefix("no-")))
        given = self._schema["properties"].get(member, {})
        return bool(self._resolved(given).get("type") == "boolean")

    def _full_name(self, name: str) -> str:
        """Return the name of an option; the AWS CLI takes the beginning of one, too."""
        known = [_kebab(one) for one in self._schema["properties"]]
        known += [*self._ignored, *_WHOLE]
        if name in known or not name:
            return name
        begun = [one for one in known if one.startswith(name)]
        return begun[0] if len(begun) == 1 else name

    def _beside(self, field: Field) -> None:
        """Take a word that is no option and no value."""
        if field.is_open or self._marks.is_one(field.text):
            self._may_be_any(field)
        else:
            self._leave(self._marks.shown(field.text))

    def _may_be_any(self, field: Field) -> None:
        """Options that nobody knows: what stands before them may be said again."""
        self._open = self._marks.shown(field.text)
        message = error_text("cli", "options", text=self._open, line=self._place(field.at)[0])
        self.reading.gaps.append(Note((), message))
        self.reading.value = self._unsure(self.reading.value)

    def _unsure(self, value: dict[str, Any]) -> dict[str, Any]:
        message = error_text("cli", "again", text=self._open)
        return {name: Unresolved(self._open, message) for name in value}

    def _leave(self, shown: str) -> None:
        self.reading.left_out.append(Note((), error_text("left_out", "option", option=shown[:200])))

    # ---- one option

    def _option(self, name: str, values: list[Field]) -> None:
        option = f"--{name}"
        member = self._names.get(normalize_name(name))
        if member is None and name.startswith("no-") and not values:
            member = self._names.get(normalize_name(name[3:]))
            values = [Field("false")] if member else values
        if member is None:
            self._unknown(name, values)
            return
        schema = self._resolved(self._schema["properties"][member])
        if schema.get("type") == "boolean" and not values:
            values = [Field("true")]
        more: list[Field] = []
        while len(values) > 1 and values[-1].is_open:
            more.append(values.pop())
        curly = next((one for one in values if one.text and one.text[0] in _CURLY), None)
        if curly is not None:
            line, column = self._place(curly.at)
            shown = self._marks.shown(" ".join(one.text for one in values))
            message = error_text("cli", "curly", text=shown[:200], line=line, column=column)
            self.reading.value[member] = Unresolved(shown, message)
        else:
            texts = [one.text for one in values]
            found = self._templates(self._value(option, texts, schema))
            self.reading.value[member] = self._lined(found, values)
        for field in reversed(more):  # these may hold this option once more
            self._may_be_any(field)

    def _lined(self, value: Any, fields: list[Field]) -> Any:
        """Return a value in which each gap knows the line of the word that it stands in."""
        lines = [self._place(one.at)[0] for one in fields]
        if isinstance(value, list) and len(value) == len(fields):
            return [with_line(one, line) for one, line in zip(value, lines, strict=True)]
        return with_line(value, lines[0]) if lines else value

    def _unknown(self, name: str, values: list[Field]) -> None:
        """Take an option that AWS does not have: a check names it, if its value is known."""
        texts = [one.text for one in values]
        member = "".join(part[:1].upper() + part[1:] for part in name.split("-"))
        known = not any(self._marks.has(text) or _TEMPLATE.search(text) for text in texts)
        if known and member.isidentifier():
            self.reading.value[member] = self._bare(texts[0] if len(texts) == 1 else texts)
            return
        near = nearest_name(member, self._schema["properties"])
        code = "unknown_near" if near else "unknown"
        option = f"--{self._marks.shown(name)}"
        message = error_text("left_out", code, option=option, near=_kebab(near or ""))
        self.reading.left_out.append(Note((), message))

    def _input(self, name: str, values: list[Field]) -> dict[str, Any]:
        option = f"--{name}"
        text = self._file.text(option, values[0].text if values else "")
        if isinstance(text, Unresolved) or self._marks.is_one(text):
            shown = text if isinstance(text, Unresolved) else Unresolved(self._marks.shown(text))
            line = self._place(values[0].at)[0] if values else 0
            given = {"text": f"{option} {shown.text}", "line": line}
            message = shown.reason or error_text("gap", "line" if line else "text", **given)
            self.reading.gaps.append(Note((), message))
            return {}
        found = self._parsed(option, text, is_yaml=name.endswith("yaml"))
        if not isinstance(found, dict):
            message = error_text(
                "cli", "unreadable", option=option, why=error_text("errors", "scalar")
            )
            raise ParseError(message, final=True)
        made: dict[str, Any] = self._lined(self._templates(found), values)
        return made

    def _parsed(self, option: str, text: str, *, is_yaml: bool = False) -> Any:
        quoted = self._marks.quoted(text)
        try:
            found = yaml_text.read(quoted) if is_yaml else json_codec.loads(quoted)
        except ValueError as error:
            message = self._marks.shown(str(error))
            if any(char in text for char in _CURLY):
                message = f"{message} {error_text('cli', 'curly_inside')}"
            message = error_text("cli", "unreadable", option=option, why=message)
            raise ParseError(message, final=True) from None
        return self._marks.resolved(found)

    # ---- values

    def _resolved(self, given: Schema) -> Schema:
        reference = given.get("$ref", "").removeprefix("#/$defs/")
        found: Schema = self._schema["$defs"].get(reference, given)
        return found

    def _value(self, option: str, values: list[str], schema: Schema) -> Any:
        is_list, is_object = (schema.get("type") == kind for kind in ("array", "object"))
        texts = [self._file.text(option, value) for value in values]
        if not is_list and not is_object:
            one = texts[0] if len(texts) == 1 else " ".join(map(str, texts))
            return one if isinstance(one, Unresolved) else self._bare(one)
        if len(texts) == 1 and isinstance(texts[0], str) and texts[0].lstrip()[:1] in ("[", "{"):
            return self._parsed(option, texts[0])
        of_texts = is_list and self._resolved(schema["items"]).get("type") not in (
            "object",
            "array",
        )
        if len(texts) == 1 and isinstance(texts[0], str) and self._marks.is_one(texts[0]):
            return Unresolved(self._marks.shown(texts[0]))
        rows = [
            text if isinstance(text, Unresolved) else self._short(option, text, of_texts=of_texts)
            for text in texts
        ]
        if is_list and not (len(rows) == 1 and isinstance(rows[0], Unresolved)):
            return rows
        return rows[0] if len(rows) == 1 else rows or {}

    def _short(self, option: str, text: str, *, of_texts: bool) -> Any:
        if of_texts:
            return self._bare(text)
        if self._marks.is_one(text):
            return Unresolved(self._marks.shown(text))
        if text.lstrip()[:1] == "{":
            return self._parsed(option, text)
        try:
            return self._bare(aws_cli_shorthand.parse(text, option=option))
        except ParseError:
            if self._marks.has(text):
                return Unresolved(self._marks.shown(text))
            raise

    def _bare(self, value: Any) -> Any:
        """Return what shorthand says, each text one whose member tells what it means."""
        if isinstance(value, dict):
            return self._marks.resolved({name: self._bare(one) for name, one in value.items()})
        if isinstance(value, list):
            return [self._bare(one) for one in value]
        found = self._marks.resolved(value)
        return UnquotedScalar(found) if isinstance(found, str) else found

    def _templates(self, value: Any) -> Any:
        """Return a value in which what another program fills in is a gap."""
        if isinstance(value, dict):
            return {name: self._templates(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._templates(one) for one in value]
        if isinstance(value, str) and _TEMPLATE.search(value):
            return Unresolved(str.__str__(value))
        return value


def _kebab(name: str) -> str:
    """Return a member's name as the AWS CLI spells it."""
    return _WORD.sub("-", name).lower()
