"""`/_modelpkg` as a program asks it: what is told, what is refused, in both kinds of sandbox."""

import http.client
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from modelpkg_widget.fake_aws.control.clock import SPEED
from modelpkg_widget.fake_aws.server.discovery import ask
from modelpkg_widget.fake_aws.server.wsgi import BODY_LIMIT
from tests.helpers.sandboxes import beside, fresh

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["here", "beside"])
def aws(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with fresh(speed=500) if request.param == "here" else beside(speed=500) as made:
        yield made


def plain(
    aws: Sandbox, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(aws.url).netloc, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    about = f"{urlsplit(aws.url).path}/_modelpkg"
    connection.request(method, about + path, body, named)
    answer = connection.getresponse()
    content = json.loads(answer.read() or b"null")
    connection.close()
    return answer.status, content


def test_speed(aws: Sandbox) -> None:
    assert aws.speed == 500
    aws.set_speed(0.5)
    assert plain(aws, "GET", "")[1]["speed"] == 0.5
    assert ask(aws.url).account == aws.account
    for wrong in (0, -1, float("nan"), True, "fast"):
        with pytest.raises(ValueError, match=r"speed=.* must be a number above 0"):
            aws.set_speed(wrong)  # type: ignore[arg-type]
    assert aws.speed == 0.5


def test_time_is_skipped_only_by_a_number(aws: Sandbox) -> None:
    aws.advance(minutes=0.5)
    for wrong in (0, -1, float("inf"), True, "long"):
        with pytest.raises(ValueError, match=r"minutes=.* must be a number above 0"):
            aws.advance(wrong)  # type: ignore[arg-type]
    assert plain(aws, "POST", "/clock", b"{}")[0] == 400


def test_a_second_call_sets_the_speed_or_leaves_it() -> None:
    with fresh() as aws:
        assert aws.speed == SPEED
        assert sandbox(account=aws.account, speed=2) is aws
        assert sandbox(account=aws.account) is aws
        assert aws.speed == 2
        other = sandbox(account=aws.account, region="eu-west-1")
        assert other.speed == 2  # packages are the account's, in all regions
        with pytest.raises(ValueError, match="speed=0"):
            sandbox(account=aws.account, speed=0)


def test_limits_are_sentences(aws: Sandbox) -> None:
    limits = aws.limitations()
    assert len(limits) >= 5
    assert all(text[0].isupper() and text.endswith(".") for text in limits)
    assert any("no container" in text for text in limits)


def test_endings_have_reasons(aws: Sandbox) -> None:
    endings = aws.planned_failures()
    assert {"ping", "registry", "no_scan"} <= endings.keys()
    assert all(reason.startswith("Client error: ") for reason in endings.values())
    with pytest.raises(ValueError, match=r"Unknown failure 'boring'. Use one of: ping"):
        aws.fail_next("boring")
    with pytest.raises(ValueError, match="times=0"):
        aws.fail_next("ping", times=0)


@pytest.mark.parametrize("path", ["/calls", "/limits", "/endings"])
def test_it_is_guarded_like_the_rest(aws: Sandbox, path: str) -> None:
    assert plain(aws, "GET", path)[0] == 200
    assert plain(aws, "GET", path, Host="example.com")[0] == 403
    assert plain(aws, "GET", path, Origin="https://example.com")[0] == 403


def test_a_web_page_changes_nothing(aws: Sandbox) -> None:
    body = json.dumps({"speed": 9}).encode()
    assert plain(aws, "POST", "/speed", body, Origin="https://example.com")[0] == 403
    assert aws.speed != 9


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nothing", None, 404),
        ("GET", "/", None, 404),
        ("PUT", "/speed", b"{}", 404),
        ("POST", "/speed", b"{}", 400),
        ("POST", "/speed", b"[]", 400),
        ("POST", "/speed", b"{", 400),
        ("POST", "/faults", b"{}", 400),
        ("POST", "/faults", b'{"kind": "500", "unknown": 1}', 400),
        ("POST", "/faults", b"[" * 100_000, 400),
    ],
)
def test_what_is_no_order_is_refused(
    aws: Sandbox, method: str, path: str, body: bytes | None, status: int
) -> None:
    found, answer = plain(aws, method, path, body)
    assert found == status
    assert answer["message"]


def test_orders_are_small(aws: Sandbox) -> None:
    found, _ = plain(aws, "POST", "/speed", b"{}", Content_Length=str(BODY_LIMIT + 1))
    assert found == 413


def test_it_says_whether_a_fault_waits(aws: Sandbox) -> None:
    def faulty() -> object:
        return plain(aws, "GET", "")[1]["faulty"]

    assert faulty() is False
    orders: tuple[tuple[Callable[[], None], Callable[[], None]], ...] = (
        (lambda: aws.inject_fault("throttle"), aws.clear_faults),
        (lambda: aws.fail_next("ping"), aws.clear_planned_failures),
        (lambda: aws.deny("ecr:DescribeImages"), aws.allow),
    )
    for give, take in orders:
        give()
        assert faulty() is True
        take()
        assert faulty() is False
