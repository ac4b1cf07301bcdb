"""A file that always holds the latest request: plain JSON, indented, fit for git and the CLI."""

from __future__ import annotations

import os
from pathlib import Path

from . import json_text, words
from .issue import Issue
from .json_value import Json
from .state_folder import write_whole


class Draft:
    """The latest request, in a file.

    Args:
        path: the file; it need not exist. What it means now stays, whatever becomes of the
            working directory.

    Raises:
        OSError: its folder is missing, or may not be written to; or it is a folder itself.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).expanduser().resolve()
        folder = self.path.parent
        if not folder.is_dir():
            raise FileNotFoundError(f"The draft's folder {folder} does not exist; make it first.")
        if self.path.is_dir():
            raise IsADirectoryError(f"The draft {self.path} is a folder; name a file in it.")
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"The draft's folder {folder} may not be written to.")

    def read(self) -> Json:
        """Return the request in it; None when there is no such file yet.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not JSON, or not UTF-8; the message names the file.
        """
        return read(self.path) if self.path.exists() else None

    def save(self, value: Json) -> list[Issue]:
        """Write the request; returns a warning when that was not possible."""
        try:
            save(self.path, value)
        except OSError as error:
            why = error.strerror or type(error).__name__
            message, hint = words.sentence("draft", "", {"why": why})
            return [Issue((), "draft", message, "warning", hint, "form")]
        return []


def read(path: Path) -> Json:
    """Return the request in a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not JSON, or not UTF-8; the message names the file.
    """
    try:
        return json_text.loads(path.read_bytes().decode("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def save(path: Path, value: Json) -> None:
    """Write a request so that the file is whole at any moment, whoever reads it.

    Raises:
        OSError: the folder is missing or may not be written to.
    """
    write_whole(path, json_text.dumps(value, indent=2) + "\n")
