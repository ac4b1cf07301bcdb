"""The requests that are given: files, or the standard input."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from modelpkg_widget.request import json_positions
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.request.json_codec import JsonTextError
from modelpkg_widget.request.plain_json import to_plain_json
from modelpkg_widget.request.utf8 import NotUtf8Error, decode_utf8
from modelpkg_widget.storage.draft_file import LARGEST

from .console import UsageError

if TYPE_CHECKING:
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.request.issues import Path as MemberPath
    from modelpkg_widget.request.plain_json import Json


@dataclass(frozen=True)
class RequestFile:
    """A request and the text that it was read from.

    Attributes:
        file: what people call it.
        value: the request.
        places: where its members stand.
        kind: of package that was chosen in the form whose draft this is; empty without one.
    """

    file: str
    value: Json
    places: json_positions.SourceMap
    kind: str = ""

    def place(self, path: MemberPath) -> tuple[int, int]:
        """Return line and column of a member, 1-based."""
        return self.places.position(path)


class UnreadableFileError(UsageError):
    """A file that holds no request.

    Attributes:
        file: what people call it.
        why: one sentence.
        line, column: 1-based; 0 when the file could not be read at all.
    """

    def __init__(self, file: str, why: str, line: int = 0, column: int = 0) -> None:
        self.file, self.why, self.line, self.column = file, why, line, column
        super().__init__(f"{file}: {why}")


def name_of(file: str) -> str:
    """Return what people call a file; ``-`` is the standard input."""
    return "<stdin>" if file == "-" else file


def read(file: str) -> RequestFile:
    """Read one request.

    Raises:
        UnreadableFileError: it cannot be read, or isn't UTF-8, JSON or (if its name says so) YAML.
    """
    shown, text = name_of(file), text_of(file)
    if file.lower().endswith((".yaml", ".yml")):
        return _yaml(shown, text)
    try:
        value, places = json_positions.loads(text)
    except JsonTextError as error:
        raise UnreadableFileError(shown, str(error), error.line, error.column) from error
    return RequestFile(shown, to_plain_json(value), places, _kind_beside(file))


def issues_of(request: RequestFile) -> list[Issue]:
    """Check a request, and of the draft of a form what the chosen kind of package requires."""
    from modelpkg_widget.validation.package_kind import of_kind
    from modelpkg_widget.validation.validator import check

    return of_kind(check(request.value), request.value, request.kind)


def _kind_beside(file: str) -> str:
    """Return the kind of package that is kept beside a draft; empty when there is none."""
    from modelpkg_widget.storage.draft import provenance_beside
    from modelpkg_widget.validation.package_kind import is_kind

    memory = provenance_beside(Path(file)) if file != "-" else None
    kind = memory.get("kind") if isinstance(memory, dict) else None
    return str(kind) if is_kind(kind) else ""


def _yaml(shown: str, text: str) -> RequestFile:
    from modelpkg_widget.importers.source import text_loaded
    from modelpkg_widget.request.yaml_positions import source_map

    try:
        found = text_loaded(text)
        where = source_map(text)
    except ValueError as error:
        raise UnreadableFileError(shown, str(error)) from error
    for note in (*found.gaps, *found.left_out):
        why = f"{format_path(note.path)}: {note.why} For details, run: modelpkg-widget load"
        raise UnreadableFileError(shown, why, *where.position(note.path))
    return RequestFile(shown, found.base, where)


def _bytes(file: str) -> bytes:
    """Return what a file holds, one byte too many when that is too large: a device has no end.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    if file != "-":
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    if sys.stdin is None:
        raise OSError(errno.EBADF, "Standard input is closed")
    return sys.stdin.buffer.read(LARGEST + 1)


def text_of(file: str) -> str:
    """Return the text of a file.

    Raises:
        UnreadableFileError: it cannot be read, or is not UTF-8.
    """
    shown = name_of(file)
    try:
        data = _bytes(file)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableFileError(shown, f"{getattr(error, 'strerror', 0) or error}.") from error
    if len(data) > LARGEST:
        limit = LARGEST // 1_000_000
        raise UnreadableFileError(
            shown, f"The file is larger than {limit} MB, too large for a request."
        )
    try:
        return decode_utf8(data)
    except NotUtf8Error as error:
        raise UnreadableFileError(shown, str(error), error.line, error.column) from error
