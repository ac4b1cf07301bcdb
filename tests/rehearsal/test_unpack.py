"""Archives that nobody has vouched for: unpacked as they are, or refused before any is written."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.unpack import Bounds, UnsafeArchiveError, unpack

Add = Callable[[tarfile.TarFile], None]


def file(name: str, content: bytes = b"x", mode: int = 0o644) -> Add:
    def add(archive: tarfile.TarFile) -> None:
        row = tarfile.TarInfo(name)
        row.size, row.mode = len(content), mode
        archive.addfile(row, io.BytesIO(content))

    return add


def special(name: str, kind: bytes, target: str = "") -> Add:
    def add(archive: tarfile.TarFile) -> None:
        row = tarfile.TarInfo(name)
        row.type, row.linkname = kind, target
        archive.addfile(row)

    return add


def link(name: str, target: str) -> Add:
    return special(name, tarfile.SYMTYPE, target)


def tar(path: Path, *rows: Add, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for row in rows:
            row(archive)
    return path


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    return folder


def test_files_folders_and_links_are_unpacked(tmp_path: Path) -> None:
    archive = tar(
        tmp_path / "model.tar.gz",
        special("./code", tarfile.DIRTYPE),
        file("./code/serve.sh", b"#!/bin/sh", 0o4711),
        file("./weights.bin", b"12345", 0o200),
        link("code/weights", "../weights.bin"),
        special("second", tarfile.LNKTYPE, "./weights.bin"),
        file("weights.bin", b"123"),
    )
    folder = folder_of(tmp_path)

    assert unpack(archive, folder) == (2, 12)
    assert (folder / "code" / "weights").read_bytes() == b"123"
    assert (folder / "second").read_bytes() == b"123"
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("code/serve.sh", "second")]
    assert modes == [0o755, 0o644]


ATTACKS: dict[str, tuple[list[Add], str]] = {
    "path outside": (
        [file("fine"), file("../outside")],
        "The archive was refused: ../outside is outside the model folder.",
    ),
    "path outside behind a folder": (
        [file("a/../../outside")],
        "The archive was refused: a/../../outside is outside the model folder.",
    ),
    "absolute path": (
        [file("/etc/passwd")],
        "The archive was refused: /etc/passwd is outside the model folder.",
    ),
    "link out": (
        [link("a/link", "../../outside")],
        "The archive was refused: a/link is a link to ../../outside, outside the model folder.",
    ),
    "absolute link": (
        [link("link", "/etc")],
        "The archive was refused: link is a link to /etc, outside the model folder.",
    ),
    "link up behind another link": (
        [link("here", "."), link("up", "here/../outside")],
        "The archive was refused: up is a link to here/../outside, outside the model folder.",
    ),
    "hard link out": (
        [special("hard", tarfile.LNKTYPE, "../outside")],
        "The archive was refused: hard is a link to ../outside, outside the model folder.",
    ),
    "file through a link": (
        [special("folder", tarfile.DIRTYPE), link("link", "folder"), file("link/inside")],
        (
            "The archive was refused: link/inside is also a link or a file, so a path "
            "through it isn't safe."
        ),
    ),
    "link where files are": (
        [file("folder/one"), link("folder", ".")],
        (
            "The archive was refused: folder is also a link or a file, so a path "
            "through it isn't safe."
        ),
    ),
    "link of another case": (
        [link("Link", "."), file("link/inside")],
        (
            "The archive was refused: link/inside is also a link or a file, so a path "
            "through it isn't safe."
        ),
    ),
    "device": (
        [special("null", tarfile.CHRTYPE)],
        "The archive was refused: null is a device or another special file.",
    ),
    "pipe": (
        [special("pipe", tarfile.FIFOTYPE)],
        "The archive was refused: pipe is a device or another special file.",
    ),
    "many entries": (
        [file(f"{number}") for number in range(11)],
        "The archive was refused: it has more than 10 entries.",
    ),
    "bomb": (
        [file("zeros", bytes(5_000_000))],
        "The archive was refused: it unpacks to N times its size.",
    ),
}


@pytest.mark.parametrize(("rows", "sentence"), ATTACKS.values(), ids=ATTACKS)
def test_attack_is_refused_before_anything_is_written(
    tmp_path: Path, rows: list[Add], sentence: str
) -> None:
    archive = tar(tmp_path / "model.tar.gz", file("first"), *rows)
    folder = folder_of(tmp_path)
    bounds = Bounds(entries=10, ratio=100, free=1_000_000)

    with pytest.raises(UnsafeArchiveError) as caught:
        unpack(archive, folder, bounds)

    said = "".join("N" if one.isdecimal() else one for one in str(caught.value))
    expected = "".join("N" if one.isdecimal() else one for one in sentence)
    assert said.replace("NNN", "N") == expected.replace("NNN", "N")
    assert list(folder.iterdir()) == []
    assert list(tmp_path.glob("outside")) == []


def test_large_archive_is_refused(tmp_path: Path) -> None:
    archive = tar(tmp_path / "model.tar.gz", file("large", bytes(3000)))

    with pytest.raises(UnsafeArchiveError, match="unpacks to more than 0 GiB"):
        unpack(archive, folder_of(tmp_path), Bounds(size=2000))


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b", b"\x1f\x8b" + bytes(50), gzip.compress(b"no tar" * 200)],
    ids=["two bytes", "another method", "gzip of a text"],
)
def test_broken_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.tar.gz"
    path.write_bytes(content)

    with pytest.raises(UnsafeArchiveError, match="can't be read"):
        unpack(path, folder_of(tmp_path))


@pytest.mark.parametrize("mode", ["w", "w:bz2", "w:xz", "zip", "empty"])
def test_what_is_not_packed_with_gzip_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "model.tar.gz"
    if mode == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("one", b"1")
    elif mode == "empty":
        path.write_bytes(b"")
    else:
        tar(path, file("one"), mode=mode)
    folder = folder_of(tmp_path)

    with pytest.raises(UnsafeArchiveError) as caught:
        unpack(path, folder)
    assert str(caught.value) == (
        "The archive isn't packed with gzip. SageMaker needs a tar archive, packed with gzip "
        "(.tar.gz)."
    )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("damage", ["checksum", "size", "no end", "more behind"])
def test_damage_at_the_end_is_found_before_anything_is_written(tmp_path: Path, damage: str) -> None:
    path = tar(tmp_path / "model.tar.gz", file("one", os.urandom(50_000)))
    whole = bytearray(path.read_bytes())
    if damage in ("checksum", "size"):
        whole[-8 if damage == "checksum" else -1] ^= 1
    path.write_bytes(
        whole[:-4] if damage == "no end" else bytes(whole) + b"x" * 40 * (damage == "more behind")
    )
    folder = folder_of(tmp_path)

    with pytest.raises(UnsafeArchiveError, match="can't be read"):
        unpack(path, folder)
    assert list(folder.iterdir()) == []


def test_unpacking_can_be_cancelled(tmp_path: Path) -> None:
    archive = tar(tmp_path / "model.tar.gz", file("one"))
    folder = folder_of(tmp_path)

    def on_entry() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        unpack(archive, folder, on_entry=on_entry)
    assert list(folder.iterdir()) == []


def test_truncated_archive_is_refused(tmp_path: Path) -> None:
    whole = tar(tmp_path / "whole.tar.gz", file("one", bytes(range(256)) * 400)).read_bytes()
    path = tmp_path / "model.tar.gz"
    path.write_bytes(whole[: len(whole) // 2])
    folder = folder_of(tmp_path)

    with pytest.raises(UnsafeArchiveError, match="can't be read"):
        unpack(path, folder)
    assert list(folder.iterdir()) == []


def test_disk_without_space_is_reported_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tar(tmp_path / "model.tar.gz", file("one", bytes(5000)))
    usage = shutil._ntuple_diskusage(10**9, 10**9, 4000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)

    with pytest.raises(UnsafeArchiveError) as caught:
        unpack(archive, folder_of(tmp_path))
    assert str(caught.value) == "The archive needs 5.0 kB on this disk, which has 4.0 kB free."


def test_every_user_of_a_container_can_read_what_is_unpacked(tmp_path: Path) -> None:
    archive = tar(tmp_path / "model.tar.gz", file("a/b/one"), special("c", tarfile.DIRTYPE))
    folder = folder_of(tmp_path)
    before = os.umask(0o077)
    try:
        unpack(archive, folder)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert modes == {"a": 0o755, "b": 0o755, "c": 0o755, "one": 0o644}
