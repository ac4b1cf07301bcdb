"""An image is pulled by the session's login, which nobody else gets to see."""

from __future__ import annotations

import base64
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.find_engine import forget_engines
from modelpkg_widget.rehearsal.leftovers import runs_folder
from modelpkg_widget.rehearsal.options import Aws, Options
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
    found = run_rehearsal(given, Aws(session), Options())
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


def test_an_image_that_is_nowhere_is_told(folder: Path) -> None:
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
        run_rehearsal(given, Aws(Session()), options)
    assert list(runs_folder().iterdir()) == []
