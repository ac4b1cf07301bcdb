"""What commands of a shell itself change: variables, arguments, functions, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import files
from .syntax_tree import Simple
from .values import Field
from .variable_changes import DECLARATIONS, READS, names_in

if TYPE_CHECKING:
    from .state import State

_PLAIN_FLAGS = frozenset("rxg")
_FAR_REACHING = ("lastpipe", "aws", "glob", "expand_aliases")
_CHANGES_ANYTHING = frozenset(["eval", "source", ".", "trap", "shopt", "alias", "enable"])
#: Options of ``read`` whose argument is no name.
_WITH_TEXT = ("p", "d", "n", "N", "t", "u", "i")


def run(shell: State, name: str, fields: list[Field], node: Simple) -> bool:
    """Follow a command of the shell itself; False when it is none.

    Args:
        shell: what follows the script.
        name: of the command.
        fields: its arguments.
        node: where it stands.
    """
    if name in DECLARATIONS:
        _declare(shell, name, fields, node)
    elif name in READS and (name not in ("printf", "wait") or _names_variable(fields)):
        _read(shell, name, fields)
    elif name in _CHANGES_ANYTHING:
        _anything(shell, name, fields)
    elif name in _OTHERS:
        _OTHERS[name](shell, fields)
    else:
        return False
    return True


def _declare(shell: State, name: str, fields: list[Field], node: Simple) -> None:
    """Follow ``export NAME=value`` and its like."""
    texts = [field.text for field in fields]
    flags = {flag for text in texts if text[:1] in "-+" for flag in text[1:]}
    if "n" in flags and name != "export":  # a name for another variable
        shell.forget_everything(for_good=True)
        return
    is_local = name == "local" or (name in ("declare", "typeset") and "g" not in flags)
    for field in fields:
        if field.text[:1] in "-+":
            continue
        variable, equals, value = field.text.partition("=")
        append = variable.endswith("+")
        variable = variable.removesuffix("+")
        if shell.marks.has(variable) or field.is_open:
            shell.forget_everything()
            continue
        if is_local:
            shell.keep_for_caller(variable)
        if (name == "export" or "x" in flags) and not shell.calls:  # a local one is none outside
            shell.store.set(("exported", variable), value="n" not in flags)
        if flags - _PLAIN_FLAGS or append or (name == "export" and "f" in flags):
            shell.store.set(("strange", variable), value=True)
        if equals:
            shell.assign(variable, value)
        elif name == "local" or flags - _PLAIN_FLAGS:
            shell.assign(variable, None)
        if name == "readonly" or "r" in flags:
            shell.store.set(("strange", variable), value=True)
    for assignment in node.assignments:  # ``declare -a NAME=(...)``
        shell.assign(assignment.name, None)


def _read(shell: State, name: str, fields: list[Field]) -> None:
    texts = [field.text for field in fields]
    if name == "read":
        texts = [
            one for before, one in zip(["", *texts], texts, strict=False) if not _is_option(before)
        ]
    if any(map(shell.marks.has, texts)):
        shell.forget_everything()
    for text in texts:
        for variable in names_in(text):
            shell.assign(variable, None)
            if name == "unset":
                shell.store.set(("function", variable), None)
                shell.store.set(("exported", variable), value=False)


def _names_variable(fields: list[Field]) -> bool:
    """Whether ``printf`` or ``wait`` sets a variable."""
    return any(field.is_open or field.text[:2] in ("-v", "-p") for field in fields[:3])


def _is_option(text: str) -> bool:
    return text[:1] == "-" and text.endswith(_WITH_TEXT)


def _anything(shell: State, name: str, fields: list[Field]) -> None:
    if name in ("eval", "source", "."):
        shell.forget_everything()
        shell.is_sourced = True
        files.forget(shell)
    elif name == "trap":
        signals = {field.text for field in fields[1:]}
        if signals & {"DEBUG", "ERR", "RETURN"} or any(field.is_open for field in fields):
            shell.forget_everything(for_good=True)
    elif any(word in field.text for field in fields for word in _FAR_REACHING):
        shell.forget_everything(for_good=True)  # shopt, alias, enable


def _set(shell: State, fields: list[Field]) -> None:
    """Follow ``set -- a b``; options change no value."""
    texts = [field.text for field in fields]
    if any(field.is_open for field in fields):
        shell.set_arguments(None)
    elif "--" in texts:
        shell.set_arguments(texts[texts.index("--") + 1 :])
    elif texts and texts[0][:1] not in ("-", "+"):
        shell.set_arguments(texts)
    elif texts and texts[0] == "-":
        shell.set_arguments(None)


def _shift(shell: State, fields: list[Field]) -> None:
    known = shell.expansion.arguments
    count = fields[0].text if fields else "1"
    if known is None or not count.isdigit() or int(count) > len(known):
        shell.set_arguments(None if known is None or not count.isdigit() else known)
    else:
        shell.set_arguments(known[int(count) :])


def _change_folder(shell: State, fields: list[Field]) -> None:
    if [field.text for field in fields] != ["."]:
        files.forget(shell)


_OTHERS: dict[str, Callable[[State, list[Field]], None]] = {
    "set": _set,
    "shift": _shift,
    "cd": _change_folder,
    "pushd": _change_folder,
    "popd": _change_folder,
}
