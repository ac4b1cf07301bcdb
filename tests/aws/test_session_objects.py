"""What people pass as a session or a client is used, or refused at once with what to pass."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import boto3
import botocore.session
import pytest
from botocore.exceptions import ProfileNotFound

from modelpkg_widget import ModelPackageForm, exercise, preflight, sandbox
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.aws.session_objects import boto_session, sagemaker_client


class Stubber:
    """Answers one operation, and no other."""

    def describe_model_package(self, **_: Any) -> dict[str, Any]:
        return {}


REGION = {"region_name": "eu-west-1"}
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/a"


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two profiles, ``default`` and ``work``."""
    config = tmp_path / "config"
    config.write_text("[default]\nregion = eu-west-1\n[profile work]\nregion = eu-north-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))


def of_sdk(session: object) -> object:
    """What `sagemaker.Session` and the session of sagemaker-core look like."""
    return SimpleNamespace(boto_session=session, sagemaker_client=None, boto_region_name="x")


def test_a_session_is_used_as_it_is() -> None:
    session = boto3.Session(**REGION)
    assert boto_session(session) is session
    assert boto_session(of_sdk(session)) is session
    assert boto_session(sandbox()) is sandbox().session
    assert boto_session(None) is None
    stand_in = Mock()  # has an attribute of every name
    assert boto_session(stand_in) is stand_in


def test_a_session_whose_profile_is_missing_is_still_a_session(
    profiles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``AWS_DATA_PATH`` boto3 makes it; its region cannot be read, as the form then says."""
    monkeypatch.setenv("AWS_DATA_PATH", os.devnull)
    session = boto3.Session(profile_name="gone")
    with pytest.raises(ProfileNotFound):
        _ = session.region_name
    assert boto_session(session) is session
    assert boto_session(of_sdk(session)) is session


def test_a_session_of_botocore_is_wrapped() -> None:
    inner = botocore.session.Session()
    inner.set_config_variable("region", "eu-west-3")
    assert boto_session(inner).region_name == "eu-west-3"


@pytest.mark.usefixtures("profiles")
def test_a_text_is_the_name_of_a_profile() -> None:
    assert boto_session("work").region_name == "eu-north-1"
    with pytest.raises(ValueError, match=r"named 'wrk'\. Profiles: default, work\.$"):
        boto_session("wrk")
    with pytest.raises(ValueError, match=r"pass session=boto3\.Session\(region_name='eu-west-1'\)"):
        boto_session("eu-west-1")


@pytest.mark.usefixtures("profiles")
def test_profiles_are_listed_where_the_environment_names_one_that_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "gone")
    with pytest.raises(ValueError, match="Profiles: default, work"):
        boto_session("wrk")


SESSIONS: dict[str, tuple[Callable[[], Any], str]] = {
    "sagemaker client": (
        lambda: boto3.client("sagemaker", **REGION),
        "but is a client of sagemaker. Pass it as client=.",
    ),
    "s3 client": (
        lambda: boto3.client("s3", **REGION),
        "but is a client of s3. Use session=boto3.Session().",
    ),
    "class": (lambda: boto3.Session, "but is the class Session. Call it: session=Session()."),
    "module": (lambda: boto3, "but is the module boto3. Use session=boto3.Session()."),
    "dict": (lambda: {"aws_secret_access_key": "s3cret"}, "but is of type dict. Use session="),
    "number": (lambda: 3, "but is of type int."),
    "path": (lambda: Path("p"), "but is of type pathlib."),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_another_object_is_no_session(name: str) -> None:
    make, says = SESSIONS[name]
    given = make()
    for use in (
        lambda: ModelPackageForm(session=given),
        lambda: ModelPackageForm.follow(
            "arn:aws:sagemaker:us-east-1:123456789012:model-package/a", given
        ),
        lambda: preflight({}, given),
        lambda: exercise({}, goal="g", requirements={}, answer_file="a.json", session=given),
    ):
        with pytest.raises(TypeError, match="session must be a boto3 Session") as caught:
            use()
        assert says in str(caught.value)
        assert "s3cret" not in str(caught.value)


CLIENTS: dict[str, tuple[Callable[[], Any], str]] = {
    "s3": (
        lambda: boto3.client("s3", **REGION),
        "but is a client of s3. Use boto3.client('sagemaker').",
    ),
    "runtime": (
        lambda: boto3.client("sagemaker-runtime", **REGION),
        "but is a client of sagemaker-runtime.",
    ),
    "session": (lambda: boto3.Session(**REGION), "boto3.Session. Pass it as session=."),
    "SDK's session": (lambda: of_sdk(boto3.Session(**REGION)), "Pass it as session=."),
    "text": (lambda: "sagemaker", "but is of type str. Use boto3.client('sagemaker')."),
    "ClientCreator": (lambda: SageMaker, "but is the class SageMaker."),
}


@pytest.mark.parametrize("name", CLIENTS)
def test_another_object_is_no_client(name: str) -> None:
    make, says = CLIENTS[name]
    given = make()
    with pytest.raises(TypeError, match="client must be a boto3 SageMaker client") as caught:
        ModelPackageForm(client=given)
    assert says in str(caught.value)


@pytest.mark.parametrize("stand_in", [object(), Mock(), Stubber])
def test_a_stand_in_of_a_client_is_taken(stand_in: Any) -> None:
    made = stand_in() if isinstance(stand_in, type) else stand_in
    assert sagemaker_client(made) is made


def test_async_objects_are_refused() -> None:
    """Their methods return coroutines, which nobody would wait for: the package would never be."""
    made = {"create_model_package": lambda _: None, "client": lambda _: None, "region_name": ""}
    of_aio = type("AioBaseClient", (), {**made, "__module__": "aiobotocore.client"})()
    with pytest.raises(TypeError, match=r"of type aiobotocore\.AioBaseClient"):
        sagemaker_client(of_aio)
    with pytest.raises(TypeError, match=r"of type aiobotocore\.AioBaseClient"):
        boto_session(of_aio)


def test_the_form_asks_by_the_session_of_the_sdk() -> None:
    aws = sandbox()
    form = ModelPackageForm({"ModelPackageGroupName": aws.group}, session=of_sdk(aws.session))
    assert form.submit().startswith("arn:")
    form.close()
