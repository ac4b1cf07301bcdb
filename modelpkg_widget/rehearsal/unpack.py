"""Unpacking a model archive that nobody has vouched for: read whole before any of it is written.

gzip or zip or a bare tar, known by its first bytes. Refused are a path outside the folder, a link
out of it, a device, and more than a model has: bytes, entries, or what a few packed bytes become.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from modelpkg_widget.uploads.progress_bar import amount

from .texts import text

_CHUNK = 1024 * 1024
_GZIP, _ZIP = b"\x1f\x8b", b"PK"


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
        name: in the archive's own object.
        path: below the folder, without dots.
        kind: ``file``, ``folder`` or ``link``.
        target: of a link, relative to its folder.
        executable: whether a file can be run.
        size: bytes of a file.
    """

    name: Any
    path: str
    kind: str
    target: str = ""
    executable: bool = False
    size: int = 0


def unpack(archive: Path, folder: Path, bounds: Bounds | None = None) -> tuple[int, int]:
    """Unpack an archive into an empty folder that exists.

    Returns:
        Number and bytes of its files.

    Raises:
        UnsafeArchiveError: it is no archive, broken, or not safe. Nothing was written.
        OSError: a file cannot be written.
    """
    try:
        with archive.open("rb") as file:
            is_zip = file.read(2) == _ZIP
        bounds = bounds or Bounds()
        return (_unpack_zip if is_zip else _unpack_tar)(archive, folder, bounds)
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise UnsafeArchiveError(text("archive.broken", why=str(error))) from error


def _unpack_tar(archive: Path, folder: Path, bounds: Bounds) -> tuple[int, int]:
    with _tar(archive, bounds) as opened:
        entries = list(_checked(((one, *_of_tar(one)) for one in opened), bounds))
    _need_space(folder, sum(entry.size for entry in entries))
    safe = {entry.path: entry for entry in entries}
    count = size = 0
    with _tar(archive, bounds) as opened:
        for one, entry in zip(opened, entries, strict=True):
            content = opened.extractfile(one) if entry.kind == "file" else None
            if safe[entry.path] is entry:  # a later entry of the same name wins
                size += _write(folder, entry, content)
                count += entry.kind == "file"
    return count, size


def _unpack_zip(archive: Path, folder: Path, bounds: Bounds) -> tuple[int, int]:
    with zipfile.ZipFile(archive) as opened:
        rows = opened.infolist()
        packed = max(1, archive.stat().st_size)
        whole = sum(row.file_size for row in rows)
        if whole > bounds.free and whole > packed * bounds.ratio:
            raise UnsafeArchiveError(text("archive.bomb", ratio=whole // packed))
        entries = list(_checked(((row, *_of_zip(opened, row)) for row in rows), bounds))
        _need_space(folder, whole)
        count = size = 0
        safe = {entry.path: entry for entry in entries}
        for entry in safe.values():
            if entry.kind == "file":
                with opened.open(entry.name) as content:
                    size += _write(folder, entry, content, entry.name.file_size)
                count += 1
            else:
                _write(folder, entry, None)
    return count, size


def _of_tar(one: tarfile.TarInfo) -> tuple[str, str, str, int, bool]:
    if one.isdir():
        return one.name, "folder", "", 0, True
    if one.issym():
        return one.name, "link", one.linkname, 0, False
    if one.islnk():  # its target is told from the top of the archive
        path = posixpath.normpath(one.name)
        target = posixpath.relpath(posixpath.normpath(one.linkname), posixpath.dirname(path) or ".")
        return one.name, "link", target, 0, False
    kind = "file" if one.isreg() else "device"
    return one.name, kind, "", one.size, bool(one.mode & 0o111)


def _of_zip(opened: zipfile.ZipFile, row: zipfile.ZipInfo) -> tuple[str, str, str, int, bool]:
    mode = row.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if row.flag_bits & 1:
        raise UnsafeArchiveError(text("archive.encrypted", name=row.filename))
    if row.is_dir():
        return row.filename, "folder", "", 0, True
    if kind == stat.S_IFLNK:
        if row.file_size > 4096:
            raise UnsafeArchiveError(text("archive.link", name=row.filename, target="?"))
        target = opened.read(row).decode("utf-8", "replace")
        return row.filename, "link", target, 0, False
    is_file = kind in (0, stat.S_IFREG)
    return row.filename, "file" if is_file else "device", "", row.file_size, bool(mode & 0o111)


def _checked(
    rows: Iterator[tuple[Any, str, str, str, int, bool]], bounds: Bounds
) -> Iterator[Entry]:
    """Yield what is safe.

    Raises:
        UnsafeArchiveError: something is not.
    """
    whole = count = 0
    kinds: dict[str, str] = {}
    for one, name, kind, target, size, executable in rows:
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
        yield Entry(one, path, kind, target, executable, size)


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


def _write(folder: Path, entry: Entry, content: IO[bytes] | None, most: int | None = None) -> int:
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
        if most is None:
            shutil.copyfileobj(content, file, _CHUNK)
        else:  # a zip may hold more than it says
            file.write(content.read(most + 1)) if most < _CHUNK else _copy(content, file, most)
        if most is not None and file.tell() > most:
            raise UnsafeArchiveError(text("archive.broken", why=entry.path))
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


def _copy(content: IO[bytes], file: IO[bytes], most: int) -> None:
    while (chunk := content.read(_CHUNK)) and file.tell() <= most:
        file.write(chunk)


class _Limited:
    """What a gzip unpacks to, as long as it is no bomb."""

    def __init__(self, packed: IO[bytes], bounds: Bounds) -> None:
        import gzip

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
def _tar(archive: Path, bounds: Bounds) -> Iterator[tarfile.TarFile]:
    with archive.open("rb") as file:
        is_packed = file.read(2) == _GZIP
        file.seek(0)
        stream: Any = _Limited(file, bounds) if is_packed else file
        with tarfile.open(fileobj=stream, mode="r|") as opened:
            yield opened
