"""Where this package keeps what must outlive a kernel: owner-only files, whole at any moment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

VARIABLE = "MODELPKG_STATE_DIR"
_OWN = 0o600  # as mkstemp makes files


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


def atomic_write(path: Path, text: str, mode: int = 0o600, *, in_place: bool = False) -> None:
    """Replace a file; it is on the disk when this returns.

    Whoever reads it finds the old text or the new one, also after a crash.

    Args:
        path: of the file.
        text: the new one.
        mode: who may read and write it; its owner only unless given.
        in_place: write into the file that exists, so that its other names (hard links) show it too.
            A crash may then leave it half written; the whole text is in a hidden file beside it.

    Raises:
        OSError: the folder is missing or may not be written to, or the disk is full.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            if mode != _OWN:
                Path(name).chmod(mode)
            os.fsync(file.fileno())
        if in_place:
            _write_into(path, text)
            Path(name).unlink()
        else:
            Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _write_into(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Bring a file's new name to the disk too; Windows has no way to do so, and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
