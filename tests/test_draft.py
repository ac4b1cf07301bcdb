from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.draft import Draft


def test_it_is_plain_json_for_people_and_git(tmp_path: Path) -> None:
    kept = Draft(tmp_path / "request.json")
    assert kept.read() is None
    assert kept.save({"10": 1, "2": {"é": "\ud800"}, "a": []}) == []
    text = (tmp_path / "request.json").read_bytes()
    expected = '{\n  "10": 1,\n  "2": {\n    "\\u00e9": "\\ud800"\n  },\n  "a": []\n}\n'
    assert text == expected.encode()
    assert kept.read() == {"10": 1, "2": {"é": "\ud800"}, "a": []}
    assert [path.name for path in tmp_path.iterdir()] == ["request.json"]


def test_it_is_whole_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Draft(tmp_path / "request.json")
    kept.save({"a": 1})
    seen: list[Any] = []
    replace = Path.replace

    def spy(new: Path, target: Path) -> Path:
        seen.append((json.loads(new.read_text()), json.loads(target.read_text())))
        return replace(new, target)

    monkeypatch.setattr(Path, "replace", spy)
    kept.save({"a": 2})
    assert seen == [({"a": 2}, {"a": 1})]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_last_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    kept = Draft(tmp_path / "request.json")
    kept.save({"a": 1})

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target: dict[str, Any] = {"write": (os, "fdopen"), "fsync": (os, "fsync")}
    owner, name = target.get(step, (Path, "replace"))
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        (issue,) = kept.save({"a": 2})
    assert issue.message == "The draft could not be saved: No space left on device."
    assert (issue.path, issue.code, issue.severity, issue.source) == (
        (),
        "draft",
        "warning",
        "form",
    )
    assert kept.read() == {"a": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["request.json"]


def test_a_folder_that_goes_away_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    kept = Draft(folder / "request.json")
    folder.rmdir()
    (issue,) = kept.save({})
    assert issue.message == "The draft could not be saved: No such file or directory."
    folder.mkdir()
    assert kept.save({}) == []


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"folder .*nowhere does not exist; make it first"):
        Draft(tmp_path / "nowhere" / "request.json")


def test_a_draft_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder; name a file in it"):
        Draft(tmp_path)


def test_a_folder_that_may_not_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="may not be written to"):
        Draft(tmp_path / "request.json")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"a": 1, "a": 2}'])
def test_a_file_that_is_no_json_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "request.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"request\.json: "):
        Draft(path).read()
    assert path.read_bytes() == content


def test_its_place_stays_when_the_working_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Draft("request.json")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    kept.save({"a": 1})
    assert json.loads((tmp_path / "request.json").read_text()) == {"a": 1}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "request.json"
    link.symlink_to(tmp_path / "real" / "request.json")
    Draft(link).save({"a": 1})
    assert link.is_symlink()
    assert json.loads((tmp_path / "real" / "request.json").read_text()) == {"a": 1}
