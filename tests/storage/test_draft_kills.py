"""A process that saves in a loop is killed at random moments: the draft is whole, and the latest.

Each process is a fork of one that has everything loaded; no kernel is started.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.request import json_codec
from modelpkg_widget.storage.draft import Draft, DraftState
from tests.exactly_once.stories.kernel import FORKS, SECONDS

SHORT, LONG = range(16), range(3000, 3300)
FILLING = {f"key {number}": "x" * 200 for number in range(200)}
PLACE = "CustomerMetadataProperties"
Save = Callable[[Any, list[dict[str, Any]]], DraftState]


def state(number: int) -> tuple[Any, list[dict[str, Any]]]:
    """Request and pending entries; one entry has a name in every second request only."""
    entry = f"entry {number // 2}"
    named: dict[str, str] = dict(FILLING)
    value = {"Domain": str(number), PLACE: named}
    if number % 2:
        named["named"] = entry
        return value, []
    return value, [{"path": [PLACE], "key": "", "text": entry, "code": "key.required"}]


def by_form(path: str) -> Save:
    form = ModelPackageForm(draft=path)

    def save(value: Any, pending: list[dict[str, Any]]) -> DraftState:
        text = json_codec.dumps(value)
        seq = base = form.get_state("value")["value"]["revision"]
        write = {"text": text, "base": base, "writer": "page", "seq": seq}
        form.set_state({"value": write, "pending": pending})
        return DraftState(**form.draft_state)

    return save


def by_draft(path: str) -> Save:
    draft = Draft(path)

    def save(value: Any, pending: list[dict[str, Any]]) -> DraftState:
        draft.save(value, pending)
        return draft.state

    return save


def by_hand(path: str) -> Save:
    """What a draft must not be: a file that is emptied and filled again."""

    def save(value: Any, pending: list[dict[str, Any]]) -> DraftState:
        Path(path).write_text(json_codec.dumps(value, indent=2))
        return DraftState(path, "saved")

    return save


def run(pipe: Connection, writer: Callable[[str], Save], path: str) -> None:
    save, number = writer(path), 0
    while True:
        number += 1
        pipe.send(("begun", number))
        stands = save(*state(number))
        pipe.send((stands.state, number))


def kill(seed: int, writer: Callable[[str], Save], path: Path) -> tuple[int, int]:
    """Return the last number whose saving was begun, and the last that was saved."""
    print(f"seed {seed}")
    FORKS.set_forkserver_preload([__name__])
    ours, theirs = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=run, args=(theirs, writer, str(path)), daemon=True)
    process.start()
    theirs.close()
    last = {"begun": 0, "saved": 0}
    assert ours.poll(SECONDS), "it does not begin"
    process.join(random.Random(seed).uniform(0.001, 0.08))
    process.kill()
    try:
        while True:
            what, number = ours.recv()
            last[what] = number
    except EOFError:
        pass
    process.join(SECONDS)
    assert set(last) == {"begun", "saved"}, "it was not always saved"
    print(last)
    return last["begun"], last["saved"]


def look(path: Path, begun: int, saved: int) -> None:
    found = Draft(path).read()
    if found is None:
        assert saved == 0
        return
    value, pending = found
    if not value:  # the entry comes first, so that it is in one of the two
        assert saved == 0
        return
    number = int(value["Domain"])
    assert saved <= number <= begun <= saved + 1
    assert json_codec.dumps(value) == json_codec.dumps(state(number)[0])
    texts = {row["text"] for row in pending} | {value[PLACE].get("named")}
    assert f"entry {number // 2}" in texts
    if saved == begun == number:
        assert pending == state(number)[1]


@pytest.mark.parametrize("seed", SHORT)
@pytest.mark.slow
def test_a_draft_is_whole_and_the_latest(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    look(path, *kill(seed, by_form if seed % 2 else by_draft, path))


@pytest.mark.soak
@pytest.mark.parametrize("seed", LONG)
def test_many_drafts_are_whole(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    look(path, *kill(seed, by_form if seed % 2 else by_draft, path))


@pytest.mark.slow
def test_a_writer_that_takes_no_care_is_caught(tmp_path: Path) -> None:
    """What the kills prove, `atomic_write` does: without it files are torn."""
    wrong = 0
    for seed in SHORT:
        path = tmp_path / f"{seed}.json"
        begun, saved = kill(seed, by_hand, path)
        try:
            look(path, begun, saved)
        except ValueError:
            wrong += 1
        except AssertionError:
            pass  # it keeps no pending entries
    print(f"{wrong} of {len(SHORT)} torn")
    assert wrong
