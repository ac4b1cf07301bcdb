"""Running the cell again, in a new kernel: what was sent is known, and followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, SubmitError
from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import fresh
from tests.widget.recorded_comm import BAD, GOOD, Make, Wire
from tests.widget.scripted_client import ARN, TIMEOUT, Client, press, until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def test_the_cell_again_after_created(make: Make) -> None:
    client = Client()
    arn = make(GOOD, client=client).submit()
    form = make(GOOD, client=client)
    assert (form.status, form.arn) == ("created", arn)
    assert form.submission["when"]
    assert form.submission["actions"] == ["again"]
    until(lambda: form.package == {"ModelPackageStatus": "Completed"})
    assert form.submit() == arn
    press(Wire(form), GOOD)
    until(lambda: form.last_ack)
    assert len(client.calls) == 1


def test_rerun_of_an_edited_cell_starts_from_its_value(make: Make) -> None:
    client = Client()
    make(GOOD, client=client).submit()
    form = make({**GOOD, "Domain": "OTHER"}, client=client)
    assert (form.status, form.arn) == ("editing", "")


def test_the_cell_again_with_a_draft(make: Make, tmp_path: Path) -> None:
    client, draft = Client(), tmp_path / "draft.json"
    arn = make(GOOD, client=client, draft=draft).submit()
    form = make(client=client, draft=draft)
    assert (form.status, form.arn, form.value) == ("created", arn, GOOD)
    form.value = {**GOOD, "Domain": "OTHER"}
    again = make(client=client, draft=draft)
    assert (again.status, again.arn) == ("editing", arn)  # created before the last change


def test_the_cell_again_when_the_answer_was_lost(make: Make) -> None:
    client = Client(TIMEOUT)
    with pytest.raises(SubmitError):
        make(GOOD, client=client).submit()
    form = make(GOOD, client=client)
    assert form.status == "uncertain"
    assert not form.valid
    (issue,) = form.issues
    assert "The outcome of the request" in issue.message
    assert form.submit() == ARN.format(2)
    assert client.calls[0] == client.calls[1]


def test_another_client_has_another_past(make: Make) -> None:
    make(GOOD, client=Client()).submit()
    elsewhere = Client()
    elsewhere.meta.region_name = "eu-west-1"
    assert make(GOOD, client=elsewhere).status == "editing"


@pytest.mark.slow
def test_what_no_kernel_can_have_sent_is_no_question(make: Make) -> None:
    deep: Any = "end"
    for _ in range(3000):
        deep = [deep]
    assert make({"Deep": deep}, client=Client()).status == "editing"


# ---- again, anyway


def test_another_version_by_the_button(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    first = form.submit()
    press(Wire(form), GOOD, allow_duplicate=True)
    until(lambda: form.arn != first)
    assert form.submit() == ARN.format(2)
    assert form.submit(allow_duplicate=True) == ARN.format(3)


def test_against_the_verdict_when_boto3_would_send_it(make: Make, aws: Sandbox) -> None:
    form = make(BAD, client=aws.client("sagemaker"))
    with pytest.raises(SubmitError) as raised:
        form.submit()
    assert [issue.path for issue in raised.value.issues] == [("ModelPackageDescription",)]
    with pytest.raises(SubmitError) as raised:
        form.submit(force=True)
    assert {issue.code for issue in raised.value.issues} == {"service"}
    assert form.status == "refused"
    sent = [call for call in aws.calls if call["operation"] == "CreateModelPackage"]
    assert sent[-1]["request"]["ModelPackageDescription"] == "two\nlines"


@pytest.mark.parametrize("value", [{"ModelPackageGroupName": 1}, {"Unknown": 1}, {"Tags": [{}]}])
def test_what_boto3_itself_would_not_send_is_not_sent(
    make: Make, aws: Sandbox, value: dict[str, Any]
) -> None:
    form = make(value, client=aws.client("sagemaker"))
    with pytest.raises(SubmitError, match="boto3 rejects this request"):
        form.submit(force=True)
    assert form.status == "editing"


def test_why_boto3_would_not_send_it_is_reported_to_the_page(make: Make, aws: Sandbox) -> None:
    form = make({"Unknown": 1}, client=aws.client("sagemaker"))
    wire = Wire(form)
    press(wire, {"Unknown": 1}, force=True)
    reported = [state["issues"] for state in wire.updates() if "issues" in state][-1]
    assert any("boto3 rejects this request" in issue["message"] for issue in reported)
    wire.write(GOOD)
    assert wire.updates()[-1]["issues"] == []


def test_entries_without_a_name_are_never_sent(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    form.pending = [{"path": ["Tags"], "key": "", "text": "", "code": "key.required"}]
    with pytest.raises(SubmitError):
        form.submit(force=True)
    assert client.calls == []


# ---- the group


def test_the_group_is_created_by_its_own_form(make: Make, aws: Sandbox) -> None:
    value = {"ModelPackageGroupName": "not-yet"}
    form = make(value, session=aws.session)
    wire = Wire(form)
    with pytest.raises(SubmitError):
        form.submit()
    group = form.group_creation
    assert (group["state"], group["start"]) == ("offered", value)
    assert "Tags" in group["schema"]["properties"]

    wire.message({"kind": "create_group", "id": "g", "request": '{"ModelPackageGroupName": "a b"}'})
    assert form.last_ack == "g"
    assert form.group_creation["state"] == "refused"
    assert [issue["path"] for issue in form.group_creation["issues"]] == [["ModelPackageGroupName"]]

    tagged = '{"ModelPackageGroupName": "not-yet", "Tags": [{"Key": "team", "Value": "a"}]}'
    wire.message({"kind": "create_group", "id": "g", "request": tagged})
    until(lambda: form.group_creation["state"] == "created")
    assert form.status == "editing"
    assert form.submit().endswith("/not-yet/1")
    assert form.group_creation == {}
    arn = f"arn:aws:sagemaker:{aws.region}:{aws.account}:model-package-group/not-yet"
    tags = aws.client("sagemaker").list_tags(ResourceArn=arn)["Tags"]
    assert tags == [{"Key": "team", "Value": "a"}]


def test_a_group_that_somebody_else_created_meanwhile_is_there(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": "meanwhile"}, session=aws.session)
    with pytest.raises(SubmitError):
        form.submit()
    aws.client("sagemaker").create_model_package_group(ModelPackageGroupName="meanwhile")
    wire = Wire(form)
    wire.message({"kind": "create_group", "request": '{"ModelPackageGroupName": "meanwhile"}'})
    until(lambda: form.group_creation["state"] == "created")
    assert form.submit()


def test_nobody_creates_a_group_that_was_not_offered(make: Make, aws: Sandbox) -> None:
    form = make(GOOD, session=aws.session)
    before = len(aws.calls)
    wire = Wire(form)
    wire.message({"kind": "create_group", "request": '{"ModelPackageGroupName": "nobody"}'})
    assert form.group_creation == {}
    assert len(aws.calls) == before


# ---- following


def certified(aws: Sandbox) -> dict[str, Any]:
    types = {"SupportedTransformInstanceTypes": ["ml.m5.large"],
             "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.large"]}  # fmt: skip
    formats = {"SupportedContentTypes": ["text/csv"], "SupportedResponseMIMETypes": ["text/csv"]}
    source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": aws.validation_input}}
    job = {
        "TransformInput": {"DataSource": source, "ContentType": "text/csv"},
        "TransformOutput": {"S3OutputPath": aws.validation_output},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    }
    return {
        "ModelPackageName": "certified",
        "InferenceSpecification": {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
            **types,
            **formats,
        },
        "ValidationSpecification": {
            "ValidationRole": aws.role,
            "ValidationProfiles": [{"ProfileName": "first", "TransformJobDefinition": job}],
        },
        "CertifyForMarketplace": True,
    }


@pytest.mark.slow
def test_a_certification_is_followed_to_its_end_and_from_a_new_kernel(
    make: Make, aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.set_speed(2400)  # two hours in three seconds
    form = make(certified(aws), session=aws.session)
    arn = form.submit()
    assert form.watch_state["state"] == "following"
    assert form.package["ModelPackageStatus"] in ("Pending", "InProgress")
    assert set(form.next_steps) == {"deploy"}  # an unversioned package is approved by nobody

    other = ModelPackageForm.follow(arn, session=aws.session)
    assert (other.status, other.arn) == ("created", arn)
    for one in (form, other):
        until(lambda one=one: one.watch_state["state"] == "ended")
        assert one.package["ModelPackageStatus"] == "Completed"
        details = one.package["ModelPackageStatusDetails"]
        assert [row["Name"] for row in details["ValidationStatuses"]] == ["first"]
        assert [row["Status"] for row in details["ImageScanStatuses"]] == ["Completed"]
    other.close()


def test_an_observer_that_fails_leaves_no_submission_waiting(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    form = make(GOOD, client=Client())
    form.submit()

    def fail(change: Any) -> None:
        if not change.new:
            raise RuntimeError

    form.observe(fail, "package")
    assert form.submit(allow_duplicate=True) == ARN.format(2)
    until(lambda: form.package == {"ModelPackageStatus": "Completed"})
    assert "What observes the form has failed" in caplog.text
    caplog.clear()


def test_closing_a_form_ends_the_following(make: Make) -> None:
    client = Client()
    client.describe_model_package = lambda **_: {"ModelPackageStatus": "Pending"}  # type: ignore[method-assign]
    form = make(GOOD, client=client)
    form.submit()
    assert form.watch_state["state"] == "following"
    assert form._controller.monitor.poller._wake
    form.close()
    assert form._controller.monitor.poller._wake is None


def test_only_the_arn_of_a_package_can_be_followed() -> None:
    with pytest.raises(ValueError, match="not the ARN of a model package"):
        ModelPackageForm.follow("churn")
