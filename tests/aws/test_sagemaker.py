from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import botocore.exceptions
import pytest

from modelpkg_widget import sandbox
from modelpkg_widget.aws.ambiguous_failures import AmbiguousOutcomeError
from modelpkg_widget.aws.answers import NoArnError
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.aws.target import Target, ask_sandbox
from modelpkg_widget.runtime.sandbox_address import without_secret

AWS = "https://api.sagemaker.eu-west-1.amazonaws.com"


class Client:
    """Answers with what it is given, and remembers what it was asked."""

    def __init__(self, answer: Any = None, endpoint: Any = AWS, region: Any = "eu-west-1") -> None:
        self.answer = answer
        self.requests: list[dict[str, Any]] = []
        self.meta = SimpleNamespace(region_name=region, endpoint_url=endpoint)

    def _answer(self, **request: Any) -> Any:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    create_model_package = describe_model_package = _answer

    def get_caller_identity(self) -> Any:
        return self._answer()


class Session:
    """Makes clients slowly, and notes when two are made at once, as boto3's must not be."""

    def __init__(self, sts: Any = None) -> None:
        self.made: list[tuple[str, Any]] = []
        self.sts = sts
        self.busy = threading.Lock()

    def client(self, name: str, config: Any = None) -> Any:
        assert self.busy.acquire(blocking=False), "two threads make a client at once"
        self.made.append((name, config))
        threading.Event().wait(0.01)
        self.busy.release()
        return Client(self.sts) if name == "sts" else Client({"ModelPackageArn": "arn:1"})


def test_a_request_is_sent_with_the_token() -> None:
    client = Client({"ModelPackageArn": "arn:1"})
    assert SageMaker(client).create({"Domain": "a"}, "token") == ("arn:1", "")
    assert client.requests == [{"Domain": "a", "ClientToken": "token"}]


@pytest.mark.parametrize("answer", [{}, {"ModelPackageArn": ""}, {"ModelPackageArn": None}])
def test_an_answer_without_an_arn_is_none(answer: Any) -> None:
    with pytest.raises(AmbiguousOutcomeError) as raised:
        SageMaker(Client(answer)).create({}, "token")
    assert isinstance(raised.value.error, NoArnError)


def test_what_is_described_is_plain_json() -> None:
    when = dt.datetime(2024, 1, 2, tzinfo=dt.timezone.utc)
    client = Client({"CreationTime": when, "Tags": [], "ResponseMetadata": {"RequestId": "1"}})
    plain = SageMaker(client).describe("arn:1")
    assert plain == {"CreationTime": "2024-01-02T00:00:00+00:00", "Tags": []}
    assert json.loads(json.dumps(plain)) == plain
    assert client.requests == [{"ModelPackageName": "arn:1"}]


def test_a_client_of_ours_retries_three_times_in_standard_mode() -> None:
    session = Session()
    service = SageMaker(session=session)
    assert service.client() is service.client()
    ((name, config),) = session.made
    assert name == "sagemaker"
    assert config.retries == {"mode": "standard", "max_attempts": 3}
    assert (config.connect_timeout, config.read_timeout) == (10, 60)


def test_threads_make_one_client() -> None:
    session = Session({"Account": "123456789012", "Arn": "arn:a"})
    service = SageMaker(session=session)
    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(service.client) for _ in range(4)]
        work += [pool.submit(service.target) for _ in range(4)]
        for done in work:
            done.result(60)
    assert [name for name, _ in session.made].count("sagemaker") == 1


def test_a_failure_makes_a_new_client_but_keeps_a_given_one() -> None:
    session = Session()
    service = SageMaker(session=session)
    service.client().answer = botocore.exceptions.NoCredentialsError()
    with pytest.raises(botocore.exceptions.NoCredentialsError):
        service.create({}, "token")
    assert service.create({}, "token") == ("arn:1", "")
    assert len(session.made) == 2

    client = Client(botocore.exceptions.NoCredentialsError())
    given = SageMaker(client)
    with pytest.raises(botocore.exceptions.NoCredentialsError):
        given.create({}, "token")
    assert given.client() is client


def test_the_target_of_a_session() -> None:
    session = Session({"Account": "123456789012", "Arn": "arn:a"})
    target = SageMaker(session=session).target()
    assert target == Target(
        "known", account="123456789012", region="eu-west-1", identity="arn:a", endpoint=AWS
    )
    config = dict(session.made)["sts"]
    assert (config.connect_timeout, config.read_timeout) == (5, 5)


def test_the_target_when_the_caller_is_not_known() -> None:
    session = Session(botocore.exceptions.EndpointConnectionError(endpoint_url="x"))
    target = SageMaker(session=session).target()
    assert (target.state, target.region, target.endpoint) == ("failed", "eu-west-1", AWS)
    assert target.problem.startswith("Can't connect to AWS. Check the network")


def test_the_target_of_a_client_alone() -> None:
    target = SageMaker(Client()).target()
    assert (target.state, target.account) == ("known", "")
    assert target.problem == "not known here; pass session= to see it"


@pytest.mark.parametrize(
    "client",
    [Client(endpoint=None), Client(endpoint="http://[::1"), Client(region=None)],
    ids=["no endpoint", "no URL", "no region"],
)
def test_finding_the_target_never_fails(client: Any) -> None:
    target = SageMaker(client).target()
    assert target.state in ("known", "failed")
    assert target.problem
    assert json.loads(json.dumps(target.as_dict())) == target.as_dict()


def test_the_target_of_a_sandbox() -> None:
    aws = sandbox()
    for service in (SageMaker(session=aws.session), SageMaker(aws.client("sagemaker"))):
        target = service.target()
        assert target.sandbox
        assert (target.state, target.account, target.region) == ("known", aws.account, aws.region)
        assert target.endpoint == without_secret(aws.url)


@pytest.fixture
def somebody(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that is no sandbox: (its URL, the paths that it was asked for)."""
    status, body = request.param
    urls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            urls.append(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", urls
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "somebody",
    [
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"\xff"),
        (200, b""),
        (200, b'{"name": "something else"}'),
        (404, b""),
        (500, b"{}"),
        (200, b'{"name": "modelpkg-widget sandbox", "x": "' + b"y" * 70_000 + b'"}'),
    ],
    indirect=True,
    ids=lambda given: repr(given)[:30],
)
def test_another_server_is_no_sandbox(somebody: tuple[str, list[str]]) -> None:
    url, request = somebody
    assert ask_sandbox(url) is None
    assert request == ["/_modelpkg"]


def test_nobody_listens() -> None:
    assert ask_sandbox("http://127.0.0.1:9") is None


@pytest.mark.parametrize(
    "url", [AWS, "http://127.0.0.1.example.com", "http://localhost.example.com:80", "nothing", ""]
)
def test_only_this_machine_is_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError(url)

    monkeypatch.setattr("socket.create_connection", never)
    assert ask_sandbox(url) is None


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask_sandbox(sandbox().url)
