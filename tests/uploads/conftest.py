"""A sandbox for each file, and a form with a folder of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from tests.helpers.sandboxes import fresh
from tests.uploads.desk import Desk


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def desk(aws: Sandbox, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(aws, tmp_path)
    aws.clear_calls()
    yield made
    made.form.close()
    aws.clear_faults()
