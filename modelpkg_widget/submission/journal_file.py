"""One file of the journal: read with care, written whole."""

from __future__ import annotations

import re
import stat
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.storage.file_format import with_format, without_format
from modelpkg_widget.storage.state_dir import atomic_write

from .attempts import Act, Attempt, JournalError, JournalUnreadError, merged, why

FILE = re.compile(r"[0-9a-f]{64}\.json")
_LARGEST = 50_000_000  # bytes; a draft of a thousand packages has half a million
#: Members of a row that have another name in the file, which journals of earlier versions hold.
_IN_FILE = {"overrides_validation": "anyway"}
_MEMBERS = {
    _IN_FILE.get(row.name, row.name): row
    for row in fields(Attempt)
    if row.name not in ("acts", "extra")
}


class JournalEntry:
    """The attempts of one intention, while its file is held; without a path, in memory only.

    Args:
        path: of the file.
        attempts: that it holds.
        others: attempts of the same requests that other files hold.
    """

    def __init__(
        self, path: Path | None, attempts: list[Attempt], others: list[Attempt] | None = None
    ) -> None:
        self._path = path
        self._others = others or []
        self.attempts = attempts

    @property
    def known(self) -> list[Attempt]:
        """All attempts of the intention, each as it is known best."""
        return merged([*self._others, *self.attempts])

    def write(self, attempt: Attempt) -> None:
        """Add an attempt, or replace what is known of it.

        Raises:
            JournalError: it could not be brought to the disk.
        """
        others = [known for known in self.attempts if known.key != attempt.key]
        rows = [_row(known) for known in (*others, attempt)]
        if self._path:
            try:
                atomic_write(self._path, json_codec.dumps(rows, indent=1) + "\n")
            except OSError as error:
                raise JournalError(why(self._path, error)) from error
        self.attempts = [*others, attempt]


def read_rows(path: Path) -> list[Attempt]:
    """Return the attempts in a file; one that does not exist holds none.

    Raises:
        JournalUnreadError: it exists, but is not understood.
        JournalError: it cannot be read.
    """
    data = _content(path)
    return [] if data is None else _parsed(path, data)


def rows_of(path: Path, digests: set[str]) -> list[Attempt]:
    """Return the attempts of some requests in the file of another intention.

    Raises:
        JournalUnreadError: it speaks of one of the requests, but is not understood.
    """
    try:
        data = _content(path)
    except JournalError:
        return []  # nothing says that it is about these requests
    if data is None or not any(one.encode() in data for one in digests):
        return []
    return [attempt for attempt in _parsed(path, data) if attempt.digest in digests]


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file; None when there is none. Never waits, as a pipe would have it."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise JournalUnreadError(path, "is a link to a file that does not exist.") from None
        return None
    except OSError as error:
        raise JournalError(why(path, error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise JournalUnreadError(path, "is not a regular file.")
    if found.st_size > _LARGEST:
        raise JournalUnreadError(path, f"is larger than {_LARGEST // 1_000_000} MB.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise JournalError(why(path, error)) from error


def _parsed(path: Path, data: bytes) -> list[Attempt]:
    try:
        rows = json_codec.loads(data.decode("utf-8"))
        if not isinstance(rows, list):
            raise TypeError("it is no list")
        return [_attempt(row) for row in rows]
    except (ValueError, TypeError) as error:
        raise JournalUnreadError(path, f"is not a valid journal: {error}") from error


def _attempt(row: Json) -> Attempt:
    """Make an attempt of a row; members that this version does not know are kept with it."""
    if not isinstance(row, dict):
        raise TypeError("a row is no structure")
    row = without_format(row)
    kept = {_MEMBERS[name].name: row[name] for name in row if name in _MEMBERS}
    if not all(
        isinstance(value, bool if name == "overrides_validation" else str)
        for name, value in kept.items()
    ):
        raise TypeError("a value is of the wrong type")
    extra = {name: row[name] for name in row if name not in _MEMBERS and name != "acts"}
    acts = row.get("acts", [])
    if not isinstance(acts, list):
        raise TypeError("its acts are no list")
    attempt = Attempt(**kept, acts=tuple(map(_act, acts)), extra=extra)
    if datetime.fromisoformat(attempt.first_sent).tzinfo is None:
        raise ValueError("a time has no zone")
    if attempt.outcome == "unknown" and not isinstance(json_codec.loads(attempt.body), dict):
        raise TypeError("a request is no structure")
    return attempt


def _act(row: Json) -> Act:
    if not isinstance(row, dict):
        raise TypeError("an act is no structure")
    kept = {field.name: row[field.name] for field in fields(Act) if field.name in row}
    if not all(isinstance(value, str) for value in kept.values()):
        raise TypeError("an act is of the wrong type")
    return Act(**kept)


def _row(attempt: Attempt) -> dict[str, Json]:
    row = {_IN_FILE.get(name, name): value for name, value in asdict(attempt).items()}
    return with_format({**row.pop("extra"), **row, "acts": list(row["acts"])})
