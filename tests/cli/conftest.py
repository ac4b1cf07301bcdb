from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from tests.helpers.sandboxes import beside

from .shell import VARIABLE, Shell


@pytest.fixture(scope="session")
def _aws() -> Iterator[Sandbox]:
    with beside(speed=20_000) as made:
        yield made


@pytest.fixture
def shell(
    _aws: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Shell]:
    monkeypatch.setenv(VARIABLE, _aws.url)
    group = tmp_path.name.replace("_", "-")
    _aws.client("sagemaker").create_model_package_group(ModelPackageGroupName=group)
    _aws.clear_calls()
    yield Shell(_aws, tmp_path, group, capsys)
    _aws.clear_faults()
    _aws.clear_planned_failures()
