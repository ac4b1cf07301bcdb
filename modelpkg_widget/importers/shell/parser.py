"""A shell script becomes a syntax tree: lists, pipelines, compound commands, functions.

Source:
    POSIX.1-2024, "Shell Command Language", 2.10 "Shell Grammar"; the Bash manual for ``[[``,
    ``((``, arrays and ``function``.
"""

from __future__ import annotations

import re

from modelpkg_widget.importers.parse_result import ParseError, error_text

from .compounds import compound
from .lexer import Lexer
from .syntax_tree import (
    AndOr,
    Assignment,
    Case,
    Function,
    If,
    Loop,
    Node,
    Pipeline,
    Script,
    Simple,
    Test,
    Word,
)

_MOST_WORDS = 20_000
_ASSIGNS = re.compile(r"([A-Za-z_]\w*)(\[[^\]=\s]{0,200}\])?(\+?)=", re.ASCII)


def parse(text: str) -> tuple[Script, Lexer]:
    """Return the tree of a script, and the lexer, which knows lines.

    Raises:
        ParseError: it is no shell script, with the place; or nested too deep.
    """
    lexer = Lexer(text, parse_list)
    script = parse_list(lexer)
    if lexer.at < len(text):
        raise lexer.error("syntax")
    return script, lexer


def parse_list(lexer: Lexer) -> Script:
    """Parse commands up to what ends a list: a closing word or parenthesis, or the end."""
    made = Script()
    while True:
        lexer.skip_lines()
        if _ends(lexer):
            return made
        item = _and_or(lexer)
        made.items.append(item)
        lexer.skip_blank()
        if lexer.peek() == "&" and lexer.peek(2) != "&&":
            item.background = True
            lexer.at += 1
        elif lexer.peek() == ";" and lexer.peek(2) not in (";;", ";&"):
            lexer.at += 1
        elif lexer.peek() == "\n":
            lexer.newline()
        elif not _ends(lexer):
            raise lexer.error("syntax")


_CLOSING = frozenset(["then", "elif", "else", "fi", "do", "done", "esac", "}"])


def _ends(lexer: Lexer) -> bool:
    if lexer.at >= len(lexer.text) or lexer.peek() == ")" or lexer.peek(2) in (";;", ";&"):
        return True
    return lexer.reserved() in _CLOSING


def _and_or(lexer: Lexer) -> AndOr:
    made = AndOr([_pipeline(lexer)], [])
    while True:
        lexer.skip_blank()
        if lexer.peek(2) not in ("&&", "||"):
            return made
        made.operators.append(lexer.peek(2))
        lexer.at += 2
        lexer.skip_lines()
        made.parts.append(_pipeline(lexer))


def _pipeline(lexer: Lexer) -> Pipeline:
    negated = False
    while (word := lexer.reserved()) in ("!", "time"):
        negated ^= word == "!"
        lexer.at += len(word)
        lexer.skip_blank()
    made = Pipeline([_command(lexer)], negated)
    while True:
        lexer.skip_blank()
        if lexer.peek() != "|" or lexer.peek(2) == "||":
            return made
        lexer.at += 2 if lexer.peek(2) == "|&" else 1
        lexer.skip_lines()
        made.commands.append(_command(lexer))


def _command(lexer: Lexer) -> Node:
    start = lexer.position()
    made = compound(lexer)
    if made is None:
        return parse_simple(lexer)
    if isinstance(made, Function):
        return made
    if isinstance(made, (If, Loop, Case)):
        made.start = start
    redirects = lexer.redirects()
    if redirects and not isinstance(made, Test):
        made.redirects = redirects  # type: ignore[union-attr]
    return made


def parse_simple(lexer: Lexer) -> Simple:
    """Parse one command with its words."""
    made = Simple(start=lexer.position())
    end = lexer.at
    while True:
        lexer.skip_blank()
        redirect = lexer.redirect()
        if redirect is not None:
            made.redirects.append(redirect)
        elif not made.words and (match := _ASSIGNS.match(lexer.text, lexer.at)):
            made.assignments.append(_assignment(lexer, match))
        else:
            word = lexer.word()
            if word is None:
                break
            made.words.append(word)
            if len(made.words) > _MOST_WORDS:
                raise ParseError(error_text("errors", "many"), *lexer.place(lexer.at), final=True)
            _array_argument(lexer, made)
        end = lexer.at
    made.end = lexer.position(end)
    if not (made.assignments or made.words or made.redirects):
        raise lexer.error("syntax")
    return made


def _array_argument(lexer: Lexer, made: Simple) -> None:
    """Take ``(...)`` behind ``declare -a NAME=``: what the name is set to stays unknown."""
    last = made.words[-1].literal or ""
    if lexer.peek() == "(" and last.endswith("="):
        match = _ASSIGNS.match(last)
        lexer.at += 1
        _array(lexer)
        if match:
            made.assignments.append(Assignment(match[1], None))


def _assignment(lexer: Lexer, match: re.Match[str]) -> Assignment:
    lexer.at = match.end()
    append = bool(match[3])
    if lexer.peek() == "(":
        lexer.at += 1
        return Assignment(match[1], tuple(_array(lexer)), append)
    word = lexer.word() or Word((), lexer.position())
    return Assignment(match[1], None if match[2] else word, append)


def _array(lexer: Lexer) -> list[Word]:
    words = []
    while True:
        lexer.skip_lines()
        word = lexer.word()
        if word is None:
            break
        words.append(word)
    if lexer.peek() != ")":
        raise lexer.error("parenthesis")
    lexer.at += 1
    return words
