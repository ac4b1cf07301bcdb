"""What somebody else does to a draft."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from modelpkg_widget.storage.draft import Draft

from .draft_states import OTHER, ROW, SAVED, names, stands


def test_what_somebody_else_wrote_is_reported_and_stays(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    path.write_text('{"theirs": 1}')
    os.utime(path, (1, 1))  # its time says nothing
    kept.save({"a": 2}, [])
    assert kept.state.state == "conflict"
    (issue,) = kept.issues()
    assert (issue.code, issue.severity) == ("draft", "warning")
    assert issue.message.endswith("it wasn't overwritten.")
    assert 'resolve_draft("mine")' in issue.hint
    kept.save({"a": 3}, [])
    assert path.read_text() == '{"theirs": 1}'
    kept.save({"a": 3}, [], overwrite=True)
    assert stands(kept) == SAVED
    assert json.loads(path.read_text()) == {"a": 3}


def test_what_somebody_else_wrote_beside_it_is_reported_too(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [ROW])
    beside = folder / "request.json.pending"
    beside.write_text(json.dumps([OTHER]))
    kept.save({"a": 2}, [ROW])
    assert kept.state.state == "conflict"
    assert kept.read() == ({"a": 1}, [OTHER])
    assert stands(kept) == SAVED
    kept.save({"a": 2}, [])
    assert names(folder) == ["request.json"]


def test_what_was_not_taken_is_not_known_either(folder: Path) -> None:
    path, beside = folder / "request.json", folder / "request.json.pending"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    path.write_text('{"theirs": 1}')
    beside.write_text("{")
    with pytest.raises(ValueError, match="pending: "):
        kept.read()
    beside.unlink()
    kept.save({"a": 2}, [])
    assert kept.state.state == "conflict"
    assert path.read_text() == '{"theirs": 1}'


def test_content_counts_and_not_time(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    path.write_bytes(path.read_bytes())
    kept.save({"a": 2}, [])
    assert stands(kept) == SAVED
    time = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("2", "7"))
    os.utime(path, ns=(time, time))
    kept.save({"a": 3}, [])
    assert kept.state.state == "conflict"


@pytest.mark.parametrize("theirs", ['{"a": 2}', '{\n"a":2.0}'])
def test_same_content_of_another_writer_is_no_conflict(folder: Path, theirs: str) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    path.write_text(theirs)
    kept.save({"a": 2}, [])
    assert stands(kept) == SAVED
    assert path.read_text() == theirs, "a file that says it already is left alone"
    kept.save({"a": 3}, [])
    assert json.loads(path.read_text()) == {"a": 3}


def test_a_conflict_ends_when_somebody_takes_the_change_back(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [])
    ours = path.read_bytes()
    path.write_text("{}")
    kept.save({"a": 2}, [])
    assert kept.state.state == "conflict"
    path.write_bytes(ours)
    kept.save({"a": 3}, [])
    assert stands(kept) == SAVED
    assert json.loads(path.read_text()) == {"a": 3}


def test_a_file_that_was_deleted_is_written_again(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [ROW])
    path.unlink()
    (folder / "request.json.pending").unlink()
    kept.save({"a": 2}, [ROW])
    assert stands(kept) == SAVED
    assert Draft(path).read() == ({"a": 2}, [ROW])


def test_file_that_another_writer_creates_first_is_a_conflict(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    (folder / "request.json").write_text("not JSON")
    kept.save({"a": 1}, [])
    assert kept.state.state == "conflict"
    assert (folder / "request.json").read_text() == "not JSON"


@pytest.mark.slow
def test_of_two_that_save_at_once_one_is_warned(folder: Path) -> None:
    path = folder / "request.json"
    for turn in range(100):
        path.unlink(missing_ok=True)
        both = [Draft(path), Draft(path)]
        ready = threading.Barrier(2)

        def save(kept: Draft, number: int, ready: threading.Barrier = ready) -> None:
            ready.wait()
            kept.save({"by": number}, [])

        threads = [threading.Thread(target=save, args=(kept, n)) for n, kept in enumerate(both)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        states = [kept.state.state for kept in both]
        assert sorted(states) == ["conflict", "saved"], turn
        assert json.loads(path.read_text()) == {"by": states.index("saved")}
