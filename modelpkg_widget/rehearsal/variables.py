"""The variables of a container, on their way to it: never on a command line, which all can read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from modelpkg_widget.resources.tables import load_table

#: CreateModelPackage, EnvironmentKey.
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
#: What all engines read alike in a file: without quotes, line feeds and spaces at an end.
_SIMPLE = re.compile(
    "(?:[A-Za-z0-9_./:,=@%+-](?:[A-Za-z0-9_./:,=@%+ -]{0,4000}[A-Za-z0-9_./:,=@%+-])?)?"
)


def first_unusable(variables: Mapping[str, str]) -> str | None:
    """Return the name of a variable that no process can have, fit to be shown; None is none."""
    heeded = _heeded()
    for name, value in variables.items():
        is_heeded = heeded.fullmatch(name) and set(value) & {"\n", "\r"}
        if not _NAME.fullmatch(name) or is_heeded or "\0" in value or not _is_text(value):
            return name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
    return None


def _heeded() -> re.Pattern[str]:
    """Names of variables that commands of engines heed themselves."""
    return re.compile(load_table("rehearsal/engine_commands")["heeded"])


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def passed_on(
    variables: Mapping[str, str], folder: Path
) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield options of ``run``, and the variables that its own process has to have.

    The others are in a file that only its owner can read. The engine itself would heed some names,
    such as PATH, so these are always in the file; `first_unusable` tells those that can't be.

    Args:
        variables: of a container.
        folder: that the file is in.
    """
    heeded = _heeded()
    in_file = {
        name: value
        for name, value in variables.items()
        if _SIMPLE.fullmatch(value) or (heeded.fullmatch(name) and not set(value) & {"\n", "\r"})
    }
    own = {name: value for name, value in variables.items() if name not in in_file}
    descriptor, path = tempfile.mkstemp(dir=folder, prefix="variables-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{name}={value}\n" for name, value in in_file.items())
        yield ["--env-file", path, *(word for name in own for word in ("--env", name))], own
    finally:
        Path(path).unlink(missing_ok=True)
