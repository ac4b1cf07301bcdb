"""Compound commands and functions of a shell script become nodes of its tree."""

from __future__ import annotations

import re
from collections.abc import Callable

from .lexer import Lexer
from .quoting import arithmetic
from .syntax_tree import Case, Function, Group, If, Loop, Node, Script, Test, Word

_FUNCTION = re.compile(r"[\w.:-]{1,200}[ \t]*\([ \t]*\)", re.ASCII)


def compound(lexer: Lexer) -> Node | None:
    if lexer.peek(2) == "((":
        start = lexer.at
        end = lexer.end_of_arithmetic(lexer.at + 2)
        if end:
            inside = lexer.text[lexer.at + 2 : end - 2]
            lexer.at = end
            part = arithmetic(lexer.text[start:end], inside, quoted=True)
            return Test([Word((part,), start)], list(part.assigns))
    if lexer.peek() == "(":
        return _subshell(lexer)
    parse_one = _COMPOUNDS.get(lexer.reserved())
    if parse_one:
        lexer.deeper()
        made: Node = parse_one(lexer)
        lexer.depth -= 1
        return made
    match = _FUNCTION.match(lexer.text, lexer.at)
    return _function(lexer, match[0]) if match else None


def _subshell(lexer: Lexer) -> Group:
    start = lexer.at
    lexer.deeper()
    lexer.at += 1
    body = lexer.parse(lexer)
    if lexer.peek() != ")":
        raise lexer.error("parenthesis", start)
    lexer.at += 1
    lexer.depth -= 1
    return Group(body, subshell=True)


def _group(lexer: Lexer) -> Group:
    lexer.take("{")
    body = lexer.parse(lexer)
    lexer.take("}")
    return Group(body, subshell=False)


def _if(lexer: Lexer) -> If:
    lexer.take("if")
    branches: list[tuple[Script | None, Script]] = []
    while True:
        condition = lexer.parse(lexer)
        lexer.take("then")
        branches.append((condition, lexer.parse(lexer)))
        word = lexer.reserved()
        if word != "elif":
            break
        lexer.take("elif")
    if word == "else":
        lexer.take("else")
        branches.append((None, lexer.parse(lexer)))
    lexer.take("fi")
    return If(branches)


def _while(lexer: Lexer) -> Loop:
    lexer.take(lexer.reserved())
    condition = lexer.parse(lexer)
    return Loop([], [], condition, _do(lexer))


def _do(lexer: Lexer) -> Script:
    lexer.skip_lines()
    if lexer.reserved() == "{":  # an old form of bash
        return _group(lexer).body
    lexer.take("do")
    body = lexer.parse(lexer)
    lexer.take("done")
    return body


def _for(lexer: Lexer) -> Loop:
    lexer.take(lexer.reserved())
    lexer.skip_blank()
    if lexer.peek(2) == "((":
        start = lexer.at
        end = lexer.end_of_arithmetic(lexer.at + 2)
        if not end:
            raise lexer.error("syntax", start)
        part = arithmetic("", lexer.text[start:end], quoted=True)
        lexer.at = end
        _separator(lexer)
        return Loop(list(part.assigns), [Word((part,), start)], None, _do(lexer))
    name = lexer.word()
    words: list[Word] = []
    if name is None or name.literal is None:
        raise lexer.error("syntax")
    lexer.skip_lines()
    if lexer.reserved() == "in":
        lexer.take("in")
        lexer.skip_blank()
        while (word := lexer.word()) is not None:
            words.append(word)
            lexer.skip_blank()
    _separator(lexer)
    return Loop([name.literal], words, None, _do(lexer))


def _separator(lexer: Lexer) -> None:
    lexer.skip_blank()
    if lexer.peek() == ";":
        lexer.at += 1
    lexer.skip_lines()


def _case(lexer: Lexer) -> Case:
    lexer.take("case")
    lexer.skip_blank()
    word = lexer.word()
    if word is None:
        raise lexer.error("syntax")
    made = Case(word, [])
    lexer.skip_lines()
    lexer.take("in")
    while True:
        lexer.skip_lines()
        if lexer.reserved() == "esac":
            lexer.at += len("esac")
            return made
        made.branches.append((_patterns(lexer), lexer.parse(lexer)))
        ending = next((one for one in (";;&", ";;", ";&") if lexer.peek(len(one)) == one), "")
        made.falls_through |= ending.endswith("&")
        lexer.at += len(ending)
        if not ending:
            lexer.take("esac")
            return made


def _patterns(lexer: Lexer) -> list[Word]:
    found = []
    if lexer.peek() == "(":
        lexer.at += 1
    while True:
        lexer.skip_blank()
        pattern = lexer.word()
        if pattern is None:
            raise lexer.error("syntax")
        found.append(pattern)
        lexer.skip_blank()
        lexer.at += 1
        if lexer.text[lexer.at - 1 : lexer.at] == ")":
            return found
        if lexer.text[lexer.at - 1 : lexer.at] != "|":
            raise lexer.error("syntax", lexer.at - 1)


def _function(lexer: Lexer, spelled: str = "") -> Function:
    start = lexer.position()
    if spelled:
        name = spelled.rstrip(") \t").rstrip("( \t")
        lexer.at += len(spelled)
    else:
        lexer.take("function")
        lexer.skip_blank()
        word = lexer.word()
        name = (word.literal if word else None) or ""
        lexer.skip_blank()
        if lexer.peek() == "(":
            lexer.at += 1
            lexer.skip_blank()
            lexer.at += lexer.peek() == ")"
    lexer.deeper()
    lexer.skip_lines()
    body = compound(lexer)
    lexer.depth -= 1
    if body is None or not name:
        raise lexer.error("syntax")
    redirects = lexer.redirects()
    if redirects and not isinstance(body, (Test, Function)):
        body.redirects = redirects  # type: ignore[union-attr]
    return Function(name, body, start)


def _test(lexer: Lexer) -> Test:
    start = lexer.at
    lexer.take("[[")
    words: list[Word] = []
    while True:
        lexer.skip_blank()
        if lexer.peek() == "\n":
            lexer.newline()
            continue
        if lexer.reserved() == "" and lexer.text.startswith("]]", lexer.at):
            lexer.at += 2
            return Test(words)
        word = lexer.word()
        if word is not None:
            words.append(word)
        elif lexer.at >= len(lexer.text):
            raise lexer.error("syntax", start)
        else:
            lexer.at += 1  # an operator: of "[[", only what its words may set matters


_COMPOUNDS: dict[str, Callable[[Lexer], Node]] = {
    "{": _group,
    "if": _if,
    "while": _while,
    "until": _while,
    "for": _for,
    "select": _for,
    "case": _case,
    "function": _function,
    "[[": _test,
}
