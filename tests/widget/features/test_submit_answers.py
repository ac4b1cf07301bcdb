"""What AWS answers to a submission, and what needs a confirmation."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from modelpkg_widget import SubmitError
from tests.widget.recorded_comm import BAD, GOOD, Make, Wire
from tests.widget.scripted_client import ARN, SECONDS, TIMEOUT, Client, clause, press, said, until

pytestmark = pytest.mark.usefixtures("quiet")


def test_refused_then_edited_then_created(make: Make) -> None:
    text = f"2 validation errors detected: {clause('domain')}; {clause('task')}"
    form = make({**GOOD, "Domain": "OTHER"}, client=Client(said(text)))
    wire = Wire(form)
    with pytest.raises(SubmitError):
        form.submit()
    assert form.status == "refused"
    reported = [state["issues"] for state in wire.updates() if "issues" in state][-1]
    assert [issue["path"] for issue in reported] == [["Domain"], ["Task"]]

    # What AWS said of a member holds until that member changes.
    wire.write({**GOOD, "Domain": "MACHINE_LEARNING"})
    assert form.status == "editing"
    assert [issue.path for issue in form.issues] == [("Task",)]
    reported = [state["issues"] for state in wire.updates() if "issues" in state][-1]
    assert [issue["path"] for issue in reported] == [["Task"]]
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
    with pytest.raises(SubmitError, match="timed out"):
        form.submit()
    assert form.status == "uncertain"
    form.value = BAD
    assert form.status == "uncertain"
    with pytest.raises(SubmitError, match="wasn't sent"):
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
