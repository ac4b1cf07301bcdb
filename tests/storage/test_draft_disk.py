"""What the disk does to a draft."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.storage.draft import Draft

from .draft_states import SAVED, names, stands


def test_it_is_whole_at_any_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Draft(folder / "request.json")
    kept.save({"a": 1}, [])
    seen: list[Any] = []
    replace = Path.replace

    def spy(new: Path, target: Path) -> Path:
        seen.append((json.loads(new.read_text()), json.loads(target.read_text())))
        return replace(new, target)

    monkeypatch.setattr(Path, "replace", spy)
    kept.save({"a": 2}, [])
    assert seen == [({"a": 2}, {"a": 1})]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_last_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    kept = Draft(folder / "request.json")
    kept.save({"a": 1}, [])

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target: dict[str, Any] = {"write": (os, "fdopen"), "fsync": (os, "fsync")}
    owner, name = target.get(step, (Path, "replace"))
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        kept.save({"a": 2}, [])
    (issue,) = kept.issues()
    assert issue.message == "Couldn't save the draft: No space left on device."
    kind = (issue.path, issue.code, issue.severity, issue.source)
    assert kind == ((), "draft", "warning", "form")
    assert stands(kept) == ("failed", f"{issue.message} {issue.hint}")
    assert Draft(folder / "request.json").read() == ({"a": 1}, [])
    assert names(folder) == ["request.json"]
    kept.save({"a": 3}, [])
    assert stands(kept) == SAVED


def test_a_folder_that_goes_away_is_said(folder: Path) -> None:
    kept = Draft(folder / "request.json")
    folder.rmdir()
    kept.save({"a": 1}, [])
    assert kept.state.problem.startswith("Couldn't save the draft: No such file or directory.")
    folder.mkdir()
    kept.save({"a": 2}, [])
    assert stands(kept) == SAVED


def test_a_state_folder_that_cannot_be_is_no_reason_not_to_save(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "a file"))
    kept = Draft(folder / "request.json")
    kept.save({"a": 1}, [])
    assert stands(kept) == SAVED
