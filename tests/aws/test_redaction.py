"""No secret and no control character of an error of AWS is shown."""

from __future__ import annotations

import botocore.exceptions
import pytest
from botocore.exceptions import ParamValidationError

from modelpkg_widget import issues_from_error
from tests.aws.client_errors import client_error
from tests.helpers.text_style import assert_style

SECRETS = [
    "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=hidden123",
    "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=hidden123%2Fab&Expires=1",
    "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA&Signature=hidden123%3D",
    "Authorization=AWS4-HMAC-SHA256 Credential=AKIA/1/2, SignedHeaders=host, Signature=hidden123",
    "x-amz-security-token:IQoJhidden123hidden123hidden",
    "The token IQoJb3JpZ2luX2Vjhidden123== is expired",
    '{"SecretAccessKey": "hidden123hidden", "SessionToken": "hidden123hidden"}',
    "aws_secret_access_key=hidden123",
    "Value '{DB_PASSWORD=hidden123, A=b}' is not good",
    "Authorization: Bearer hidden123.hidden123",
    "http://ann:hidden123@proxy.example.org:8080",
    "-----BEGIN RSA PRIVATE KEY-----\nhidden123\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\nhidden123",
    "http://127.0.0.1:1/sandbox-0123456789abcdef0123456789abcdef/bucket",
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_not_shown(text: str) -> None:
    errors = [
        *(client_error(code, text) for code in ("SomethingNew", "SignatureDoesNotMatch")),
        ParamValidationError(report=text),
        RuntimeError(text),
        botocore.exceptions.ProxyConnectionError(proxy_url=text, error="no"),
        botocore.exceptions.HTTPClientError(error=text),
    ]
    for error in errors:
        for issue in issues_from_error(error):
            assert "hidden123" not in str(issue)
            assert "sandbox-" not in str(issue)
            assert_style(issue)
