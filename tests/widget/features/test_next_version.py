"""The next version: a form that starts from what is registered, by Python and by a page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from modelpkg_widget import ModelPackageForm, SubmitError, check
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request import json_codec
from tests.helpers.sandboxes import fresh, request
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import SECONDS, said, until

ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"]
ROW = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def group(aws: Sandbox, request: pytest.FixtureRequest) -> str:
    """A group of the test's own."""
    name: str = "g" + request.node.name.encode().hex()[-40:]
    aws.client("sagemaker").create_model_package_group(ModelPackageGroupName=name)
    return name


def version(name: str, group: str) -> dict[str, Any]:
    """A real request as one of a version."""
    asked = request(name)
    kept = {key: asked[key] for key in asked if key not in ("ModelPackageName", "Tags")}
    return {**kept, "ModelPackageGroupName": group}


def impatient(aws: Sandbox) -> Any:
    config = Config(read_timeout=0.3, retries={"total_max_attempts": 1})
    return aws.client("sagemaker", config=config)


def creations(aws: Sandbox) -> int:
    return [call["operation"] for call in aws.calls].count("CreateModelPackage")


def codes(form: ModelPackageForm) -> list[str]:
    return [issue.code for issue in form.issues]


# ---- the weekly version


def test_a_new_version_every_week(make: Make, aws: Sandbox, group: str) -> None:
    asked = version("17-ack-all-model-metrics.json", group)
    asked["MetadataProperties"] = {"CommitId": "week one"}
    first = make(asked, session=aws.session).submit()
    approve = {"ModelPackageArn": first, "ModelApprovalStatus": "Approved"}
    aws.client("sagemaker").update_model_package(**approve)

    form = make(session=aws.session)
    form.load(group=group)
    sent = creations(aws)
    assert "ModelApprovalStatus" not in form.value
    assert form.value == asked
    assert (form.loaded["source"], form.loaded["arn"]) == (f"version 1 of {group}", first)
    assert [row["path"] for row in form.loaded["omitted"]] == [["ModelApprovalStatus"]]
    assert codes(form) == ["carried"] * 9 + ["identical"]
    assert (form.valid, form.diff()) == (False, [])
    assert [issue for issue in check(form.value) if issue.severity == "error"] == []

    value = form.value
    value["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] = "s3://bucket/week2.tar.gz"
    form.value = value
    assert ARTIFACT not in form.loaded["carried"]
    (change,) = form.diff()
    assert (change["path"], change["after"]) == (ARTIFACT, "s3://bucket/week2.tar.gz")
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert creations(aws) == sent, "nothing was sent"
    lines = [issue.hint for issue in error.value.issues]
    assert len(lines) == 8
    form.confirm()
    left = [line for line in lines if "Description" not in line]
    assert len(form.loaded["carried"]) == len(left) == 7
    for line in left:
        exec(line, {"form": form})
    assert (form.issues, form.valid) == ([], True)

    second = form.submit()
    assert second != first
    told = aws.client("sagemaker").describe_model_package(ModelPackageName=second)
    assert told["ModelPackageVersion"] == 2
    assert told["ModelApprovalStatus"] == "PendingManualApproval"
    third = make(session=aws.session)
    third.load(group=group)
    assert third.loaded["source"] == f"version 2 of {group}"
    assert third.value == form.value


@pytest.mark.parametrize("name", ["17-ack-all-model-metrics.json", "20-lmi-lora-22-metadata.json"])
def test_a_real_request_comes_back_as_it_was(
    make: Make, aws: Sandbox, group: str, name: str
) -> None:
    asked = version(name, group)
    make(asked, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    form.load(group=group)
    expected = {key: asked[key] for key in asked if key != "ModelApprovalStatus"}
    assert form.value == expected
    for key in expected:
        assert json_codec.dumps(ordered(form.value[key])) == json_codec.dumps(
            ordered(expected[key])
        )


def ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(item) for item in value] if isinstance(value, list) else value


def test_the_latest_of_many_versions_of_one_moment(make: Make, aws: Sandbox, group: str) -> None:
    client = aws.client("sagemaker")
    for number in range(12):
        client.create_model_package(ModelPackageGroupName=group, Domain=str(number))
    form = make(client=client)
    form.load(group=group)
    assert (form.value["Domain"], form.loaded["source"]) == ("11", f"version 12 of {group}")
    form.load(package=f"{group}/3")
    assert (form.value["Domain"], form.loaded["source"]) == ("2", f"version 3 of {group}")
    assert form.value["ModelPackageGroupName"] == group


def test_an_unversioned_package(make: Make, aws: Sandbox) -> None:
    asked = request("17-ack-all-model-metrics.json")
    make(asked, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    form.load(package=asked["ModelPackageName"])
    expected = {key: asked[key] for key in asked if key not in ("ModelPackageName", "Tags")}
    assert form.value == expected
    assert form.loaded["source"] == f"the package {asked['ModelPackageName']}"
    left = {row["path"][0]: row["why"] for row in form.loaded["omitted"]}
    assert "taken" in left["ModelPackageName"]
    assert not form.valid


# ---- groups and packages by ARN


def test_a_group_given_as_an_arn_stays_one(make: Make, aws: Sandbox, group: str) -> None:
    client = aws.client("sagemaker")
    told = client.describe_model_package_group(ModelPackageGroupName=group)
    arn = told["ModelPackageGroupArn"]
    form = make(client=client)
    form.load(group=arn)
    assert form.value == {"ModelPackageGroupName": arn}
    form.submit()
    form.load(arn)
    assert form.value == {"ModelPackageGroupName": arn}
    assert form.loaded["source"] == f"version 1 of {group}"


@pytest.mark.parametrize("account", ["own", "other"])
def test_the_group_of_a_package_given_as_an_arn(make: Make, aws: Sandbox, account: str) -> None:
    number = aws.account if account == "own" else "210987654321"
    of = f"arn:aws:sagemaker:us-east-1:{number}"

    class Told:
        meta = aws.client("sagemaker").meta

        def describe_model_package(self, **_: Any) -> dict[str, Any]:
            arn = f"{of}:model-package/shared/4"
            return {
                "ModelPackageArn": arn,
                "ModelPackageGroupName": "shared",
                "ModelPackageVersion": 4,
            }

    form = make(client=Told())
    form.load(f"{of}:model-package/shared/4")
    whole = f"{of}:model-package-group/shared"
    expected = "shared" if account == "own" else whole
    assert form.value == {"ModelPackageGroupName": expected}
    assert form.loaded["source"] == "version 4 of shared"


# ---- a first version


def test_a_group_without_versions(make: Make, aws: Sandbox, group: str) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    form.pending = [ROW]
    form.load(group=group)
    assert form.value == {"ModelPackageGroupName": group, "Domain": "typed"}
    assert form.pending == [ROW], "nothing is there to replace it with"
    form.pending = []
    (issue,) = [issue for issue in form.issues if issue.code == "first"]
    assert issue.severity == "info"
    assert issue.path == ("ModelPackageGroupName",)
    assert issue.message == f"The group {group} has no version yet: this request makes the first."
    assert form.loaded["source"] == f"{group}, which has no version yet"
    assert (form.loaded["carried"], form.loaded["omitted"]) == ([], [])
    form.confirm()
    assert "first" not in codes(form)


def test_a_group_that_one_may_not_look_at(make: Make, aws: Sandbox, group: str) -> None:
    form = make(client=impatient(aws))
    aws.inject_fault("access_denied", "DescribeModelPackageGroup")
    form.load(group=group)
    assert form.value == {"ModelPackageGroupName": group}


# ---- what AWS does not tell

FAULTS = [
    ("access_denied", "ListModelPackages", "sagemaker:ListModelPackages"),
    ("access_denied", "DescribeModelPackage", "sagemaker:DescribeModelPackage"),
    ("throttle", "ListModelPackages", "AWS asks to slow down"),
    ("expired_token", "DescribeModelPackage", "Log in again"),
    ("500", "ListModelPackages", "AWS had an error of its own"),
    ("timeout", "ListModelPackages", "did not"),
    ("reset", "DescribeModelPackage", "connection"),
]


@pytest.mark.parametrize(("kind", "operation", "told"), FAULTS)
def test_a_bad_day(
    make: Make, aws: Sandbox, group: str, kind: str, operation: str, told: str
) -> None:
    client = impatient(aws)
    client.create_model_package(ModelPackageGroupName=group, Domain="registered")
    form = make({"Domain": "typed"}, client=client)
    before = {**form.loaded}
    aws.inject_fault(kind, operation, seconds=1)
    with pytest.raises(ValueError, match=told) as error:
        form.load(group=group)
    assert error.value.__cause__ is error.value.__context__ is None, "no traceback of botocore's"
    assert form.value == {"Domain": "typed"}
    assert form.loaded == {**before, "state": "failed", "problem": str(error.value)}
    form.load(group=group)
    assert form.value["Domain"] == "registered"
    assert (form.loaded["state"], form.loaded["problem"]) == ("", "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"group": "no-such-group"}, "There is no model package group of this name"),
        ({"package": "no-such-package"}, "The model package does not exist"),
        ({"group": "not a name!"}, "Use 1 to 63 letters"),
    ],
)
def test_what_is_not_there(make: Make, aws: Sandbox, given: dict[str, Any], told: str) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    with pytest.raises(ValueError, match=told):
        form.load(**given)
    assert form.value == {"Domain": "typed"}


def test_no_network(make: Make) -> None:
    with fresh() as gone:
        client = impatient(gone)
    form = make(client=client)
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        form.load(group="any")


def test_no_credentials_and_no_region(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(ValueError, match="region"):
        make().load(group="any")


# ---- by a page


@pytest.mark.usefixtures("quiet")
def test_a_page_loads_and_confirms(make: Make, aws: Sandbox, group: str) -> None:
    asked = version("17-ack-all-model-metrics.json", group)
    make(asked, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    wire = Wire(form)
    wire.message({"kind": "load", "id": "1", "group": group})
    states: list[str] = []

    def sent() -> list[str]:
        updates = [update for update in wire.updates() if "loaded" in update]
        states.extend(update["loaded"]["state"] for update in updates)
        return states

    until(lambda: len(sent()) == 2)
    assert states == ["loading", ""]
    assert form.value == asked
    assert form.last_ack == "1"
    count = len(form.loaded["carried"])
    wire.message({"kind": "confirm", "id": "2", "path": ARTIFACT})
    assert ARTIFACT not in form.loaded["carried"]
    assert len(form.loaded["carried"]) == count - 1
    (update,) = [update for update in wire.updates() if "loaded" in update]
    found = [issue["code"] for issue in update["issues"]]
    assert found == ["carried"] * (count - 1) + ["identical"]
    wire.message({"kind": "confirm", "id": "3"})
    assert {row["individually"] for row in form.loaded["review"]} == {True}
    wire.message({"kind": "load", "id": "4", "package": "no-such-package"})
    until(lambda: form.loaded["state"] == "failed")
    assert "does not exist" in form.loaded["problem"]
    assert form.value == asked
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
        wire.message({"kind": "load", "id": name, "group": name})
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
def test_what_a_page_typed_meanwhile_is_laid_over_it(make: Make) -> None:
    client = Slow()
    client.go["one"] = threading.Event()
    form = make({"Task": "OTHER"}, client=client)
    wire = Wire(form)
    base = form.get_state("value")["value"]["revision"]
    wire.message({"kind": "load", "id": "1", "group": "one"})
    client.go["one"].set()
    until(lambda: form.loaded["state"] == "")
    wire.write({"Task": "OTHER", "SourceUri": "typed"}, base=base)
    assert form.value == {"ModelPackageGroupName": "one", "Domain": "arn:one", "SourceUri": "typed"}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "content",
    [
        {"kind": "load"},
        {"kind": "load", "group": 5},
        {"kind": "load", "group": ""},
        {"kind": "load", "group": "x" * 2049},
        {"kind": "load", "group": "a", "package": "b"},
        {"kind": "load", "package": ["a"]},
        {"kind": "confirm", "path": "Domain"},
        {"kind": "confirm", "path": [None]},
        {"kind": "confirm", "path": [-1]},
        {"kind": "confirm", "path": ["a"] * 101},
        {"kind": ["load"], "group": "a"},
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


def test_a_page_is_told_why_it_was_refused(make: Make) -> None:
    client = Slow()
    client.go["refused"] = threading.Event()
    client.go["refused"].set()
    form = make(client=client)
    Wire(form).message({"kind": "load", "id": "1", "group": "refused"})
    until(lambda: form.loaded["state"] == "failed")
    assert form.loaded["problem"].startswith("These credentials may not do a:B.")
    with pytest.raises(ValueError, match="may not do a:B") as error:
        form.load(group="refused")
    assert not isinstance(error.value, ClientError)
