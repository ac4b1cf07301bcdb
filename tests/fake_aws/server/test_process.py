"""The sandbox as a process of its own, and kernels that attach to it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from modelpkg_widget.fake_aws.server.discovery import ask
from modelpkg_widget.fake_aws.server.process import MODULE, Process
from modelpkg_widget.runtime.sandbox_address import new_secret

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.delenv("MODELPKG_SANDBOX", raising=False)
        yield


@pytest.fixture(scope="module")
def beside(path: None) -> Iterator[Process]:
    with Process() as process:
        yield process


@pytest.fixture
def attached(beside: Process, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    monkeypatch.setenv("MODELPKG_SANDBOX", beside.url)
    return sandbox()


def answers(url: str) -> bool:
    try:
        ask(url)
    except ConnectionError:
        return False
    return True


def test_attached_sandbox_is_that_of_the_variable(beside: Process, attached: Sandbox) -> None:
    assert attached.url == beside.url
    assert repr(attached) == "<Sandbox 123456789012 us-east-1: nothing is sent to AWS>"
    made = attached.client("sagemaker").create_model_package(ModelPackageGroupName=attached.group)
    assert made["ModelPackageArn"].endswith("/1")
    assert sandbox() is attached


def test_proxy_is_not_asked_for_this_machine(
    beside: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert ask(beside.url).region == "us-east-1"


def test_attaching_needs_no_moto(attached: Sandbox) -> None:
    code = """if True:
        import sys
        sys.modules.update(dict.fromkeys(("moto", "flask", "werkzeug")))  # not to be imported
        from modelpkg_widget.fake_aws import sandbox
        aws = sandbox()
        groups = aws.client("sagemaker").list_model_package_groups(NameContains=aws.group)
        print(len(groups["ModelPackageGroupSummaryList"]))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_stop_leaves_an_attached_sandbox_running(attached: Sandbox) -> None:
    attached.stop()
    again = sandbox()
    assert again is not attached
    assert again.client("s3").list_buckets()["Buckets"]


def test_other_options_than_the_attached_ones_are_refused(attached: Sandbox) -> None:
    assert sandbox(region="us-east-1").url == attached.url
    with pytest.raises(ValueError, match="is us-east-1, not eu-west-1"):
        sandbox(region="eu-west-1")
    with pytest.raises(ValueError, match="is 123456789012, not 210987654321"):
        sandbox(account="210987654321")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1:5000",
        "http://example.com:5000",
        "http://127.0.0.1.example.com:5000",
        "http://10.0.0.1:5000",
        "http://127.0.0.1@example.com",
        "http://user@127.0.0.1:5000",
        "http://127.0.0.1:5000",
        "http://127.0.0.1:5000/path",
        "http://127.0.0.1:5000/sandbox-0123/",
        "http://127.0.0.1:99999",
        "127.0.0.1:5000",
        "file:///etc/hosts",
        "x",
    ],
)
def test_variable_must_be_an_address_of_this_machine(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELPKG_SANDBOX", address)
    with pytest.raises(ValueError, match="MODELPKG_SANDBOX="):
        sandbox()


def test_nothing_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELPKG_SANDBOX", f"http://127.0.0.1:9/{new_secret()}")
    with pytest.raises(
        ConnectionError, match="No sandbox is running at MODELPKG_SANDBOX=http://127"
    ):
        sandbox()


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (200, b'{"name": "another server"}', "is no sandbox"),
        (200, b"<html>", "is no sandbox"),
        (200, b"[]", "is no sandbox"),
        (404, b"", "is no sandbox"),
        (302, b"", "is no sandbox"),
        (200, b'{"name": "modelpkg-widget sandbox"}', "has another version"),
    ],
)
def test_another_server_there_is_said(
    status: int, body: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv(
            "MODELPKG_SANDBOX", f"http://127.0.0.1:{server.server_port}/{new_secret()}"
        )
        with pytest.raises(ConnectionError, match=message):
            sandbox()


def test_process_ends_with_the_one_that_started_it() -> None:
    """However that one ends: it gets no chance to clean up here."""
    code = """if True:
        import os
        from modelpkg_widget.fake_aws.server.process import Process
        process = Process()
        print(process.url, flush=True)
        os.kill(os.getpid(), 9) if os.name == "posix" else os._exit(1)
    """
    # Without a pipe for errors: the sandbox would hold it open.
    line = [sys.executable, "-c", code]
    done = subprocess.run(
        line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
    )
    url = done.stdout.strip()
    assert url
    deadline = time.monotonic() + 60
    while answers(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(url)


@pytest.mark.parametrize("option", ["--port", "--speed"])
def test_process_says_why_it_does_not_start(beside: Process, option: str) -> None:
    wrong = {"--port": str(urlsplit(beside.url).port), "--speed": "-1.0"}[option]
    done = subprocess.run(
        [sys.executable, "-m", MODULE, option, wrong],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert wrong in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_interrupt_is_left_to_the_one_that_started_it() -> None:
    """Ctrl+C reaches all processes of a terminal; JupyterLab may still ask and go on."""
    with Process() as process:
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.3)
        assert answers(process.url)
    assert not answers(process.url)
