"""An image is pulled by the session's login, which nobody else gets to see."""

from __future__ import annotations

import base64
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.find_engine import forget_engines
from modelpkg_widget.rehearsal.leftovers import runs_folder
from modelpkg_widget.rehearsal.options import AwsClients, Options
from tests.rehearsal.fake_docker import fake_docker
from tests.rehearsal.requests import request

IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/flowers:1.0"


class Session:
    """A session whose ECR has a login."""

    region_name = "us-east-1"
    meta = SimpleNamespace(endpoint_url="https://api.ecr.eu-west-1.amazonaws.com")

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def client(self, name: str, region_name: str = "", **_: Any) -> Any:
        self.calls.append((name, region_name))
        return self

    def get_authorization_token(self, **given: Any) -> dict[str, Any]:
        self.calls.append(tuple(given.items()))
        token = base64.b64encode(b"AWS:the-password").decode()
        return {"authorizationData": [{"authorizationToken": token}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "bin"
    found.mkdir()
    monkeypatch.setenv("PATH", str(found))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    forget_engines()
    return found


def rehearse_image(session: Any, image: str = IMAGE) -> list[str]:
    given = request()
    given["InferenceSpecification"]["Containers"][0]["Image"] = image
    found = run_rehearsal(given, AwsClients(session), Options())
    return [str(finding) for finding in found if finding.title == "Image"]


def test_an_image_is_pulled_by_the_session_s_login(folder: Path, tmp_path: Path) -> None:
    pulled = folder / "pulled"
    log = fake_docker(
        folder,
        run="*) exit 1 ;;",
        image=f'[ -e {pulled} ] && echo \'[{{"Architecture":"amd64"}}]\' || exit 1',
    )
    (folder / "docker").write_text(
        (folder / "docker").read_text().replace("  wait)", f"  pull) echo > {pulled} ;;\n  wait)")
    )
    session = Session()

    assert rehearse_image(session) == ["Image: passed. The image was pulled from Amazon ECR."]

    assert session.calls == [("ecr", "eu-west-1"), (("registryIds", ["111122223333"]),)]
    calls = log.read_text()
    assert "login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1" in calls
    assert f"pull --platform linux/amd64 {IMAGE}\n" in calls
    assert "the-password" not in calls
    assert (folder / "docker.log.password").read_text() == "the-password"
    environment = dict(
        line.partition("=")[::2]
        for line in (folder / "docker.log.environment").read_text().splitlines()
    )
    assert environment["DOCKER_HOST"] == "unix:///run/user/1000/docker.sock"
    assert not Path(environment["DOCKER_CONFIG"]).exists()
    assert Path(environment["DOCKER_CONFIG"]).parents[1] == runs_folder()
    assert not (tmp_path / "home").exists()


def test_an_image_that_is_nowhere_is_reported(folder: Path) -> None:
    fake_docker(folder, image="exit 1")
    assert rehearse_image(Session(), "flowers:1.0") == [
        (
            "Image: couldn't be checked. This machine doesn't have the image, and it isn't "
            "in Amazon "
            "ECR. Build or load it under this name, then run the rehearsal again."
        )
    ]


def test_without_a_session_nothing_is_pulled(folder: Path) -> None:
    fake_docker(folder, image="exit 1")
    assert rehearse_image(None) == [
        (
            "Image: couldn't be checked. This machine doesn't have the image, and there is "
            "no session "
            "to pull it with. Pass session=, or pull the image first."
        )
    ]


def test_an_emulated_image_is_a_warning(folder: Path) -> None:
    fake_docker(folder, info="""echo '{"ServerVersion":"27","Architecture":"aarch64"}'""",
                run="*) exit 1 ;;")  # fmt: skip
    assert rehearse_image(None) == [
        (
            "Image: warning. The image was emulated: this machine isn't linux/amd64. It is "
            "slower than "
            "in AWS, and some programs fail only here."
        )
    ]


def test_a_pull_can_be_cancelled(folder: Path, tmp_path: Path) -> None:
    fake_docker(folder, image="exit 1")
    script = (
        (folder / "docker").read_text().replace("  wait)", "  pull) exec sleep 1000 ;;\n  wait)")
    )
    (folder / "docker").write_text(script)
    cancelled = threading.Event()
    given = request()
    given["InferenceSpecification"]["Containers"][0]["Image"] = IMAGE
    options = Options(cancelled=cancelled, report=lambda stage: cancelled.set())

    with pytest.raises(CancelledError):
        run_rehearsal(given, AwsClients(Session()), options)
    assert list(runs_folder().iterdir()) == []


class Refusing(Session):
    """A session to which AWS grants no login."""

    def get_authorization_token(self, **_: Any) -> dict[str, Any]:
        answer: Any = {"Error": {"Code": "ServerException", "Message": "no login today"}}
        raise ClientError(answer, "GetAuthorizationToken")


def test_a_login_that_aws_refuses_is_reported(folder: Path) -> None:
    log = fake_docker(folder, image="exit 1")
    (said,) = rehearse_image(Refusing())
    assert said.startswith("Image: couldn't be checked. The image couldn't be pulled: ")
    assert "no login today" in said
    assert "pull " not in log.read_text()


def with_pull(folder: Path, lines: str, name: str = "docker") -> None:
    """Have the engine pull by these lines of a shell."""
    path = folder / name
    path.write_text(path.read_text().replace("  wait)", f"  pull) {lines} ;;\n  wait)"))


def test_a_pull_that_the_engine_refuses_is_reported(folder: Path) -> None:
    fake_docker(folder, image="exit 1")
    with_pull(folder, 'echo "manifest unknown" >&2; exit 1')
    (said,) = rehearse_image(Session())
    assert said.startswith("Image: couldn't be checked. The image couldn't be pulled: ")
    assert "manifest unknown" in said


def test_podman_has_the_login_in_a_file_of_the_rehearsal(folder: Path) -> None:
    info = """echo '{"host":{"arch":"amd64","security":{}},"version":{"Version":"5.2"}}'"""
    log = fake_docker(folder, name="podman", info=info, image="exit 1")
    with_pull(folder, "exit 1", "podman")
    rehearse_image(Session())
    lines = log.read_text().splitlines()
    login, pull = (next(one.split() for one in lines if one.startswith(x)) for x in ("lo", "pu"))
    assert login[1] == pull[1] == "--authfile"
    assert login[2] == pull[2]
    assert Path(login[2]).parents[2] == runs_folder()
    assert not any(line.startswith("context") for line in lines)


@pytest.mark.parametrize(
    ("given", "context", "host"),
    [
        ("tcp://elsewhere:2375", "echo unix:///of/the/context", "tcp://elsewhere:2375"),
        ("", "exit 1", None),
        ("", "echo", None),
    ],
)
def test_the_server_is_that_of_the_environment_then_that_of_the_context_if_it_names_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, given: str, context: str, host: str | None
) -> None:
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    if given:
        monkeypatch.setenv("DOCKER_HOST", given)
    fake_docker(folder, image="exit 1")
    path = folder / "docker"
    path.write_text(path.read_text().replace("echo unix:///run/user/1000/docker.sock", context))
    with_pull(folder, "exit 1")
    rehearse_image(Session())
    lines = (folder / "docker.log.environment").read_text().splitlines()
    found = dict(line.partition("=")[::2] for line in lines)
    assert found.get("DOCKER_HOST") == host


@pytest.mark.parametrize("session", [None, Session()], ids=["no-session", "aws"])
def test_an_image_of_a_sandbox_is_kept_where_there_is_no_sandbox(
    folder: Path, session: Session | None
) -> None:
    row = '[{"Architecture":"amd64","Config":{"Labels":{"modelpkg-widget.sandbox":"works"}}}]'
    log = fake_docker(folder, image=f"echo '{row}'", run="*) exit 1 ;;")
    assert rehearse_image(session) == ["Image: passed. The image of this machine was used."]
    assert {line.split()[0] for line in log.read_text().splitlines()} & {"pull", "load"} == set()
