"""The preflight of a form: its trait, how it ages, and that a page may ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request
from tests.helpers.sandboxes import fresh
from tests.widget.recorded_comm import GOOD, Make, Wire
from tests.widget.scripted_client import Client, until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def old(form: Any) -> set[str]:
    return {row["id"] for row in form.preflight_report["findings"] if row["old"]}


@pytest.mark.slow
def test_what_was_found_stands_in_the_trait(make: Make, aws: Sandbox) -> None:
    form = make(request(aws, "flowers"), session=aws.session)
    assert form.preflight_report == {"state": "off", "when": "", "findings": []}
    found = form.preflight()
    assert form.preflight_report["state"] == "known"
    assert form.preflight_report["when"]
    assert [row["id"] for row in form.preflight_report["findings"]] == [one.id for one in found]
    assert form.preflight_report["findings"][0]["state"] == "passed"


@pytest.mark.slow
def test_findings_age_with_what_they_are_about(make: Make, aws: Sandbox) -> None:
    form = make(request(aws, "flowers"), session=aws.session)
    form.preflight()
    before = form.value
    assert old(form) == set()
    form.value = {**before, "ModelPackageName": "others"}
    whole = {"request", "region", "permissions", "rehearsal"}  # about the request as a whole
    assert old(form) == {"name", *whole}
    form.value = before
    assert old(form) == set()
    changed = form.value.copy()
    changed["InferenceSpecification"]["Containers"][0]["Image"] += "-new"
    form.value = changed
    assert old(form) == {"image-address", "image", "scan", "manifest", *whole}
    form.preflight()
    assert old(form) == set()


@pytest.mark.slow
def test_a_page_asks_and_nobody_waits(make: Make, aws: Sandbox) -> None:
    form = make(request(aws, "flowers"), session=aws.session)
    wire = Wire(form)
    wire.message({"kind": "preflight", "id": "7"})
    assert form.last_ack == "7"
    wire.message({"kind": "preflight", "id": "8"})  # it runs already, or is done: both are fine
    reported: list[dict[str, Any]] = []

    def is_known() -> bool:  # a trait is set before it is sent
        states = [state for state in wire.updates() if "preflight_report" in state]
        reported.extend(state["preflight_report"] for state in states)
        return bool(reported) and reported[-1]["state"] == "known"

    until(is_known)
    assert reported[0]["state"] == "running"
    assert reported[-1]["state"] == "known"
    assert all(row["state"] in ("passed", "info") for row in reported[-1]["findings"])


def test_with_a_client_alone_only_what_needs_none_is_looked_at(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    found = {finding.id: finding for finding in form.preflight()}
    assert found["request"].state == "passed"
    assert found["name"].state == "unknown"
    assert "session=" in found["name"].remedy
    assert client.calls == []


def test_a_page_cannot_set_what_was_found(make: Make) -> None:
    form = make(GOOD, client=Client())
    before = form.preflight_report
    Wire(form).receive({"method": "update", "state": {"preflight_report": {"state": "known"}}})
    assert form.preflight_report == before


def test_the_next_attempt_of_nothing_changes_nothing(make: Make) -> None:
    form = make(GOOD, client=Client())
    Wire(form).message({"kind": "prepare_retry", "id": "1"})
    assert form.value == GOOD
    assert form.last_ack == "1"
