"""Reasons and lines of logs that people met, and what the table makes of them."""

from __future__ import annotations

import pytest

from modelpkg_widget.monitoring.diagnosis import explain_reason, sign_in
from modelpkg_widget.request.issues import Issue
from tests.helpers.text_style import assert_style


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        (
            "ClientError: Instance type ml.p4d.24xlarge is not available in this region.",
            "The validation needs a resource that isn't available in this region.",
        ),
        (
            "InternalServerError: The key is not supported in eu-south-2",
            "The validation needs a resource that isn't available in this region.",
        ),
        (
            "ClientError: Failed to upload data to s3://b/out: AccessDenied",
            "The job couldn't write its results to S3.",
        ),
        (
            "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
            "The job couldn't write its results to S3.",
        ),
        (
            "ClientError: Data download failed: AccessDenied for s3://b/in",
            "The role couldn't read the test data or the model.",
        ),
    ],
)
def test_known_failure_reason_is_explained(reason: str, message: str) -> None:
    found = explain_reason(reason)
    assert found is not None
    assert found.message == message
    assert_style(Issue((), "service", found.message, hint=found.hint, source="service"))


@pytest.mark.parametrize(
    "line",
    [
        "2026/11/28 connect() to unix:/tmp/gunicorn.sock failed (2: No such file or directory)",
        "[2026-11-28 10:00:00 +0000] [12] [ERROR] gunicorn: error: socket bind failed",
    ],
)
def test_a_socket_of_gunicorn(line: str) -> None:
    found = sign_in(["starting", line])
    assert found is not None
    assert found.message.startswith("The container's web server couldn't reach gunicorn")
    assert_style(Issue((), "service", found.message, hint=found.hint, source="service"))
