"""A sandbox for each file, and a group for each test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import fresh


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def group(aws: Sandbox) -> str:
    """A group of the test's own."""
    name = f"group-{uuid.uuid4()}"
    aws.client("sagemaker").create_model_package_group(ModelPackageGroupName=name)
    return name
