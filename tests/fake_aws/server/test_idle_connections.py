"""Half-open requests hold no thread of the sandbox for long."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit

import pytest

from modelpkg_widget.fake_aws.server.idle_connections import MOST
from tests.helpers.sandboxes import fresh
from tests.widget.scripted_client import until


@pytest.mark.slow
def test_300_half_open_requests_hold_few_threads() -> None:
    with fresh() as aws:
        before = threading.active_count()
        address = ("127.0.0.1", urlsplit(aws.url).port or 0)
        opened = []
        try:
            for _ in range(300):
                opened.append(socket.create_connection(address))
                opened[-1].sendall(b"POST / HTTP/1.1\r\nHost: ")
            until(lambda: threading.active_count() <= before + MOST + 2)
            groups = aws.client("sagemaker").list_model_package_groups()
            assert groups["ModelPackageGroupSummaryList"]
        finally:
            for one in opened:
                one.close()
        until(lambda: threading.active_count() <= before + 3)


def test_a_scenario_that_is_none_says_which_there_are() -> None:
    with fresh() as aws:
        found = aws.scenarios()
        with pytest.raises(KeyError, match=r"Unknown scenario 'oci'. Use one of: .*oci-image"):
            found["oci"]
        assert "oci" not in found
        assert found.get("oci") is None
