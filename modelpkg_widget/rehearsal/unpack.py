"""Unpacking a model archive that nobody has vouched for: read whole before any of it is written.

A tar archive, packed with gzip, as SageMaker has it. Refused are a path outside the folder, a link
out of it, a device, and more than a model has: bytes, entries, or what a few packed bytes become.
"""

from __future__ import annotations

import gzip
import os
import posixpath
import shutil
import tarfile
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from modelpkg_widget.uploads.progress_bar import amount

from .texts import text

_CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_BROKEN = (
    tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, NotImplementedError, RuntimeError,
)  # fmt: skip


class UnsafeArchiveError(Exception):
    """The archive was refused, and nothing of it was written; the text says why."""


@dataclass(frozen=True)
class Bounds:
    """What an archive can have at most.

    Attributes:
        size: bytes of all files.
        entries: files, folders and links.
        ratio: bytes that one packed byte can become, once they are more than `free`.
        free: bytes that need no good ratio.
    """

    size: int = 200 * 1024**3
    entries: int = 1_000_000
    ratio: int = 200
    free: int = 256 * 1024**2


@dataclass(frozen=True)
class Entry:
    """An entry that is safe to write.

    Attributes:
        path: below the folder, without dots.
        kind: ``file``, ``folder`` or ``link``.
        target: of a link, relative to its folder.
        executable: whether a file can be run.
        size: bytes of a file.
    """

    path: str
    kind: str
    target: str = ""
    executable: bool = False
    size: int = 0


def unpack(
    archive: Path,
    folder: Path,
    bounds: Bounds | None = None,
    on_entry: Callable[[], None] = lambda: None,
) -> tuple[int, int]:
    """Unpack a tar archive, packed with gzip, into an empty folder that exists.

    Args:
        archive: the file.
        folder: that its entries are written to.
        bounds: of what it has.
        on_entry: called for each entry; what it raises ends the unpacking.

    Returns:
        Number and bytes of its files.

    Raises:
        UnsafeArchiveError: it is no archive, broken, or not safe. Nothing was written.
        OSError: a file cannot be written.
    """
    bounds = bounds or Bounds()
    try:
        entries = _read_whole(archive, bounds, on_entry)
    except _BROKEN as error:
        raise UnsafeArchiveError(text("archive.broken", why=str(error))) from error
    _need_space(folder, sum(entry.size for entry in entries))
    try:
        return _write_all(archive, folder, bounds, entries, on_entry)
    except _BROKEN as error:  # somebody changes it
        raise UnsafeArchiveError(text("archive.broken", why=str(error))) from error


def _read_whole(archive: Path, bounds: Bounds, on_entry: Callable[[], None]) -> list[Entry]:
    """Return its entries, read to its last byte: behind them is a checksum of all that was packed.

    Raises:
        UnsafeArchiveError: it is not packed with gzip, or not safe.
    """
    with archive.open("rb") as file:
        if file.read(2) != _GZIP:
            raise UnsafeArchiveError(text("archive.gzip"))
    with _tar(archive, bounds) as (opened, stream):
        entries = []
        for entry in _checked(map(_of_tar, opened), bounds):
            on_entry()
            entries.append(entry)
        while stream.read(_CHUNK):
            on_entry()
    return entries


def _write_all(
    archive: Path,
    folder: Path,
    bounds: Bounds,
    entries: list[Entry],
    on_entry: Callable[[], None],
) -> tuple[int, int]:
    safe = {entry.path: entry for entry in entries}
    count = size = 0
    with _tar(archive, bounds) as (opened, _):
        for one, entry in zip(opened, entries, strict=True):
            on_entry()
            content = opened.extractfile(one) if entry.kind == "file" else None
            if safe[entry.path] is entry:  # a later entry of the same name wins
                size += _write(folder, entry, content)
                count += entry.kind == "file"
    return count, size


def _of_tar(one: tarfile.TarInfo) -> tuple[str, str, str, int, bool]:
    if one.isdir():
        return one.name, "folder", "", 0, True
    if one.issym():
        return one.name, "link", one.linkname, 0, False
    if one.islnk():  # its target is relative to the top of the archive
        path = posixpath.normpath(one.name)
        target = posixpath.relpath(posixpath.normpath(one.linkname), posixpath.dirname(path) or ".")
        return one.name, "link", target, 0, False
    kind = "file" if one.isreg() else "device"
    return one.name, kind, "", one.size, bool(one.mode & 0o111)


def _checked(rows: Iterator[tuple[str, str, str, int, bool]], bounds: Bounds) -> Iterator[Entry]:
    """Yield what is safe.

    Raises:
        UnsafeArchiveError: something is not.
    """
    whole = count = 0
    kinds: dict[str, str] = {}
    for name, kind, target, size, executable in rows:
        count, whole = count + 1, whole + size
        path = posixpath.normpath(name)
        if count > bounds.entries:
            raise UnsafeArchiveError(text("archive.entries", limit=f"{bounds.entries:,}"))
        if whole > bounds.size:
            raise UnsafeArchiveError(text("archive.size", limit=bounds.size // 1024**3))
        if kind == "device":
            raise UnsafeArchiveError(text("archive.device", name=name))
        if _is_outside(path) or "\0" in name or "\\" in name:
            raise UnsafeArchiveError(text("archive.outside", name=name))
        above = [_key(path[:at]) for at, character in enumerate(path) if character == "/"]
        if any(kinds.setdefault(step, "folder") != "folder" for step in above):
            raise UnsafeArchiveError(text("archive.through", name=name))
        if kind == "link" and _leads_outside(path, target):
            raise UnsafeArchiveError(text("archive.link", name=name, target=target))
        if kinds.setdefault(_key(path), kind) != kind:
            raise UnsafeArchiveError(text("archive.through", name=name))
        yield Entry(path, kind, target, executable, size)


def _need_space(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise UnsafeArchiveError(text("archive.space", size=amount(size), free=amount(free)))


def _is_outside(path: str) -> bool:
    return path.startswith(("/", "../")) or path == ".."


def _leads_outside(path: str, target: str) -> bool:
    """Whether a link may point out of the folder.

    A step up behind a name is refused too: the name may be a link, whose parent is elsewhere.
    """
    steps = [step for step in target.split("/") if step not in ("", ".")]
    ups = next((at for at, step in enumerate(steps) if step != ".."), len(steps))
    return target.startswith("/") or "\0" in target or ups > path.count("/") or ".." in steps[ups:]


def _key(path: str) -> str:
    """Return what a path is the same as on any file system: some ignore case, or accents' form."""
    return unicodedata.normalize("NFC", path.casefold())


def _write(folder: Path, entry: Entry, content: IO[bytes] | None) -> int:
    """Write one entry; the modes are ours: a container can read all, and change nothing."""
    path = folder / entry.path
    if entry.kind == "folder":
        make_readable(folder, path)
        return 0
    make_readable(folder, path.parent)
    if entry.kind == "link":
        path.unlink(missing_ok=True)
        path.symlink_to(entry.target)
        return 0
    if content is None:
        raise UnsafeArchiveError(text("archive.broken", why=entry.path))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    mode = 0o755 if entry.executable else 0o644
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        shutil.copyfileobj(content, file, _CHUNK)
        path.chmod(mode)
        return file.tell()


def make_readable(top: Path, folder: Path) -> None:
    """Make a folder that every user of a container can read, whatever this process's umask is."""
    if folder.is_dir():
        return
    if folder != top:
        make_readable(top, folder.parent)
    folder.mkdir()
    folder.chmod(0o755)


class _Limited:
    """What a gzip unpacks to, as long as it is no bomb."""

    def __init__(self, packed: IO[bytes], bounds: Bounds) -> None:
        self._packed, self._bounds = packed, bounds
        self._file = gzip.GzipFile(fileobj=packed)
        self._count = 0

    def read(self, size: int = -1) -> bytes:
        """Return some bytes.

        Raises:
            UnsafeArchiveError: too many of them for what they are packed in.
        """
        data = self._file.read(size)
        self._count += len(data)
        packed = max(1, self._packed.tell())
        if self._count > self._bounds.size + 512 * self._bounds.entries:
            raise UnsafeArchiveError(text("archive.size", limit=self._bounds.size // 1024**3))
        if self._count > self._bounds.free and self._count > packed * self._bounds.ratio:
            raise UnsafeArchiveError(text("archive.bomb", ratio=self._count // packed))
        return data


@contextmanager
def _tar(archive: Path, bounds: Bounds) -> Iterator[tuple[tarfile.TarFile, _Limited]]:
    with archive.open("rb") as file:
        stream = _Limited(file, bounds)
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as opened:
            yield opened, stream
