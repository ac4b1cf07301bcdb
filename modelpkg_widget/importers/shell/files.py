"""The files that a script writes itself, and what its commands print, as far as it tells them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING

from modelpkg_widget.resources.tables import load_table

from .syntax_tree import Redirect
from .values import UNSURE, Field

if TYPE_CHECKING:
    from .state import State

_WRITES = frozenset([">", ">>", ">|", "&>", "&>>", ">&", "<>"])
_MOST_FILES = 50


def name_of(text: str) -> str:
    """Return the name under which a file is kept."""
    return posixpath.normpath(text) if text else text


def forget(shell: State) -> None:
    """Forget what is in the files."""
    names = shell.store.names("file")
    shell.step(len(names))
    for name in names:
        shell.store.set(("file", name), UNSURE)


def given(shell: State, redirects: Sequence[Redirect], stdin: str | None) -> str | None:
    """Return the standard input of a command, if it is known."""
    for redirect in redirects:
        if redirect.descriptor not in ("", "0"):
            continue
        if redirect.operator in ("<<", "<<-"):
            stdin = shell.expansion.text(redirect.content) if redirect.content else ""
        elif redirect.operator == "<<<":
            stdin = f"{shell.expansion.text(redirect.target)}\n"
        elif redirect.operator == "<":
            stdin = read(shell, shell.expansion.text(redirect.target))
    return stdin


def read(shell: State, name: str) -> str | None:
    """Return the text of a file that the script wrote, if it is known."""
    found = shell.store.get(("file", name_of(name)))
    return found if isinstance(found, str) else None


def redirected(shell: State, redirects: Sequence[Redirect], printed: str | None) -> None:
    """Note what is written into files.

    Args:
        shell: what follows the script.
        redirects: of the command.
        printed: what it prints, if that is known.
    """
    for redirect in redirects:
        if redirect.operator not in _WRITES:
            continue
        target = shell.expansion.text(redirect.target)
        if redirect.operator == ">&" and (target.isdigit() or target == "-"):
            continue
        plain = redirect.descriptor in ("", "1")
        if redirect.operator in (">", ">|") and plain:
            write(shell, target, printed)
        elif redirect.operator == ">>" and plain:
            before = read(shell, target)
            known = before is not None and printed is not None
            write(shell, target, f"{before}{printed}" if known else None)
        else:
            write(shell, target, None)


def write(shell: State, name: str, text: str | None) -> None:
    """Note that a file is written; None: nobody knows what."""
    name = name_of(name)
    if name.startswith("/dev/"):
        return
    others = shell.store.names("file")
    shell.step(len(others))
    if len(others) >= _MOST_FILES:
        text = None
    for other in others:
        may_be = shell.marks.has(name) or shell.marks.has(other)
        if other != name and may_be and not (_is_new(shell, name) or _is_new(shell, other)):
            shell.store.set(("file", other), UNSURE)
    shell.store.set(("file", name), UNSURE if text is None else text)


def _is_new(shell: State, name: str) -> bool:
    """Whether a file has a name that no other one has."""
    spelled = shell.marks.spelled_in(name)
    return any(one.startswith(("$(mktemp", "`mktemp")) for one in spelled)


def program(shell: State, name: str, fields: list[Field], stdin: str | None) -> str | None:
    """Follow a program; return what it prints, if that is known."""
    texts = [field.text for field in fields]
    is_open = any(field.is_open for field in fields)
    if name == "cat" and not is_open:
        return _cat(shell, texts, stdin)
    if name == "echo" and not is_open:
        return _echo(texts)
    if name == "printf" and not is_open and texts[:1] in (["%s"], ["%s\\n"]) and len(texts) == 2:
        return texts[1] + ("\n" if texts[0] != "%s" else "")
    if name == "tee" and not is_open:
        for text in texts:
            if text[:1] != "-":
                write(shell, text, None if "-a" in texts else stdin)
        return stdin
    if name == "aws":
        _aws(shell, texts)
    elif not is_harmless(name):
        forget(shell)
    return None


def is_harmless(name: str) -> bool:
    """Whether a program writes into no file that a script wrote before."""
    return name.rpartition("/")[2] in load_table("importers/texts")["cli"]["harmless"]


def _cat(shell: State, texts: list[str], stdin: str | None) -> str | None:
    if not texts:
        return stdin
    made = [stdin if text == "-" else read(shell, text) for text in texts]
    return "".join(map(str, made)) if all(one is not None for one in made) else None


def _echo(texts: list[str]) -> str | None:
    line = texts[:1] != ["-n"]
    texts = texts if line else texts[1:]
    if any("\\" in text for text in texts) or texts[:1] == ["-e"] or texts[:1] == ["-E"]:
        return None
    return " ".join(texts) + ("\n" if line else "")


def _aws(shell: State, texts: list[str]) -> None:
    """Other commands of the AWS CLI write into the files that they name; some into folders."""
    if "s3" in texts and not texts[-1].startswith("s3://"):
        forget(shell)
    for text in texts:
        if read(shell, text) is not None:
            write(shell, text, None)
