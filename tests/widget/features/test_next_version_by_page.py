"""The next version, loaded and confirmed by a page."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget.fake_aws import Sandbox
from tests.widget.features.versions import ARTIFACT, version
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import SECONDS, said, until


@pytest.mark.usefixtures("quiet")
@pytest.mark.slow
def test_a_page_loads_and_confirms(make: Make, aws: Sandbox, group: str) -> None:
    request = version("17-ack-all-model-metrics.json", group)
    make(request, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    wire = Wire(form)
    wire.message({"kind": "load", "id": "1", "source": "group", "name": group})
    states: list[str] = []

    def sent() -> list[str]:
        updates = [update for update in wire.updates() if "loaded" in update]
        states.extend(update["loaded"]["state"] for update in updates)
        return states

    until(lambda: len(sent()) == 2)
    assert states == ["loading", ""]
    assert form.value == request
    assert form.last_ack == "1"
    count = len(form.loaded["carried"])
    wire.message({"kind": "confirm", "id": "2", "path": ARTIFACT})
    assert ARTIFACT not in form.loaded["carried"]
    assert len(form.loaded["carried"]) == count - 1
    (update,) = [update for update in wire.updates() if "loaded" in update]
    found = [issue["code"] for issue in update["issues"]]
    assert found == ["carried"] * (count - 1) + ["identical"]
    form.confirm()
    assert {row["individually"] for row in form.loaded["review"]} == {True}
    wire.message({"kind": "load", "id": "4", "source": "package", "name": "no-such-package"})
    until(lambda: form.loaded["state"] == "failed")
    assert "doesn't exist" in form.loaded["problem"]
    assert form.value == request
    assert form.loaded["source"] == f"version 1 of {group}"


class Slow:
    """Tells of a group's only version when it may."""

    def __init__(self) -> None:
        self.go: dict[str, threading.Event] = {}

    def list_model_packages(self, ModelPackageGroupName: str, **_: Any) -> Any:  # noqa: N803
        assert self.go.setdefault(ModelPackageGroupName, threading.Event()).wait(SECONDS)
        return {"ModelPackageSummaryList": [{"ModelPackageArn": f"arn:{ModelPackageGroupName}"}]}

    def describe_model_package(self, ModelPackageName: str) -> dict[str, Any]:  # noqa: N803
        if ModelPackageName.endswith("refused"):
            raise said("User: x is not authorized to perform: a:B", "AccessDeniedException")
        return {
            "ModelPackageArn": ModelPackageName,
            "ModelPackageGroupName": "g",
            "ModelPackageVersion": 1,
            "Domain": ModelPackageName,
        }


@pytest.mark.usefixtures("quiet")
def test_what_was_asked_for_last_is_loaded(make: Make) -> None:
    client = Slow()
    form = make(client=client)
    wire = Wire(form)
    for name in ("one", "two"):
        client.go[name] = threading.Event()
        wire.message({"kind": "load", "id": name, "source": "group", "name": name})
        assert (form.last_ack, form.loaded["state"]) == (name, "loading")
    wire.write({"Domain": "typed meanwhile"})
    client.go["two"].set()
    until(lambda: form.loaded["state"] == "")
    assert form.value["Domain"] == "arn:two"
    before = {thread.name for thread in threading.enumerate()}
    assert "loading" in before
    client.go["one"].set()
    until(lambda: "loading" not in {thread.name for thread in threading.enumerate()})
    assert form.value["Domain"] == "arn:two"


@pytest.mark.usefixtures("quiet")
def test_what_a_page_typed_meanwhile_is_merged(make: Make) -> None:
    client = Slow()
    client.go["one"] = threading.Event()
    form = make({"Task": "OTHER"}, client=client)
    wire = Wire(form)
    base = form.get_state("value")["value"]["revision"]
    wire.message({"kind": "load", "id": "1", "source": "group", "name": "one"})
    client.go["one"].set()
    until(lambda: form.loaded["state"] == "")
    wire.write({"Task": "OTHER", "SourceUri": "typed"}, base=base)
    assert form.value == {"ModelPackageGroupName": "one", "Domain": "arn:one", "SourceUri": "typed"}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "content",
    [
        {"kind": "load"},
        {"kind": "load", "source": "group"},
        {"kind": "load", "source": "group", "name": 5},
        {"kind": "load", "source": "group", "name": ""},
        {"kind": "load", "source": "group", "name": "x" * 2049},
        {"kind": "load", "source": "group", "name": "a", "merge": 1},
        {"kind": "load", "source": "text", "name": "a"},
        {"kind": "load", "source": "package", "name": ["a"]},
        {"kind": "confirm", "path": "Domain"},
        {"kind": "confirm", "path": [None]},
        {"kind": "confirm", "path": [-1]},
        {"kind": "confirm", "path": ["a"] * 101},
        {"kind": ["load"], "source": "group", "name": "a"},
    ],
    ids=str,
)
def test_messages_that_ask_for_nothing(make: Make, aws: Sandbox, content: dict[str, Any]) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    before = form.get_state()
    Wire(form).message({**content, "id": "1"})
    after = form.get_state()
    assert after.pop("last_ack") == "1"
    assert after == {name: before[name] for name in after}


def test_page_gets_the_reason_of_a_refusal(make: Make) -> None:
    client = Slow()
    client.go["refused"] = threading.Event()
    client.go["refused"].set()
    form = make(client=client)
    Wire(form).message({"kind": "load", "id": "1", "source": "group", "name": "refused"})
    until(lambda: form.loaded["state"] == "failed")
    assert form.loaded["problem"].startswith("You aren't allowed to perform a:B.")
    with pytest.raises(ValueError, match="aren't allowed to perform a:B") as error:
        form.load(group="refused")
    assert not isinstance(error.value, ClientError)
