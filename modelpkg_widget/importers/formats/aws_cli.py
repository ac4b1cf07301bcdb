"""The command ``aws sagemaker create-model-package ...`` of a script; nothing of it is run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modelpkg_widget.importers.import_format import Clues, TextFormat
from modelpkg_widget.importers.parse_result import LONGEST, ParseError, ParseResult, error_text
from modelpkg_widget.importers.shell.interpreter import Interpreter
from modelpkg_widget.importers.shell.lexer import Lexer
from modelpkg_widget.importers.shell.parser import parse, parse_list, parse_simple
from modelpkg_widget.importers.shell.shell_run import VERB
from modelpkg_widget.importers.shell.state import Found
from modelpkg_widget.importers.shell.syntax_tree import AndOr, Pipeline, Script, Simple, walk
from modelpkg_widget.importers.shell.values import Marks

from .aws_cli_files import Files, OptionFiles
from .aws_cli_options import Options
from .embedded_scripts import Embedded, scripts_in

__all__ = ["Files", "is_aws_command", "read"]

_AWS = re.compile(r"(?<![\w.-])aws(?![\w.-])")
_VERB = re.compile(rf"{VERB}(?![\w-])")
_MOST_LISTED = 20
_LIKELY = 30


def is_aws_command(text: str) -> bool:
    """Whether a text holds such a command."""
    aws, verbs = _AWS.search(text), list(_VERB.finditer(text))
    return bool(aws and verbs and aws.start() < verbs[-1].start())


def read(text: str, files: Files | None = None) -> ParseResult:
    """Return the request of the command.

    Args:
        text: a script with the command, or a text that has scripts in it: Markdown, the file of a
            CI service, a Jenkinsfile, Terraform.
        files: returns the text of a file that an option names; None: none is read.

    Raises:
        ParseError: there is no such command, more than one, or one that may not run; or an
            option of it cannot be read.
    """
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": FORMAT.title}
        raise ParseError(error_text("errors", "large", **given), final=True)
    if not is_aws_command(text):
        raise ParseError(error_text("cli", "none"))
    marks = Marks()
    scripts = scripts_in(marks.clean(text), marks, _VERB)
    return _read_one([_followed(one, marks) for one in scripts], marks, files)


@dataclass
class _Followed:
    """A script and the commands that were found in it.

    Attributes:
        shell: what followed it.
        script: its tree.
        first_line: the lines before it in the text.
    """

    shell: Interpreter
    script: Script
    first_line: int

    def line(self, at: int) -> int:
        return self.first_line + self.shell.lexer.place(at)[0]

    def lines(self, node: Simple) -> str:
        """Say where a command stands."""
        first, last = self.line(node.start), self.line(max(node.end - 1, node.start))
        return error_text("cli", "line" if first == last else "lines", first=first, last=last)


def _followed(script: Embedded, marks: Marks) -> _Followed:
    try:
        tree, lexer = parse(script.text)
    except ParseError as error:
        if script.is_shell or not _may_be_alone(error):
            raise
        tree, lexer = _alone(script.text, error)
    shell = Interpreter(tree, lexer, marks)
    shell.script(tree)
    return _Followed(shell, tree, script.first_line)


def _may_be_alone(error: ParseError) -> bool:
    return getattr(error, "at", None) is not None


def _alone(text: str, error: ParseError) -> tuple[Script, Lexer]:
    """Return the commands alone, of a text that is no script as a whole."""
    script = Script()
    lexer = Lexer(text, parse_list)
    for verb in _VERB.finditer(text):
        begin = text.rfind("\n", 0, verb.start()) + 1
        while begin > 1 and text[begin - 2] in "\\`^":
            begin = text.rfind("\n", 0, begin - 1) + 1
        aws = _AWS.search(text, begin, verb.start())
        if aws and "#" not in text[begin : aws.start()]:
            lexer.at = aws.start()
            script.items.append(AndOr([Pipeline([parse_simple(lexer)])], []))
        if len(script.items) > _MOST_LISTED:
            break
    if not script.items:
        raise error
    return script, lexer


def _read_one(given: list[_Followed], marks: Marks, files: Files | None) -> ParseResult:
    found = [(one, command) for one in given for command in one.shell.found]
    if len(found) > 1:
        lines = dict.fromkeys(str(one.line(command.node.start)) for one, command in found)
        listed = {"count": len(found), "lines": ", ".join(list(lines)[:_MOST_LISTED])}
        code = "several" if len(lines) > 1 else "repeated"
        raise ParseError(error_text("cli", code, **listed), final=True)
    if not found:
        raise _not_run(given)
    ((one, command),) = found
    if command.condition >= 0:
        place = {"line": one.line(command.node.start), "at": one.line(command.condition)}
        message = error_text("cli", "conditional", **place, lines=one.lines(command.node))
        raise ParseError(message, final=True)
    return _reading(one, command, marks, files)


def _not_run(given: list[_Followed]) -> ParseError:
    """Say where a command stands that does not run."""
    for one in given:
        for node in walk(one.script):
            words = [word.constant for word in node.words] if isinstance(node, Simple) else []
            if VERB in words and "aws" in words:
                message = error_text("cli", "unused", lines=one.lines(node))
                return ParseError(message, final=True)
    return ParseError(error_text("cli", "none"))


def _reading(one: _Followed, command: Found, marks: Marks, files: Files | None) -> ParseResult:
    programs = [(one.line(at), words) for at, words in one.shell.programs]

    def place(at: int) -> tuple[int, int]:
        line, column = one.shell.lexer.place(at)
        return one.first_line + line, column

    options = Options(command, marks, OptionFiles(command, marks, files, programs), place)
    return options.read()


def _likelihood(clues: Clues) -> int:
    return _LIKELY if clues.is_command else 0


FORMAT = TextFormat("cli", "an AWS CLI command", _likelihood, read)
