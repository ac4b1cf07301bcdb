"""Scripts that a script runs: ``bash -c '...'``, ``eval '...'``, and commands that get arguments.

What an inner script does is followed if its text is known; its variables are known as far as they
were exported. Of a text that is not known, and of ``xargs aws ...``, no value is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from modelpkg_widget.importers.parse_result import ParseError, error_text
from modelpkg_widget.resources.tables import load_table

from . import files, variable_changes
from .lexer import Lexer
from .parser import parse_list
from .shell_run import VERB, Flow, ShellRun
from .syntax_tree import Function, Script, Simple
from .values import Field

_DEEPEST = 12
_QUOTES = ("$'", "'", '"', "")
_WITH_ARGUMENT = ("--rcfile", "--init-file")
#: Flags with which a shell runs nothing, or runs files of the user first.
_UNSUPPORTED_FLAGS = frozenset("nilk")
_POSIX = frozenset(["sh", "dash", "ash"])
#: What some shells of the name ``sh`` read otherwise than bash.
_OF_BASH = re.compile(
    r"\$['\"]|\[\[|<<<|;&|;;&|&>|\+=|=\(|\(\(|\|&|[<>]\("
    r"|\b(?:declare|typeset|source|shopt|let|pushd|popd|function|mapfile|readarray|select)\b"
)


class _Elsewhere(Lexer):
    """Reads a script whose text does not stand in the outer one as it is: it has one place."""

    def position(self, at: int | None = None) -> int:  # noqa: ARG002
        return self._base


def is_runner(name: str) -> bool:
    """Whether a program runs scripts, or commands with more arguments."""
    given = load_table("importers/texts")["cli"]
    last = name.rpartition("/")[2]
    return last in given["shells"] or last in given["spreads"]


def followed(
    shell: ShellRun,
    name: str,
    fields: list[Field],
    node: Simple,
    stdin: str | None,
    *,
    wrapped: bool,
) -> Flow | None:
    """Follow a command that runs a script or another command; None when it has to be unknown.

    Args:
        shell: what follows the outer script.
        name: of the command.
        fields: its arguments.
        node: where it stands.
        stdin: what it is given to read, if that is known.
        wrapped: it runs by way of ``env``, ``sudo`` or the like, which may change variables.
    """
    last = name.rpartition("/")[2]
    if name == "eval":
        return _evaluated(shell, fields, node)
    if last in load_table("importers/texts")["cli"]["spreads"]:
        return _spread(shell, last, fields, node)
    if last in load_table("importers/texts")["cli"]["shells"]:
        return _child(shell, last, fields, node, stdin, wrapped=wrapped)
    return None


def _evaluated(shell: ShellRun, fields: list[Field], node: Simple) -> Flow | None:
    at = fields[0].at if fields else node.start
    text = Field(" ".join(one.text for one in fields), any(one.is_open for one in fields), at)
    tree = _tree(shell, text)
    if tree is None:
        _keep_untold(shell, text, node)
        return None
    shell.nested += 1
    flow = shell.body(tree)
    shell.nested -= 1
    return flow


def _spread(shell: ShellRun, name: str, fields: list[Field], node: Simple) -> Flow | None:
    """Keep ``xargs aws ...``: what it reads becomes arguments."""
    texts = [one.text.rpartition("/")[2] for one in fields]
    if "aws" in texts:
        rest = fields[texts.index("aws") + 1 :]
        shell.keep_open(node, rest, error_text("cli", "input", name=name))
    return None


def _child(
    shell: ShellRun,
    name: str,
    fields: list[Field],
    node: Simple,
    stdin: str | None,
    *,
    wrapped: bool,
) -> Flow | None:
    """Follow ``bash -c '...'``, ``bash file`` or ``bash <<EOF``."""
    flags, rest = _flags(fields)
    if "c" in flags:
        script, arguments = (rest[0] if rest else Field("", at=node.start)), rest[2:]
    elif rest and "s" not in flags:
        text = files.read(shell, rest[0].text)
        script, arguments = Field(text or "", text is None, node.start), rest[1:]
    else:
        redirected = next((one.content for one in node.redirects if one.content), None)
        at = redirected.at if redirected else node.start
        script, arguments = Field(stdin or "", stdin is None, at), rest
    is_read = _reads_like_bash(name, script.text) and not _UNSUPPORTED_FLAGS & flags
    tree = _tree(shell, script) if is_read else None
    if tree is None:
        if "n" not in flags:
            _keep_untold(shell, script, node)
        return None
    assigned = {one.name: shell.value_of(one) for one in node.assignments}
    early, shell.has_returned = shell.has_returned, False
    with shell.subshell():
        shell.nested += 1
        shell.become_child(keeps_exported=not wrapped)
        for name, value in assigned.items():
            shell.assign(name, value)
        is_open = any(one.is_open for one in arguments)
        shell.set_arguments(None if is_open else [one.text for one in arguments])
        shell.body(tree)
        shell.nested -= 1
    shell.has_returned = early
    return Flow.NEXT


def _reads_like_bash(name: str, text: str) -> bool:
    return name == "bash" or (name in _POSIX and not _OF_BASH.search(text))


def _flags(fields: list[Field]) -> tuple[set[str], list[Field]]:
    """Return the letters of the options of a shell, and what stands behind them."""
    flags: set[str] = set()
    at = 0
    while at < len(fields):
        text = fields[at].text
        if text in ("-", "--"):
            at += 1
            break
        if text[:1] not in ("-", "+") or fields[at].is_open:
            break
        at += 1
        if text.startswith("--"):
            at += text in _WITH_ARGUMENT
        else:
            flags |= set(text[1:]) if text[0] == "-" else set()
            at += text.count("o") + text.count("O")
    return flags, fields[at:]


def _tree(shell: ShellRun, script: Field) -> Script | None:
    """Return the tree of an inner script; None when it is not known."""
    if script.is_open or shell.marks.has(script.text) or shell.nested >= _DEEPEST:
        return None
    shell.step(1 + len(script.text) // 8)
    at = script.at
    places = [at + len(one) for one in _QUOTES if shell.lexer.text.startswith(one, at)]
    exact = [one for one in places if shell.lexer.text.startswith(script.text, one)]
    kind = Lexer if exact else _Elsewhere
    lexer = kind(script.text, parse_list, exact[0] if exact else at, shell.lexer)
    try:
        tree = parse_list(lexer)
    except ParseError:
        return None
    if lexer.at < len(script.text):
        return None
    shell.functions = _both(shell.functions, variable_changes.functions_of(tree))
    return tree


def _both(
    one: dict[str, list[Function]], other: dict[str, list[Function]]
) -> dict[str, list[Function]]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {**one, **other}}


def _keep_untold(shell: ShellRun, script: Field, node: Simple) -> None:
    """Keep a command of a script whose text is not known as a whole."""
    if VERB in script.text:
        rest: Sequence[Field] = (Field("sagemaker"), Field(VERB))
        shell.keep_open(node, list(rest), shell.marks.shown(script.text)[:80])
