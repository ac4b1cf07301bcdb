"""The draft's two files: what they hold, what somebody else does to them, what the disk does."""

from __future__ import annotations

import errno
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.draft import Draft
from modelpkg_widget.draft_file import LARGEST, text_of

ROW = {"path": ["Environment"], "key": "", "text": "x", "code": "key.required"}
OTHER = {**ROW, "key": "A", "code": "key.uniqueItems"}
SAVED = ("saved", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "work"
    made.mkdir()
    return made


def stands(kept: Draft) -> tuple[str, str]:
    return kept.state.state, kept.state.problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_plain_json_for_people_and_git(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    assert kept.read() is None
    assert stands(kept) == ("", "")
    value = {"10": 1, "2": {"é": "\ud800"}, "a": []}
    kept.keep(value, [])
    text = (folder / "request.json").read_bytes()
    expected = '{\n  "10": 1,\n  "2": {\n    "\\u00e9": "\\ud800"\n  },\n  "a": []\n}\n'
    assert text == expected.encode()
    assert kept.read() == (value, [])
    assert stands(kept) == SAVED
    assert kept.issues() == []
    assert names(folder) == ["request.json"]


def test_an_empty_request_makes_no_file(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    kept.keep({}, [])
    assert names(folder) == []
    kept.keep({"a": 1}, [])
    kept.keep({}, [])
    assert (folder / "request.json").read_text() == "{}\n"


def test_what_json_cannot_hold_stands_beside_it(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [ROW])
    assert json.loads(path.read_text()) == {"a": 1}
    assert names(folder) == ["request.json", "request.json.pending"]
    assert Draft(path).read() == ({"a": 1}, [ROW])
    kept.keep({"a": 1}, [OTHER])
    assert Draft(path).read() == ({"a": 1}, [OTHER])
    kept.keep({"a": 1}, [])
    assert names(folder) == ["request.json"]


def test_an_entry_is_in_one_of_the_two_at_any_moment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": {}}, [ROW])
    replace, unlink = Path.replace, Path.unlink
    seen: list[bool] = []

    def look() -> None:
        beside = folder / "request.json.pending"
        value = json.loads(text_of(path))
        pending = json.loads(text_of(beside)) if beside.exists() else []
        seen.append("x" in value["a"].values() or ROW in pending)

    def spy(new: Path, target: Path) -> Path:
        done = replace(new, target)
        look()
        return done

    def spy_too(gone: Path, missing_ok: bool = False) -> None:
        unlink(gone, missing_ok=missing_ok)
        if gone.name.endswith("pending"):
            look()

    monkeypatch.setattr(Path, "replace", spy)
    monkeypatch.setattr(Path, "unlink", spy_too)
    kept.keep({"a": {"named": "x"}}, [])
    kept.keep({"a": {}}, [ROW, OTHER])
    kept.keep({"a": {"named": "x"}}, [OTHER])
    assert len(seen) == 6
    assert all(seen)


def test_it_is_whole_at_any_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Draft(folder / "request.json")
    kept.keep({"a": 1}, [])
    seen: list[Any] = []
    replace = Path.replace

    def spy(new: Path, target: Path) -> Path:
        seen.append((json.loads(new.read_text()), json.loads(target.read_text())))
        return replace(new, target)

    monkeypatch.setattr(Path, "replace", spy)
    kept.keep({"a": 2}, [])
    assert seen == [({"a": 2}, {"a": 1})]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_last_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    kept = Draft(folder / "request.json")
    kept.keep({"a": 1}, [])

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target: dict[str, Any] = {"write": (os, "fdopen"), "fsync": (os, "fsync")}
    owner, name = target.get(step, (Path, "replace"))
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        kept.keep({"a": 2}, [])
    (issue,) = kept.issues()
    assert issue.message == "The draft could not be saved: No space left on device."
    kind = (issue.path, issue.code, issue.severity, issue.source)
    assert kind == ((), "draft", "warning", "form")
    assert stands(kept) == ("failed", f"{issue.message} {issue.hint}")
    assert Draft(folder / "request.json").read() == ({"a": 1}, [])
    assert names(folder) == ["request.json"]
    kept.keep({"a": 3}, [])
    assert stands(kept) == SAVED


def test_a_folder_that_goes_away_is_said(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    folder.rmdir()
    kept.keep({"a": 1}, [])
    assert kept.state.problem.startswith("The draft could not be saved: No such file or directory.")
    folder.mkdir()
    kept.keep({"a": 2}, [])
    assert stands(kept) == SAVED


def test_a_state_folder_that_cannot_be_is_no_reason_not_to_save(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "a file"))
    kept = Draft(folder / "request.json")
    kept.keep({"a": 1}, [])
    assert stands(kept) == SAVED


# ---- what somebody else does


def test_what_somebody_else_wrote_is_told_and_stays(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    path.write_text('{"theirs": 1}')
    os.utime(path, (1, 1))  # its time says nothing
    kept.keep({"a": 2}, [])
    assert kept.state.state == "conflict"
    (issue,) = kept.issues()
    assert (issue.code, issue.severity) == ("draft", "warning")
    assert issue.message.endswith("it was not overwritten.")
    assert 'resolve_draft("mine")' in issue.hint
    kept.keep({"a": 3}, [])
    assert path.read_text() == '{"theirs": 1}'
    kept.keep({"a": 3}, [], over=True)
    assert stands(kept) == SAVED
    assert json.loads(path.read_text()) == {"a": 3}


def test_what_somebody_else_wrote_beside_it_is_told_too(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [ROW])
    beside = folder / "request.json.pending"
    beside.write_text(json.dumps([OTHER]))
    kept.keep({"a": 2}, [ROW])
    assert kept.state.state == "conflict"
    assert kept.read() == ({"a": 1}, [OTHER])
    assert stands(kept) == SAVED
    kept.keep({"a": 2}, [])
    assert names(folder) == ["request.json"]


def test_what_was_not_taken_is_not_known_either(folder: Path) -> None:
    path, beside = folder / "request.json", folder / "request.json.pending"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    path.write_text('{"theirs": 1}')
    beside.write_text("{")
    with pytest.raises(ValueError, match="pending: "):
        kept.read()
    beside.unlink()
    kept.keep({"a": 2}, [])
    assert kept.state.state == "conflict"
    assert path.read_text() == '{"theirs": 1}'


def test_content_counts_and_not_time(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    path.write_bytes(path.read_bytes())
    kept.keep({"a": 2}, [])
    assert stands(kept) == SAVED
    time = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("2", "7"))
    os.utime(path, ns=(time, time))
    kept.keep({"a": 3}, [])
    assert kept.state.state == "conflict"


@pytest.mark.parametrize("theirs", ['{"a": 2}', '{\n"a":2.0}'])
def test_somebody_else_wrote_the_same(folder: Path, theirs: str) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    path.write_text(theirs)
    kept.keep({"a": 2}, [])
    assert stands(kept) == SAVED
    assert path.read_text() == theirs, "a file that says it already is left alone"
    kept.keep({"a": 3}, [])
    assert json.loads(path.read_text()) == {"a": 3}


def test_a_conflict_ends_when_somebody_takes_the_change_back(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    ours = path.read_bytes()
    path.write_text("{}")
    kept.keep({"a": 2}, [])
    assert kept.state.state == "conflict"
    path.write_bytes(ours)
    kept.keep({"a": 3}, [])
    assert stands(kept) == SAVED
    assert json.loads(path.read_text()) == {"a": 3}


def test_a_file_that_was_deleted_is_written_again(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [ROW])
    path.unlink()
    (folder / "request.json.pending").unlink()
    kept.keep({"a": 2}, [ROW])
    assert stands(kept) == SAVED
    assert Draft(path).read() == ({"a": 2}, [ROW])


def test_a_file_that_somebody_makes_first(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    (folder / "request.json").write_text("not JSON")
    kept.keep({"a": 1}, [])
    assert kept.state.state == "conflict"
    assert (folder / "request.json").read_text() == "not JSON"


def test_of_two_that_save_at_once_one_is_told(folder: Path) -> None:
    path = folder / "request.json"
    for turn in range(100):
        path.unlink(missing_ok=True)
        both = [Draft(path), Draft(path)]
        ready = threading.Barrier(2)

        def save(kept: Draft, number: int, ready: threading.Barrier = ready) -> None:
            ready.wait()
            kept.keep({"by": number}, [])

        threads = [threading.Thread(target=save, args=(kept, n)) for n, kept in enumerate(both)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        states = [kept.state.state for kept in both]
        assert sorted(states) == ["conflict", "saved"], turn
        assert json.loads(path.read_text()) == {"by": states.index("saved")}


# ---- what is no draft


def test_a_folder_that_is_missing(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"folder .*nowhere does not exist; make it first"):
        Draft(folder / "nowhere" / "request.json")


def test_a_draft_that_is_a_folder(folder: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder; name a file in it"):
        Draft(folder)


def test_a_folder_that_may_not_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="may not be written to"):
        Draft(folder / "request.json")


def test_a_draft_that_is_read_only(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="is read-only; make it writable"):
        Draft(path)
    kept.keep({"a": 2}, [])
    assert kept.state.problem.startswith("The draft could not be saved: the file is read-only.")
    assert json.loads(path.read_text()) == {"a": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_draft_that_is_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(OSError, match="is no regular file; name another one"):
        Draft(folder / "pipe")
    kept = Draft(folder / "request.json")
    os.mkfifo(folder / "request.json")
    kept.keep({"a": 1}, [])
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
    with pytest.raises(ValueError, match=r"request\.json: this is larger than 20 MB, so it is no"):
        Draft(path).read()
    kept = Draft(path)
    kept.keep({"a": 1}, [])
    assert kept.state.state == "conflict"
    path.unlink()
    kept.keep({"a": "x" * LARGEST}, [])
    assert "File too large" in kept.state.problem
    assert names(folder) == []


def test_its_place_stays_when_the_working_directory_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    kept = Draft("request.json")
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    kept.keep({"a": 1}, [])
    assert json.loads((folder / "request.json").read_text()) == {"a": 1}


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real").mkdir()
    link = folder / "request.json"
    link.symlink_to(folder / "real" / "request.json")
    Draft(link).keep({"a": 1}, [])
    assert link.is_symlink()
    assert json.loads((folder / "real" / "request.json").read_text()) == {"a": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other modes")
def test_who_may_read_it_stays(folder: Path) -> None:
    path = folder / "request.json"
    path.write_text("{}")
    path.chmod(0o664)
    kept = Draft(path)
    kept.read()
    kept.keep({"a": 1}, [])
    assert path.stat().st_mode & 0o777 == 0o664
