"""A draft that was not saved is saved later; an interrupt makes no conflict; a link stays one."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.storage import draft_file, state_dir
from modelpkg_widget.storage.draft import Draft
from tests.widget.scripted_client import until


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def held(path: Path) -> Any:
    return json.loads(path.read_text())


@pytest.mark.slow
def test_a_failed_save_is_tried_again_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    form = ModelPackageForm({"Domain": "A"}, draft=path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft_file, "atomic_write", full)
        form.value = {"Domain": "B"}
        assert form.draft_state["state"] == "failed"
        assert held(path) == {"Domain": "A"}
    until(lambda: form.draft_state["state"] == "saved")
    assert held(path) == {"Domain": "B"}
    assert form.issues == [one for one in form.issues if one.code != "draft"]
    form.close()


def test_a_form_that_is_closed_tries_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    form = ModelPackageForm({"Domain": "A"}, draft=path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft_file, "atomic_write", full)
        form.value = {"Domain": "B"}
        wake = form._controller.drafts.retrying._wake
        assert wake
        form.close()
    assert wake.is_set()
    assert held(path) == {"Domain": "A"}


POINTS = ["tempfile.mkstemp", "os.fsync", "pathlib.Path.replace", "state_folder._flush_folder"]


def _interrupt(patch: pytest.MonkeyPatch, point: str, at: int, *, after: bool) -> None:
    """Have Ctrl+C come before or after one of the steps of saving."""
    name = point.replace("state_folder", "modelpkg_widget.storage.state_dir")
    module, _, attribute = name.rpartition(".")
    owner: Any = {"tempfile": __import__("tempfile"), "os": os, "pathlib.Path": Path}.get(
        module, state_dir
    )
    real, calls = getattr(owner, attribute), [0]

    def step(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == at and not after:
            raise KeyboardInterrupt
        made = real(*given, **named)
        if calls[0] == at:
            raise KeyboardInterrupt
        return made

    patch.setattr(owner, attribute, step)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("point", POINTS)
def test_an_interrupt_between_file_and_memory_is_no_conflict(
    tmp_path: Path, point: str, at: int, after: bool
) -> None:
    path = tmp_path / "a.json"
    form = ModelPackageForm({"Domain": "A"}, draft=path)
    form.load({"Domain": "B"})
    for value in ("C", "D"):
        with pytest.MonkeyPatch.context() as patch:
            _interrupt(patch, point, at, after=after)
            try:
                form.value = {"Domain": value}
            except KeyboardInterrupt:
                pass
        assert form.draft_state["state"] != "conflict"
    form.value = {"Domain": "E"}
    assert form.draft_state["state"] == "saved"
    assert held(path) == {"Domain": "E"}
    form.close()


@pytest.mark.slow
def test_what_was_interrupted_is_saved_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    form = ModelPackageForm({"Domain": "A"}, draft=path)
    with pytest.MonkeyPatch.context() as patch:
        _interrupt(patch, "tempfile.mkstemp", 1, after=False)
        with pytest.raises(KeyboardInterrupt):
            form.value = {"Domain": "B"}
    until(lambda: held(path) == {"Domain": "B"})
    form.close()


def test_somebody_elses_text_is_still_a_conflict(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    form = ModelPackageForm({"Domain": "A"}, draft=path)
    path.write_text('{"Domain": "theirs"}')
    form.value = {"Domain": "B"}
    assert form.draft_state["state"] == "conflict"


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
@pytest.mark.parametrize("there", [True, False], ids=["file", "no file"])
def test_a_draft_that_is_a_link_stays_one(tmp_path: Path, there: bool) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.json", tmp_path / "a.json"
    if there:
        real.write_text("{}")
    link.symlink_to(real)
    form = ModelPackageForm({"Domain": "A"}, draft=link) if not there else None
    form = form or ModelPackageForm(draft=link)
    form.value = {"Domain": "B"}
    assert form.draft_state["state"] == "saved"
    assert link.is_symlink()
    assert held(real) == {"Domain": "B"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_draft_with_two_names_keeps_both(tmp_path: Path) -> None:
    path, other = tmp_path / "a.json", tmp_path / "b.json"
    path.write_text('{"Domain": "a longer text than what comes next"}')
    other.hardlink_to(path)
    form = ModelPackageForm(draft=path)
    form.value = {"Domain": "B"}
    assert held(other) == held(path) == {"Domain": "B"}
    assert path.samefile(other)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_draft_in_a_loop_of_links_is_reported(tmp_path: Path) -> None:
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OSError, match="leads back to itself"):
        Draft(one)
