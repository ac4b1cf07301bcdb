"""The sandbox of this session, and an empty account in it."""

from collections.abc import Iterator

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from tests.fake_aws.server.accounts import ACCOUNTS


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MODELPKG_SANDBOX", raising=False)
        yield sandbox()


@pytest.fixture
def empty(aws: Sandbox) -> Iterator[Sandbox]:
    """A sandbox in which nothing was made yet: of an account of its own."""
    with sandbox(account=next(ACCOUNTS)) as made:
        yield made
