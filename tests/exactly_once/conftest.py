"""A sandbox for each file, and somebody who sends to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import fresh

from .person import Person

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture(autouse=True)
def _calm(aws: Sandbox) -> Iterator[None]:
    yield
    aws.clear_faults()


@pytest.fixture
def person(aws: Sandbox) -> Person:
    return Person(aws, f"person-{next(_NUMBERS)}")
