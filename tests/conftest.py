"""What every test stands on: no AWS account, no state folder of the user."""

from __future__ import annotations

import gc
import os
import signal
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


@pytest.fixture(autouse=True)
def _state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a journal of its own, never the user's."""
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
