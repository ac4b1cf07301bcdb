"""One file of a draft: reads it, notices writes of others, and replaces it atomically."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json, to_plain_json
from modelpkg_widget.request.utf8 import decode_utf8

from .state_dir import atomic_write

LARGEST = 20_000_000
"""Bytes of a file that is read; a request that AWS accepts has a hundredth of that at the most."""


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not UTF-8, or far too large; the message names the file.
    """
    return _text(path, _content(path))


def no_regular_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, f"{path} is no regular file; name another one")


def _content(path: Path) -> bytes:
    """Return the content of a file; one byte more than the limit if it is too large."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # reading a pipe would wait for ever
        raise no_regular_file(path)
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _text(path: Path, content: bytes) -> str:
    if len(content) > LARGEST:
        limit = LARGEST // 1_000_000
        raise ValueError(f"{path}: larger than {limit} MB, too large for a request.")
    try:
        return decode_utf8(content)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _parsed(path: Path, content: bytes) -> Json:
    text = _text(path, content)
    try:
        return to_plain_json(json_codec.loads(text))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


@dataclass(frozen=True)
class Content:
    """What a file held when it was read: its bytes, and their JSON value."""

    data: bytes
    value: Json


class DraftFile:
    """A file that holds one JSON value, or is not there.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: bytes | None = None
        self._writing: bytes | None = None  # what an interrupted write may have brought there
        self.last_written: str | None = None
        """The value as one line of JSON, when it was last read or written; None: no file."""

    def read(self) -> Content | None:
        """Return what the file holds; None when there is no file.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not JSON, not UTF-8, or far too large; the message names the file.
        """
        try:
            content = _content(self.path)
        except FileNotFoundError:
            return None
        return Content(content, _parsed(self.path, content))

    def mark_read(self, content: Content | None) -> None:
        """Remember what was read: `can_overwrite` allows replacing it."""
        self._known = content.data if content else None
        self.last_written = json_codec.dumps(content.value) if content else None

    def can_overwrite(self, text: str | None) -> bool:
        """Check whether nobody else has changed the file; the same content is no change.

        The content that was found is remembered, so that `write` doesn't repeat it.

        Args:
            text: what will be written.

        Raises:
            OSError: it cannot be read, or is read-only.
        """
        try:
            content = _content(self.path)
        except FileNotFoundError:  # a removed file has nothing to lose
            self.mark_read(None)
            return True
        if not self.path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "the file is read-only")
        if content == self._known:
            return True
        if content == self._writing:
            self._known, self.last_written = content, None
            return True
        try:
            found = json_codec.dumps(_parsed(self.path, content))
        except ValueError:
            found = ""
        free = found == (text or "[]")
        self.last_written = found if free else ""
        self._known = content if free else self._known
        return free

    def write(self, value: Json) -> None:
        """Replace the content of the file, unless it is the same.

        Raises:
            OSError: its folder may not be written to, or the disk is full.
        """
        text = json_codec.dumps(value)
        if text == self.last_written:
            return
        content = json_codec.dumps(value, indent=2) + "\n"
        if len(content) > LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        self._writing = content.encode()
        try:
            found = self.path.stat()
        except FileNotFoundError:
            atomic_write(self.path, content)
        else:
            mode = stat.S_IMODE(found.st_mode)
            atomic_write(self.path, content, mode, in_place=found.st_nlink > 1)
        self._known, self.last_written = self._writing, text

    def remove(self) -> None:
        """Remove the file.

        Raises:
            OSError: its folder may not be written to.
        """
        self.path.unlink(missing_ok=True)
        self.mark_read(None)
