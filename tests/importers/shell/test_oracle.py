"""Wherever load() shows a value, it is what bash sends in each run, whatever its inputs are."""

from __future__ import annotations

import random
import re
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.shell import lexer
from modelpkg_widget.importers.shell.values import Store
from modelpkg_widget.importers.source import text_loaded
from tests.importers.formats.aws_cli_oracle import Cli, RefusedError, Shell
from tests.importers.shell.programs import Maker, Program, inputs

_KINDS = ["straight", "branches", "branches", "branches", "none"]
_RUNS = 2


@dataclass
class Figures:
    """What came of many scripts."""

    unsound: list[str] = field(default_factory=list)
    certain: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    lost: list[str] = field(default_factory=list)


def loaded(text: str) -> Loaded | None:
    try:
        return text_loaded(text)
    except ValueError:
        return None


def shown(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """The leaves of a request by their places."""
    if isinstance(value, dict):
        rows = value.items()
    elif isinstance(value, list):
        rows = enumerate(value)  # type: ignore[assignment]
    else:
        return {path: value}
    found: dict[tuple[str | int, ...], Any] = {}
    for step, one in rows:
        found |= shown(one, (*path, step))
    return found


def is_sent(ours: Any, theirs: Any, gaps: set[tuple[Any, ...]], path: tuple[Any, ...] = ()) -> bool:
    """Whether all that is shown was sent; a list with a gap may lack items."""
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and all(
            name in theirs and is_sent(one, theirs[name], gaps, (*path, name))
            for name, one in ours.items()
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        if path in gaps:
            rest = iter(theirs)
            return all(any(is_sent(one, other, gaps) for other in rest) for one in ours)
        return len(ours) == len(theirs) and all(
            is_sent(one, other, gaps, (*path, at))
            for at, (one, other) in enumerate(zip(ours, theirs, strict=True))
        )
    return bool(ours == theirs)


def judge(program: Program, requests: list[list[Any]], figures: Figures) -> None:
    """Compare what is loaded with the requests of each run."""
    found = loaded(program.text)
    base = found.base if found else {}
    gaps = {note.path for note in found.gaps} if found else set()
    if program.kind == "none" or any(len(run) > 1 for run in requests):
        if base and not all(one == run[0] for run in requests for one in run):
            figures.unsound.append(f"{base} of nothing or of several:\n{program.text}")
        if base and not any(requests):
            figures.unsound.append(f"{base} is never sent:\n{program.text}")
        return
    for run in requests:
        for sent in run:
            figures.sent += 1
            if not is_sent(base, sent, gaps):
                figures.unsound.append(f"{base}\nsent {sent}\n{program.text}")
    count(program, base, [shown(sent) for run in requests for sent in run], figures)


def count(program: Program, base: Any, sent: list[dict[Any, Any]], figures: Figures) -> None:
    """Count how many of the members that a text tells are taken, of those that were sent."""
    if not sent:
        return
    leaves = shown(base)
    certain = [path for path in program.certain if path in sent[0]]
    lost = [path for path in certain if path not in leaves or leaves[path] != sent[0][path]]
    figures.certain[program.kind] += len(certain)
    figures.taken[program.kind] += len(certain) - len(lost)
    if lost:
        figures.lost.append(f"{lost}\n{base}\n{program.text}")


def figures_of(count: int, seed: int, folder: Path) -> Figures:
    print(f"\nseed {seed}")
    dice = random.Random(seed)
    shell, cli, figures = Shell(folder), Cli(folder), Figures()
    for _ in range(count):
        program = Maker(dice, dice.choice(_KINDS)).program()
        requests: list[list[Any]] = []
        refused = False
        for _ in range(_RUNS):
            run = []
            for arguments, files in shell.calls(program.text, inputs(dice)):
                try:
                    request = cli.request(arguments, files)
                except RefusedError:
                    refused = True
                    continue
                if request is not None:
                    run.append(request)
            requests.append(run)
        if refused and program.kind == "none":
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            judge(program, requests, figures)
    for kind, certain in figures.certain.items():
        share = figures.taken[kind] / max(certain, 1)
        print(f"{kind}: {figures.taken[kind]} of {certain} told members are taken ({share:.1%})")
    print(f"{figures.sent} requests were sent; {len(figures.unsound)} are unsound")
    return figures


def held(figures: Figures, least: int = 100) -> None:
    assert not figures.unsound, f"{len(figures.unsound)} unsound:\n{figures.unsound[0]}"
    taken, certain = figures.taken, figures.certain
    assert figures.sent > least
    assert taken["straight"] >= 0.99 * certain["straight"], figures.lost[0]
    assert taken["branches"] >= 0.95 * certain["branches"], figures.lost[0]


@pytest.mark.slow
def test_scripts_are_loaded_as_bash_runs_them(tmp_path: Path) -> None:
    """Each of 100 scripts is run by bash: a value that is shown is what it sent."""
    held(figures_of(100, 20_261_128, tmp_path), least=60)


def _last_branch_counts(store: Store, ways: Iterable[dict[Any, Any]]) -> list[Any]:
    for way in ways:
        for key, value in way.items():
            store.set(key, value)
    return []


_OLD_READINGS: dict[str, tuple[object, str, Any]] = {
    "a branch": (Store, "join", _last_branch_counts),
    "a newline": (lexer, "_BLANK", re.compile(r"(?:[ \t\r\n]|\\\n)+")),
}


@pytest.mark.parametrize("name", _OLD_READINGS)
@pytest.mark.slow
def test_the_oracle_fails_when_something_is_read_as_it_was(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*_OLD_READINGS[name])
    figures = figures_of(60, 3, tmp_path)
    with pytest.raises(AssertionError):
        held(figures, least=10)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_many_scripts_are_loaded_as_bash_runs_them(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    held(figures_of(5_000, seed, tmp_path))
