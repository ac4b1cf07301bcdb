"""What every test stands on: no AWS account, no state folder of the user."""

from __future__ import annotations

import gc
import itertools
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.durations import (  # hooks of pytest
    pytest_runtest_makereport as pytest_runtest_makereport,
)
from tests.helpers.durations import pytest_terminal_summary as pytest_terminal_summary
from tests.helpers.groups import pytest_xdist_make_scheduler as pytest_xdist_make_scheduler

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, so that a red test says something about the change at hand. New
# ones are looked for by: pytest -m soak --hypothesis-profile=soak
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.load_profile("steady")

# No test reaches a real account, nor does a kernel or a server that a test starts: they inherit it.
for name in [name for name in os.environ if name.startswith(("AWS_", "MODELPKG_"))]:
    del os.environ[name]
os.environ |= {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
# A shell lets what it starts in the background ignore Ctrl-C, and so do its children: tests that
# interrupt one would wait for nothing.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the 11,000 tests that stay to the end of a run.

    To walk through them again and again took a fifth of what the tests of Python take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def _state_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The names of folders, none of which is there: most tests keep nothing."""
    base = tmp_path_factory.mktemp("states")
    return (base / str(number) / "state" for number in itertools.count())


@pytest.fixture(autouse=True)
def state_folder(_state_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a journal of its own, never the user's; returns its folder."""
    folder = next(_state_folders)
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(folder))
    return folder
