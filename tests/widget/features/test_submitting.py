"""From the form to the ARN: the button, `submit()`, and what is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from modelpkg_widget import SubmitError, sandbox
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request import json_codec
from tests.widget.recorded_comm import BAD, BAD_PATH, GOOD, Make, Wire, changes
from tests.widget.scripted_client import ARN, SECONDS, Client, press, until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def aws() -> Sandbox:
    return sandbox()


def test_from_a_request_to_the_arn(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": aws.group}, session=aws.session)
    seen = changes(form, "status")
    wire = Wire(form)
    arn = form.submit()
    assert arn.startswith(f"arn:aws:sagemaker:us-east-1:123456789012:model-package/{aws.group}/")
    assert (form.arn, form.status) == (arn, "created")
    assert form.package["ModelPackageArn"] == arn
    assert [new for _, _, new in seen] == ["submitting", "created"]
    sent = wire.updates()
    assert [state["status"] for state in sent if "status" in state] == ["submitting", "created"]
    assert [state["arn"] for state in sent if "arn" in state] == [arn]
    assert form.submit() == arn
    form.value = {**form.value, "ModelPackageDescription": "another"}
    assert (form.status, form.arn) == ("editing", arn)
    assert form.submit() != arn


@pytest.mark.slow
def test_the_target_is_the_sandbox(make: Make, aws: Sandbox) -> None:
    form = make(session=aws.session)
    wire = Wire(form)
    wire.message({"kind": "hello", "id": "h"})
    until(lambda: form.target["state"] == "known")
    assert form.target["sandbox"]
    assert (form.target["account"], form.target["region"]) == (aws.account, aws.region)
    states = [state["target"]["state"] for state in wire.updates() if "target" in state]
    assert states == ["asking", "known"]
    wire.message({"kind": "hello", "id": "h"})
    assert wire.updates() == []


def test_a_refusal_of_the_real_path(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": "nowhere"}, client=aws.client("sagemaker"))
    with pytest.raises(SubmitError) as raised:
        form.submit()
    (issue,) = raised.value.issues
    assert issue.path == ("ModelPackageGroupName",)
    assert issue.source == "service"
    assert form.status == "refused"
    assert issue in form.issues
    assert not form.valid


def test_with_problems_nothing_is_sent(make: Make) -> None:
    client = Client()
    form = make(BAD, client=client)
    with pytest.raises(SubmitError) as raised:
        form.submit()
    assert [issue.path for issue in raised.value.issues] == [BAD_PATH]
    assert client.calls == []
    assert form.status == "editing"
    assert len(form.issues) == 1


def test_with_pending_entries_nothing_is_sent(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    form.pending = [{"path": ["Tags"], "key": "", "text": "", "code": "key.required"}]
    with pytest.raises(SubmitError, match="This entry has no name"):
        form.submit()
    assert client.calls == []


def test_the_token_is_ours_and_stands_in_no_value(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    form.submit()
    (call,) = client.calls
    assert len(call.pop("ClientToken")) == 36
    assert call == form.value == GOOD


def test_a_token_of_the_request_is_sent_as_it_is(make: Make) -> None:
    client = Client()
    form = make({**GOOD, "ClientToken": "mine"}, client=client)
    form.submit()
    assert client.calls[0]["ClientToken"] == "mine"


def test_an_unchanged_request_is_sent_once(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    arn = form.submit()
    form.value = {**GOOD, "Domain": "COMPUTER_VISION"}
    form.value = GOOD
    assert form.status == "editing"
    assert form.submit() == arn
    assert form.status == "created"
    press(Wire(form), GOOD)
    assert len(client.calls) == 1


def test_two_at_once_send_once(make: Make) -> None:
    client = Client()
    client.go.clear()
    form = make(GOOD, client=client)
    wire = Wire(form)
    with ThreadPoolExecutor(5) as pool:
        waiting = [pool.submit(form.submit) for _ in range(4)]
        press(wire, GOOD)
        until(lambda: client.calls)
        client.go.set()
        assert {done.result(SECONDS) for done in waiting} == {ARN.format(1)}
    assert len(client.calls) == 1


def test_the_button_sends_what_the_person_saw(make: Make) -> None:
    """The kernel has assigned something else in between, which the page does not show yet."""
    client = Client()
    form = make({**GOOD, "Domain": "OTHER"}, client=client)
    wire = Wire(form)
    shown = {**GOOD, "Domain": "OTHER", "Task": "OTHER"}
    write = wire.state(shown)["value"]
    form.value = {**GOOD, "Domain": "MACHINE_LEARNING"}
    text = json_codec.dumps(shown)
    wire.message({"kind": "submit", "id": "1", "pending": [], **write, "request": text})
    until(lambda: form.status == "created")
    (call,) = client.calls
    call.pop("ClientToken")
    assert call == shown
    assert form.value == {**GOOD, "Domain": "MACHINE_LEARNING", "Task": "OTHER"}


def test_the_button_may_overtake_the_write(make: Make) -> None:
    form = make(GOOD, client=Client())
    wire = Wire(form)
    request = {**GOOD, "Task": "OTHER"}
    wire.seq = 1
    write = wire.state(request)
    message = {"kind": "submit", "id": "1", "pending": [], **write["value"]}
    wire.message({**message, "request": json_codec.dumps(request)})
    until(lambda: form.status == "created")
    wire.receive({"method": "update", "state": write})
    assert form.value == request
    assert form.status == "created"
    writers = [state["value"]["writer"] for state in wire.updates() if "value" in state]
    assert set(writers) == {"page"}


def test_a_submit_without_what_a_write_has_changes_nothing(make: Make) -> None:
    form = make(client=Client())
    wire = Wire(form)
    wire.message({"kind": "submit", "id": "s", "request": json_codec.dumps(GOOD)})
    assert (form.last_ack, form.value, form.status) == ("s", {}, "editing")


def test_what_only_the_kernel_finds_is_reported_each_time(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    wire = Wire(form)
    for _ in range(2):
        press(wire, BAD)
        reported = [state["issues"] for state in wire.updates() if "issues" in state]
        assert [issue["path"] for issue in reported[-1]] == [list(BAD_PATH)]
    assert client.calls == []
    assert len(form.issues) == 1
    wire.write(GOOD)
    assert wire.updates()[-1]["issues"] == []


def test_a_message_is_answered_by_its_id(make: Make) -> None:
    form = make(BAD, client=Client())
    wire = Wire(form)
    for kind in ("hello", "submit", "refresh", "unknown"):
        wire.message({"kind": kind, "id": kind, "request": json_codec.dumps(BAD)})
        assert form.last_ack == kind
