"""What a draft's two files hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modelpkg_widget.storage.draft import Draft
from modelpkg_widget.storage.draft_file import text_of

from .draft_states import OTHER, ROW, SAVED, names, stands


def test_it_is_plain_json_for_people_and_git(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    assert kept.read() is None
    assert stands(kept) == ("", "")
    value = {"10": 1, "2": {"é": "\ud800"}, "a": []}
    kept.save(value, [])
    text = (folder / "request.json").read_bytes()
    expected = '{\n  "10": 1,\n  "2": {\n    "\\u00e9": "\\ud800"\n  },\n  "a": []\n}\n'
    assert text == expected.encode()
    assert kept.read() == (value, [])
    assert stands(kept) == SAVED
    assert kept.issues() == []
    assert names(folder) == ["request.json"]


def test_an_empty_request_makes_no_file(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    kept.save({}, [])
    assert names(folder) == []
    kept.save({"a": 1}, [])
    kept.save({}, [])
    assert (folder / "request.json").read_text() == "{}\n"


def test_what_json_cannot_hold_stands_beside_it(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": 1}, [ROW])
    assert json.loads(path.read_text()) == {"a": 1}
    assert names(folder) == ["request.json", "request.json.pending"]
    assert Draft(path).read() == ({"a": 1}, [ROW])
    kept.save({"a": 1}, [OTHER])
    assert Draft(path).read() == ({"a": 1}, [OTHER])
    kept.save({"a": 1}, [])
    assert names(folder) == ["request.json"]


def test_entries_that_were_gone_are_written_again(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    for pending in ([ROW], [], [ROW]):
        kept.save({"a": 1}, pending)
        assert stands(kept) == SAVED
        assert Draft(path).read() == ({"a": 1}, pending)


def test_entries_are_read_without_a_request(folder: Path) -> None:
    path = folder / "request.json"
    Draft(path).save({"a": 1}, [ROW])
    path.unlink()
    assert Draft(path).read() == ({}, [ROW])


def test_what_a_request_was_loaded_from_goes_when_it_no_longer_holds(folder: Path) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    for source in ({"source": "a notebook"}, None, {"source": "a notebook"}):
        kept.save({"a": 1}, [], source)
        again = Draft(path)
        assert again.read() == ({"a": 1}, [])
        assert again.provenance == source
        assert (folder / "request.json.loaded").exists() == (source is not None)


def test_an_entry_is_in_one_of_the_two_at_any_moment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "request.json"
    kept = Draft(path)
    kept.save({"a": {}}, [ROW])
    replace, unlink = Path.replace, Path.unlink
    seen: list[bool] = []

    def look() -> None:
        beside = folder / "request.json.pending"
        value = json.loads(text_of(path))
        pending = json.loads(text_of(beside)) if beside.exists() else []
        seen.append("x" in value["a"].values() or {"format": 1, **ROW} in pending)

    def spy(new: Path, target: Path) -> Path:
        done = replace(new, target)
        look()
        return done

    def spy_too(missing: Path, missing_ok: bool = False) -> None:
        unlink(missing, missing_ok=missing_ok)
        if missing.name.endswith("pending"):
            look()

    monkeypatch.setattr(Path, "replace", spy)
    monkeypatch.setattr(Path, "unlink", spy_too)
    kept.save({"a": {"named": "x"}}, [])
    kept.save({"a": {}}, [ROW, OTHER])
    kept.save({"a": {"named": "x"}}, [OTHER])
    assert len(seen) == 6
    assert all(seen)
