"""Images of a sandbox: loaded without a registry, and run for real."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from modelpkg_widget import ModelPackageForm, PackageFailedError
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.discovery import ABOUT
from modelpkg_widget.monitoring.poller import PollInterval
from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.image.sandbox import is_of_sandbox
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.resources.tables import load_table
from tests.helpers.sandboxes import fresh
from tests.rehearsal.fake_docker import fake_docker

pytestmark = pytest.mark.slow

SCENARIOS = load_table("fake_aws/control/scenarios")
#: Those that a run shows: the others are about the account, and their containers work.
SHOWN = [name for name, row in SCENARIOS.items() if row["reported_by"] == "timeline"]


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh(speed=36_000.0) as made:
        yield made


def timeline_of(aws: Sandbox, request: dict[str, object]) -> list[str]:
    """Return the causes that are named when a certification has failed."""
    arn = aws.client("sagemaker").create_model_package(**request)["ModelPackageArn"]
    form = ModelPackageForm.follow(arn, session=aws.session)
    form._controller.monitor.poller.pace = PollInterval(first=0.05, later=0.05)
    form._controller.monitor.poller.now()
    with pytest.raises(PackageFailedError):
        form.wait(60)
    named = [*form.failure["explanations"].values(), form.failure["log_explanation"]]
    form.close()
    return named


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", SHOWN)
def test_rehearsal_and_timeline_name_the_same_cause(aws: Sandbox, name: str) -> None:
    scenario = aws.scenarios()[name]
    request = scenario.setup()

    found = run_rehearsal(request, AwsClients(aws.session), Options(startup_seconds=3.0))

    named = timeline_of(aws, request)
    (failed,) = [str(one) for one in found if one.state == "failed"]
    assert scenario.cause in failed
    assert any(scenario.cause in text for text in named)
    # What the log shows is the nearest cause: message and remedy are the same sentences.
    message, _, remedy = named[-1].partition(". ")
    assert f"{message}." in failed
    assert failed.endswith(remedy)
    # The log of the run is that of the validation; a container that has stopped isn't run again.
    assert list(found.log) == aws_log(scenario.id)


def aws_log(name: str) -> list[str]:
    rows: list[str] = load_table("fake_aws/server/messages")["logs"][SCENARIOS[name]["ending"]]
    return rows


@pytest.mark.slow
def test_container_works_where_the_account_is_the_cause(aws: Sandbox, engine: Engine) -> None:
    request = aws.scenarios()["oci-image"].setup()

    found = run_rehearsal(request, AwsClients(aws.session), Options())

    assert [str(one) for one in found if one.state != "passed"] == []
    assert found[1].detail == "The image was loaded from the sandbox."
    assert found.output is not None
    assert found.output.read_text() == "setosa\nvirginica\n"
    image = request["InferenceSpecification"]["Containers"][0]["Image"]
    assert is_of_sandbox(engine.inspect("image", image))


def test_nothing_is_pulled_from_aws_with_a_sandbox(aws: Sandbox, folder: Path) -> None:
    log = fake_docker(folder, image="exit 1")
    request = aws.scenarios()["clean"].setup()
    request["InferenceSpecification"]["Containers"][0]["Image"] += "-other"

    found = run_rehearsal(request, AwsClients(aws.session), Options())

    assert str(found[-1]) == (
        "Image: couldn't be checked. The sandbox doesn't have this image, and with a sandbox "
        "nothing is pulled from AWS. Use an image of the sandbox, or build or load one under this "
        "name."
    )
    words = {line.split()[0] for line in log.read_text().splitlines()}
    assert words & {"pull", "login", "run"} == set()


@pytest.mark.parametrize(("labels", "count"), [({"modelpkg-widget.sandbox": "works"}, 1), ({}, 0)])
def test_your_own_image_of_this_name_is_kept(
    aws: Sandbox, folder: Path, labels: dict[str, str], count: int
) -> None:
    row = json.dumps([{"Architecture": "amd64", "Config": {"Labels": labels}}])
    log = fake_docker(folder, image=f"echo '{row}'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("modelpkg_widget.rehearsal.conductor._Conductor._ask", lambda *_: None)
        run_rehearsal(aws.scenarios()["clean"].setup(), AwsClients(aws.session), Options())
    loads = [line for line in log.read_text().splitlines() if line == "load"]
    assert len(loads) == count


def image_of(aws: Sandbox, session: object, repository: str = "") -> str:
    """Rehearse with an engine that has no image; returns the finding of it."""
    request = aws.scenarios()["clean"].setup()
    container = request["InferenceSpecification"]["Containers"][0]
    if repository:
        container["Image"] = f"{container['Image'].partition('/')[0]}/{repository}:1"
    return str(run_rehearsal(request, AwsClients(session), Options())[-1])


def test_image_of_a_repository_that_is_not_there_is_reported(aws: Sandbox, folder: Path) -> None:
    fake_docker(folder, image="exit 1")
    assert "The sandbox doesn't have this image" in image_of(aws, aws.session, "nobody-s")


def test_image_that_may_not_be_read_is_reported(aws: Sandbox, folder: Path) -> None:
    log = fake_docker(folder, image="exit 1")
    session = aws.session
    aws.deny("ecr:BatchGetImage")
    said = image_of(aws, session)
    aws.allow()
    assert said.startswith("Image: couldn't be checked. The image couldn't be pulled: ")
    assert "load" not in log.read_text().splitlines()


def test_part_with_another_content_than_its_digest_is_not_loaded(
    aws: Sandbox, folder: Path
) -> None:
    log = fake_docker(folder, image="exit 1")
    session = aws.session
    answer = (SimpleNamespace(status_code=200), {"downloadUrl": f"{aws.url}{ABOUT}"})
    session.events.register("before-call.ecr.GetDownloadUrlForLayer", lambda **_: answer)
    assert "The sandbox doesn't have this image" in image_of(aws, session)
    assert "load" not in log.read_text().splitlines()
