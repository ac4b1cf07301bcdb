"""What is no draft, and what stays of a file that is one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from modelpkg_widget.storage.draft import Draft
from modelpkg_widget.storage.draft_file import LARGEST

from .draft_states import names


def test_a_folder_that_is_missing(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"folder .*nowhere doesn't exist. Create it first"):
        Draft(folder / "nowhere" / "request.json")


def test_a_draft_that_is_a_folder(folder: Path) -> None:
    with pytest.raises(IsADirectoryError, match=r"is a folder. Enter the path of a file"):
        Draft(folder)


def test_a_folder_that_may_not_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="don't have permission to write"):
        Draft(folder / "request.json")


def test_a_draft_that_is_read_only(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    path.chmod(0o444)
    with pytest.raises(PermissionError, match=r"is read-only. Make it writable"):
        Draft(path)
    kept.save({"a": 2}, [])
    assert kept.state.problem.startswith("Couldn't save the draft: the file is read-only.")
    assert json.loads(path.read_text()) == {"a": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_draft_that_is_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(OSError, match="is no regular file; name another one"):
        Draft(folder / "pipe")
    kept = Draft(folder / "request.json")
    os.mkfifo(folder / "request.json")
    kept.save({"a": 1}, [])
    assert "is no regular file" in kept.state.problem


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"a": 1, "a": 2}', b'{"a": {"b": "x'])
def test_a_file_that_is_no_json_is_named(folder: Path, content: bytes) -> None:
    path = folder / "request.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"request\.json: "):
        Draft(path).read()
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"{", b"{}", b"[{}]", b"[[]]"])
def test_a_file_beside_it_that_is_no_list_of_entries_is_named(folder: Path, content: bytes) -> None:
    (folder / "request.json").write_text("{}")
    (folder / "request.json.pending").write_bytes(content)
    with pytest.raises(ValueError, match=r"request\.json\.pending: "):
        Draft(folder / "request.json").read()


def test_a_file_that_is_far_too_large(folder: Path) -> None:
    path = folder / "request.json"
    with path.open("wb") as file:
        file.truncate(LARGEST * 1000)  # a hole: it takes no room
    with pytest.raises(ValueError, match=r"request\.json: larger than 20 MB, too large"):
        Draft(path).read()
    kept = Draft(path)
    kept.save({"a": 1}, [])
    assert kept.state.state == "conflict"
    path.unlink()
    kept.save({"a": "x" * LARGEST}, [])
    assert "File too large" in kept.state.problem
    assert names(folder) == []


def test_its_place_stays_when_the_working_directory_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    kept = Draft("request.json")
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    kept.save({"a": 1}, [])
    assert json.loads((folder / "request.json").read_text()) == {"a": 1}


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real").mkdir()
    link = folder / "request.json"
    link.symlink_to(folder / "real" / "request.json")
    Draft(link).save({"a": 1}, [])
    assert link.is_symlink()
    assert json.loads((folder / "real" / "request.json").read_text()) == {"a": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other modes")
def test_who_may_read_it_stays(folder: Path) -> None:
    path = folder / "request.json"
    path.write_text("{}")
    path.chmod(0o664)
    kept = Draft(path)
    kept.read()
    kept.save({"a": 1}, [])
    assert path.stat().st_mode & 0o777 == 0o664
