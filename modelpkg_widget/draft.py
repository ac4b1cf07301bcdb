"""A file that always holds the latest request: plain JSON, indented, fit for git and the CLI."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from . import json_text
from .json_value import Json


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
    text = json_text.dumps(value, indent=2) + "\n"
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
