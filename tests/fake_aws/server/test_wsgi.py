"""What the sandbox's server lets in, by plain HTTP."""

import http.client
import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from modelpkg_widget.fake_aws.server.wsgi import BODY_LIMIT

SIGNED = (
    "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/sagemaker/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MODELPKG_SANDBOX", raising=False)
        yield sandbox()


def ask(
    aws: Sandbox, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, Any, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(urlsplit(aws.url).netloc, timeout=60)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    secret = urlsplit(aws.url).path
    path = path if path.startswith(secret) else secret + path  # a presigned one has it
    connection.request(method, path, body, names, encode_chunked=not isinstance(body, bytes | None))
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if text[:1] == b"{" else text, answer.headers


def call(aws: Sandbox, operation: str, body: Any, **headers: str) -> tuple[int, Any]:
    target = {"X_Amz_Target": f"SageMaker.{operation}", "Authorization": SIGNED}
    kind = {"Content_Type": "application/x-amz-json-1.1"}
    status, answer, _ = ask(aws, "POST", "/", body, **{**target, **kind, **headers})
    return status, answer


def test_it_says_what_it_is(aws: Sandbox) -> None:
    status, answer, headers = ask(aws, "GET", "/_modelpkg")
    assert status == 200
    assert headers["Content-Type"] == "application/json"
    assert answer["name"] == "modelpkg-widget sandbox"
    assert len(answer["instance"]) == 32
    for name in ("account", "region", "group", "bucket", "image", "role", "model_data"):
        assert answer[name] == getattr(aws, name)


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "127.0.0.1:1", "example.com:{port}"])
def test_another_host_name_is_refused(aws: Sandbox, host: str) -> None:
    """A page whose name was made to point here (DNS rebinding) asks by its own name."""
    host = host.format(port=urlsplit(aws.url).port)
    for path in ("/_modelpkg", f"/{aws.bucket}"):
        assert ask(aws, "GET", path, Host=host)[0] == 403
    assert call(aws, "ListModelPackages", b"{}", Host=host)[0] == 403


def test_localhost_is_its_own_name(aws: Sandbox) -> None:
    assert ask(aws, "GET", "/_modelpkg", Host=f"localhost:{urlsplit(aws.url).port}")[0] == 200


def test_web_pages_are_refused(aws: Sandbox) -> None:
    origin = {"Origin": "https://example.com"}
    status, _, headers = ask(aws, "GET", "/_modelpkg", **origin)
    assert (status, headers["Access-Control-Allow-Origin"]) == (403, None)
    status, _ = call(aws, "CreateModelPackageGroup", b'{"ModelPackageGroupName": "evil"}', **origin)
    assert status == 403


@pytest.mark.parametrize("path", ["/_modelpkg", "/?Action=CreateRole&RoleName=evil", "/{bucket}"])
def test_what_a_page_of_another_site_embeds_is_refused(aws: Sandbox, path: str) -> None:
    """An image or a link has no Origin; who asks, browsers tell in another header."""
    path = path.format(bucket=aws.bucket)
    for site in ("cross-site", "same-site", "same-origin"):
        assert ask(aws, "GET", path, Sec_Fetch_Site=site)[0] == 403
    # Typed into the address bar by a person: a presigned address, say.
    assert ask(aws, "GET", "/_modelpkg", Sec_Fetch_Site="none")[0] == 200


CONTROLS = ["/speed", "/faults", "/endings", "/denied", "/findings", "/quotas", "/tokens", "/calls"]


@pytest.mark.parametrize("path", CONTROLS)
def test_no_page_controls_it(aws: Sandbox, path: str) -> None:
    """Whatever the path and the method, what a page asks changes nothing and is told nothing."""
    rebound = {"Host": f"evil.example:{urlsplit(aws.url).port}"}
    for method in ("GET", "POST", "DELETE", "OPTIONS"):
        for spoofed in ({"Origin": "https://evil.example"}, {"Origin": "null"}, rebound):
            body = b"{}" if method == "POST" else None
            status, _, headers = ask(aws, method, f"/_modelpkg{path}", body, **spoofed)
            assert status == 403
            assert not [name for name in headers if name.lower().startswith("access-control")]


def test_it_listens_on_loopback_only(aws: Sandbox) -> None:
    parts = urlsplit(aws.url)
    assert parts.hostname == "127.0.0.1"
    port = int(parts.port or 0)
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    if not tables[0].exists():  # another system: its own addresses are asked instead
        names = {row[4][0] for row in socket.getaddrinfo(socket.gethostname(), port)}
        for name in names - {"127.0.0.1", "127.0.1.1", "::1"}:
            with socket.socket() as probe:
                probe.settimeout(1)
                assert probe.connect_ex((name, port)) != 0
        return
    listening = "0A"
    rows = [row.split() for table in tables for row in table.read_text().splitlines()[1:]]
    own = [row[1] for row in rows if row[3] == listening and row[1].endswith(f":{port:04X}")]
    assert own == [f"0100007F:{port:04X}"]


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b"NaN", b'{"ModelPackageName": 7}']
)
def test_bodies_that_are_no_request_are_refused(aws: Sandbox, body: bytes) -> None:
    status, answer = call(aws, "DescribeModelPackage", body)
    assert status == 400
    assert answer["__type"] == "SerializationException"


def test_calls_are_small(aws: Sandbox) -> None:
    # The size is believed before a byte of it was sent.
    for operation in ("CreateModelPackage", "ListModels"):
        status, answer = call(aws, operation, b"{}", Content_Length=str(BODY_LIMIT + 1))
        assert (status, answer["__type"]) == (413, "RequestEntityTooLargeException")
        assert call(aws, operation, b"{}", Content_Length="x")[0] == 413
    padded = b'{"ModelPackageName": "none", "Padding": "%s"}' % (b"x" * (BODY_LIMIT - 1000))
    assert call(aws, "DescribeModelPackage", padded)[0] == 400


def test_calls_tell_their_size(aws: Sandbox) -> None:
    status, _ = call(aws, "CreateModelPackage", iter([b"{}"]), Transfer_Encoding="chunked")
    assert status == 411


@pytest.mark.slow
def test_uploads_may_be_large(aws: Sandbox) -> None:
    s3 = aws.client("s3")
    data = b"0123456789" * (BODY_LIMIT // 5)
    s3.put_object(Bucket=aws.bucket, Key="one piece/ü", Body=data)
    s3.upload_fileobj(io.BytesIO(data), aws.bucket, "several pieces")
    for key in ("one piece/ü", "several pieces"):
        assert s3.get_object(Bucket=aws.bucket, Key=key)["Body"].read() == data, key


def test_presigned_addresses_work(aws: Sandbox) -> None:
    s3 = aws.client("s3")
    for action, method, body in (("put_object", "PUT", b"text"), ("get_object", "GET", None)):
        address = s3.generate_presigned_url(action, {"Bucket": aws.bucket, "Key": "signed"})
        parts = urlsplit(address)
        assert parts.netloc == urlsplit(aws.url).netloc
        status, answer, _ = ask(aws, method, f"{parts.path}?{parts.query}", body)
        assert status == 200
    assert answer == b"text"


def test_account_is_not_chosen_by_a_header(aws: Sandbox) -> None:
    body = b'{"ModelPackageGroupName": "mine"}'
    other = {"x_moto_account_id": "999999999999"}
    status, answer = call(aws, "CreateModelPackageGroup", body, **other)
    assert status == 200
    assert answer["ModelPackageGroupArn"].split(":")[4] == aws.account
