"""The files that options of the AWS CLI name: ``file://spec.json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from modelpkg_widget.importers.parse_result import Unresolved, error_text
from modelpkg_widget.importers.shell import files as shell_files
from modelpkg_widget.importers.shell.state import Found
from modelpkg_widget.importers.shell.values import UNSURE, Marks

Files = Callable[[str], str]
_STDIN = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


class OptionFiles:
    """Tells what stands in a file: the script wrote it, or it is on this machine.

    Args:
        command: whose options name files.
        marks: of the script.
        files: returns the text of a file; None: none is read.
        programs: line and words of programs in the script that get a text of their own.
    """

    def __init__(
        self,
        command: Found,
        marks: Marks,
        files: Files | None,
        programs: list[tuple[int, list[str]]],
    ) -> None:
        self._command = command
        self._marks = marks
        self._files = files
        self._programs = programs

    def text(self, option: str, value: str) -> str | Unresolved:
        """Return the text that an option means: its own, or that of the file that it names."""
        if not value.startswith(("file://", "fileb://")):
            return value
        shown, name = self._marks.shown(value), value.partition("://")[2]
        if name in _STDIN:
            found: Any = self._command.stdin or UNSURE
        else:
            found = self._command.files.get(shell_files.name_of(name))
        if isinstance(found, str):
            return found
        if found is UNSURE or self._marks.has(name):
            return Unresolved(shown, self._written_by(option, shown))
        if self._files is None:
            message = error_text("cli", "file", option=option, file=shown)
            return Unresolved(shown, message)
        try:
            return self._files(name)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = error_text("cli", "missing", option=option, file=shown, why=reason)
            return Unresolved(shown, message)

    def _written_by(self, option: str, shown: str) -> str:
        """Say why a file is not known; a program in the text may write it."""
        for line, words in reversed(self._programs):
            name = words[0].rpartition("/")[2]
            if name.startswith(("python", "node", "ruby", "perl")):
                given = {"option": option, "file": shown, "line": line, "program": name}
                return error_text("cli", "written", **given)
        return error_text("cli", "changed", option=option, file=shown)
