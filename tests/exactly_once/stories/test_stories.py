"""One intention, one package: seeded stories against a sandbox in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws import sandbox
from modelpkg_widget.fake_aws.server.discovery import VARIABLE
from modelpkg_widget.fake_aws.server.process import Process
from modelpkg_widget.fake_aws.server.sandbox import Sandbox

from .kernel import FORKS
from .sequence import play

SHORT, LONG = range(20), (*range(20, 30), *range(1000, 1300))
SHORT_KILLS, LONG_KILLS = range(3), (*range(3, 5), *range(2000, 2040))


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    FORKS.set_forkserver_preload([f"{__package__}.kernel"])
    with Process() as process, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, process.url)
        yield sandbox()


@pytest.mark.parametrize("seed", SHORT)
@pytest.mark.slow
def test_faults_presses_edits_and_restarts(seed: int, aws: Sandbox, tmp_path: Path) -> None:
    print("\n".join(play(seed, aws, tmp_path / "story")))


@pytest.mark.parametrize("seed", SHORT_KILLS)
@pytest.mark.slow
def test_kernels_that_are_killed(seed: int, aws: Sandbox, tmp_path: Path) -> None:
    print("\n".join(play(seed, aws, tmp_path / "story", kills=True)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", LONG)
def test_many_stories(seed: int, aws: Sandbox, tmp_path: Path) -> None:
    print("\n".join(play(seed, aws, tmp_path / "story")))


@pytest.mark.soak
@pytest.mark.parametrize("seed", LONG_KILLS)
def test_many_kernels_that_are_killed(seed: int, aws: Sandbox, tmp_path: Path) -> None:
    print("\n".join(play(seed, aws, tmp_path / "story", kills=True)))


@pytest.mark.slow
def test_without_the_journal_it_would_not_be_so(aws: Sandbox, tmp_path: Path) -> None:
    """What the stories prove, the journal does: without it they go wrong."""
    wrong = []
    for seed in SHORT:
        try:
            play(seed, aws, tmp_path / str(seed), journal=False)
        except AssertionError as error:
            wrong.append(str(error).splitlines()[0])
        if len(wrong) == 3:
            break
    assert any("packages for" in line for line in wrong), wrong
