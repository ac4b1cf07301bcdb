"""Where this package keeps what must outlive a kernel: owner-only files, whole at any moment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

VARIABLE = "MODELPKG_STATE_DIR"


def state_folder() -> Path:
    """Return the folder: that of MODELPKG_STATE_DIR, else the user's own for such data."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    import platformdirs

    return platformdirs.user_state_path("modelpkg-widget", appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else may read, and those above it that are missing.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private(folder.parent)  # mkdir(parents=True) would make them by the umask alone
    folder.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Replace a file, readable by its owner only; it is on the disk when this returns.

    Whoever reads it finds the old text or the new one, also after a crash.

    Raises:
        OSError: the folder is missing or may not be written to, or the disk is full.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Bring a file's new name to the disk too; Windows has no way to do so, and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
