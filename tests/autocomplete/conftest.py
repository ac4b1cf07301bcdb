"""A sandbox for each test, and a display that asks for suggestions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.fake_aws import Sandbox
from tests.autocomplete.display import Display
from tests.helpers.sandboxes import fresh


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def look(aws: Sandbox) -> Display:
    return Display(SageMaker(session=aws.session))
