"""From the form to the ARN: the button, `submit()`, and what AWS answers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from modelpkg_widget import SubmitError, sandbox
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request import json_codec
from tests.widget.recorded_comm import BAD, BAD_PATH, GOOD, Make, Wire, changes
from tests.widget.scripted_client import ARN, SECONDS, TIMEOUT, Client, clause, press, said, until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def aws() -> Sandbox:
    return sandbox()


# ---- the real path


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


# ---- what is sent, and what is not


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
    wire.message({"kind": "submit", "id": "1", "pending": [], **write, "value": text})
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
    wire.message({**message, "value": json_codec.dumps(request)})
    until(lambda: form.status == "created")
    wire.receive({"method": "update", "state": write})
    assert form.value == request
    assert form.status == "created"
    writers = [state["value"]["writer"] for state in wire.updates() if "value" in state]
    assert set(writers) == {"page"}


def test_the_button_works_without_a_base(make: Make) -> None:
    form = make(client=Client())
    Wire(form).message({"kind": "submit", "value": json_codec.dumps(GOOD)})
    until(lambda: form.status == "created")


def test_what_only_the_kernel_finds_is_told_each_time(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    wire = Wire(form)
    for _ in range(2):
        press(wire, BAD)
        told = [state["issues"] for state in wire.updates() if "issues" in state]
        assert [issue["path"] for issue in told[-1]] == [list(BAD_PATH)]
    assert client.calls == []
    assert len(form.issues) == 1
    wire.write(GOOD)
    assert wire.updates()[-1]["issues"] == []


def test_a_message_is_answered_by_its_id(make: Make) -> None:
    form = make(BAD, client=Client())
    wire = Wire(form)
    for kind in ("hello", "submit", "refresh", "unknown"):
        wire.message({"kind": kind, "id": kind, "value": json_codec.dumps(BAD)})
        assert form.last_ack == kind


# ---- what AWS says


def test_refused_then_edited_then_created(make: Make) -> None:
    text = f"2 validation errors detected: {clause('domain')}; {clause('task')}"
    form = make({**GOOD, "Domain": "OTHER"}, client=Client(said(text)))
    wire = Wire(form)
    with pytest.raises(SubmitError):
        form.submit()
    assert form.status == "refused"
    told = [state["issues"] for state in wire.updates() if "issues" in state][-1]
    assert [issue["path"] for issue in told] == [["Domain"], ["Task"]]

    # What AWS said of a member holds until that member changes.
    wire.write({**GOOD, "Domain": "MACHINE_LEARNING"})
    assert form.status == "editing"
    assert [issue.path for issue in form.issues] == [("Task",)]
    told = [state["issues"] for state in wire.updates() if "issues" in state][-1]
    assert [issue["path"] for issue in told] == [["Task"]]
    wire.write({**GOOD, "Domain": "MACHINE_LEARNING", "Task": "OTHER"})
    assert form.issues == []
    assert form.valid
    assert form.submit() == form.arn != ""


def test_a_refusal_of_the_whole_goes_with_any_change(make: Make) -> None:
    form = make(GOOD, client=Client(said("Something is wrong")))
    with pytest.raises(SubmitError, match="Something is wrong"):
        form.submit()
    form.value = {**GOOD, "Domain": "OTHER"}
    assert (form.status, form.issues) == ("editing", [])


def test_an_answer_that_did_not_arrive_is_found_out_with_the_same_token(make: Make) -> None:
    client = Client(TIMEOUT)
    form = make(GOOD, client=client)
    with pytest.raises(SubmitError, match="did not arrive"):
        form.submit()
    assert form.status == "uncertain"
    form.value = BAD
    assert form.status == "uncertain"
    with pytest.raises(SubmitError, match="was not sent"):
        form.submit()
    assert client.calls[0] == client.calls[1]
    assert (form.status, form.arn) == ("created", ARN.format(2))
    form.value = GOOD
    assert form.submit() == ARN.format(2)


def test_editing_while_it_is_sent_hides_no_arn(make: Make) -> None:
    client = Client()
    client.go.clear()
    form = make(GOOD, client=client)
    wire = Wire(form)
    press(wire, GOOD)
    wire.write({**GOOD, "Domain": "OTHER"})
    assert form.status == "submitting"
    client.go.set()
    until(lambda: form.status == "created")
    assert form.arn == ARN.format(1)
    wire.write({**GOOD, "Domain": "OTHER", "Task": "OTHER"})
    assert form.status == "editing"


def test_the_package_is_described_and_refreshed(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    form.submit()
    assert form.package == {"ModelPackageStatus": "Completed"}
    wire = Wire(form)
    client.go.clear()
    before = set(threading.enumerate())  # those of other tests end when they like
    for _ in range(20):
        wire.message({"kind": "refresh"})
    assert len(set(threading.enumerate()) - before) < 5
    client.go.set()
    until(lambda: len(client.described) >= 2)


def test_a_package_that_cannot_be_described_is_created_all_the_same(make: Make) -> None:
    client = Client()
    client.describe_model_package = None  # type: ignore[method-assign, assignment]
    form = make(GOOD, client=client)
    assert form.submit() == ARN.format(1)
    assert (form.status, form.package) == ("created", {})


def test_handlers_wait_for_no_network(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    form.submit()
    client.go.clear()
    wire = Wire(form)
    press(wire, GOOD)
    wire.message({"kind": "refresh"})
    wire.message({"kind": "hello"})
    wire.write({**GOOD, "Domain": "OTHER"})
    press(wire, {**GOOD, "Domain": "OTHER"})
    wire.write({**GOOD, "Task": "OTHER"})
    assert form.value  # and here we are, while the client waits for its answer
    assert form.status == "submitting"
    client.go.set()
    until(lambda: form.status != "submitting")


def test_an_observer_may_submit(make: Make) -> None:
    """On the sending thread, on the page's, on the notebook's: nobody waits for himself."""
    form = make(GOOD, client=Client(said("Something is wrong")))
    arns: list[str] = []

    def again(change: Any) -> None:
        if change.new == "refused":
            arns.append(form.submit())

    def at_once(change: Any) -> None:
        if change.new.get("Domain") == "OTHER":
            arns.append(form.submit())

    form.observe(again, "status")
    form.observe(at_once, "value")
    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(SubmitError):
            pool.submit(form.submit).result(SECONDS)
        pool.submit(Wire(form).write, {**GOOD, "Domain": "OTHER"}).result(SECONDS)
    assert arns == [ARN.format(2), ARN.format(3)]


APPROVED = {"ModelPackageGroupName": "group", "ModelApprovalStatus": "Approved"}


def test_a_page_that_approves_without_a_second_act_sends_nothing(make: Make) -> None:
    client = Client()
    form = make(APPROVED, client=client)
    wire = Wire(form)
    press(wire, APPROVED)
    press(wire, APPROVED, confirmed=[["ModelPackageName"]])
    press(wire, APPROVED, confirmed={"ModelApprovalStatus": True})
    press(wire, APPROVED, confirmed=[None], force=True)
    assert client.calls == []
    [issue] = form.get_state("issues")["issues"]
    assert (issue["path"], issue["code"]) == (["ModelApprovalStatus"], "confirm")
    assert form.valid
    press(wire, APPROVED, confirmed=[["ModelApprovalStatus"]])
    until(lambda: form.status == "created")
    assert len(client.calls) == 1
    press(wire, APPROVED, allow_duplicate=True)
    assert len(client.calls) == 1


def test_python_that_approves_is_deliberate(make: Make) -> None:
    client = Client()
    make(APPROVED, client=client).submit()
    assert len(client.calls) == 1


def test_finding_out_needs_no_second_act(make: Make) -> None:
    client = Client(TIMEOUT)
    form = make(APPROVED, client=client)
    wire = Wire(form)
    press(wire, APPROVED, confirmed=[["ModelApprovalStatus"]])
    until(lambda: form.status == "uncertain")
    press(wire, APPROVED)
    until(lambda: form.status == "created")
