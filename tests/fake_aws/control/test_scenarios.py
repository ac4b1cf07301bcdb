"""Each rehearsal names its cause: in the preflight, or where only the run can tell it, after it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, PackageFailedError, SubmitError
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.monitoring.poller import PollInterval
from modelpkg_widget.widget.features import monitoring
from tests.helpers.sandboxes import fresh

pytestmark = pytest.mark.slow

FAST = 36_000.0  # two hours in 0.2 s
NAMES = ["clean", "critical-finding", "installs-packages", "ping", "other-account", "oci-image",
         "unreadable-bucket", "quota", "connection-lost"]  # fmt: skip


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh(speed=FAST) as made:
        yield made


def form_of(aws: Sandbox, value: Any) -> ModelPackageForm:
    form = ModelPackageForm(value, session=aws.session)
    form._controller.monitor.poller.pace = PollInterval(first=0.1, later=0.1)
    return form


def sent(aws: Sandbox, value: Any) -> ModelPackageForm:
    form = form_of(aws, value)
    form.submit()
    form._controller.monitor.poller.pace = PollInterval(first=0.05, later=0.05)
    form._controller.monitor.poller.now()
    return form


def test_all_are_listed(aws: Sandbox) -> None:
    rows = aws.scenarios()
    assert list(rows) == NAMES
    assert "oci-image" in repr(rows["oci-image"])


@pytest.mark.parametrize("name", NAMES)
def test_its_cause_is_named(aws: Sandbox, name: str) -> None:
    scenario = aws.scenarios()[name]
    form = form_of(aws, scenario.setup())
    found = {finding.id: finding for finding in form.preflight()}
    failed = [finding.id for finding in found.values() if finding.state == "failed"]
    if scenario.reported_by in found:
        assert failed == [scenario.reported_by]
        assert scenario.cause in found[scenario.reported_by].detail
    else:
        assert failed == []
    form.close()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "connection-lost"])
def test_without_a_preflight_the_end_tells_it_too(aws: Sandbox, name: str) -> None:
    scenario = aws.scenarios()[name]
    request = scenario.setup()
    aws.client("sagemaker").create_model_package(**request)
    arn = (
        f"arn:aws:sagemaker:{aws.region}:{aws.account}:model-package/{request['ModelPackageName']}"
    )
    form = ModelPackageForm.follow(arn, session=aws.session)
    form._controller.monitor.poller.pace = PollInterval(first=0.05, later=0.05)
    form._controller.monitor.poller.now()
    if scenario.reported_by == "nobody":
        assert form.wait(60)["ModelPackageStatus"] == "Completed"
        assert form.failure["state"] == "off"
    else:
        with pytest.raises(PackageFailedError) as caught:
            form.wait(60)
        meant = [*form.failure["explanations"].values(), form.failure["log_explanation"]]
        assert any(meant)
        assert all(text in str(caught.value) for text in meant)
        if scenario.reported_by == "timeline":
            assert any(scenario.cause in text for text in meant)
            assert form.failure["lines"]
            assert form.failure["job"].startswith(request["ModelPackageName"])
    form.close()


def test_who_waits_need_not_wait_for_the_next_look(
    aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitoring, "SANDBOX_INTERVAL", PollInterval(first=600, later=600))
    aws.set_speed(0.001)
    form = ModelPackageForm(aws.scenarios()["clean"].setup(), session=aws.session)
    form.submit()
    assert form._controller.monitor.poller.first_response.wait(20)
    aws.advance(minutes=120)
    assert form.wait(20)["ModelPackageStatus"] == "Completed"
    form.close()


def test_a_lost_connection_is_reported_by_the_submission(aws: Sandbox) -> None:
    scenario = aws.scenarios()["connection-lost"]
    form = form_of(aws, scenario.setup())
    with pytest.raises(SubmitError) as caught:
        form.submit()
    assert scenario.cause in str(caught.value)
    assert form.status == "uncertain"
    assert form.submit().endswith("flowers-connection-lost")  # it finds out
    form.close()


def test_fixed_request_is_certified(aws: Sandbox) -> None:
    form = sent(aws, aws.scenarios()["oci-image"].setup() | {"ModelPackageName": "mended"})
    with pytest.raises(PackageFailedError):
        form.wait(60)
    form.prepare_retry()
    assert form.status == "editing"
    assert form.value["ModelPackageName"] == "mended-2"
    assert [row["path"] for row in form.diff()] == [["ModelPackageName"]]
    value = form.value.copy()
    value["InferenceSpecification"]["Containers"][0]["Image"] = aws.image
    form.value = value
    form.prepare_retry()  # its name is free: all stays
    assert form.value == value
    form.submit()
    assert form.wait(60)["ModelPackageStatus"] == "Completed"  # not what is left of the first
    assert form.failure["state"] == "off"
    with pytest.raises(ValueError, match="has failed"):
        form.prepare_retry()
    form.close()


def test_the_next_attempt_after_a_package_that_is_only_followed(aws: Sandbox) -> None:
    aws.fail_next("ping", None, "followed")
    made = request(aws, "followed")
    arn = aws.client("sagemaker").create_model_package(**made)["ModelPackageArn"]
    form = ModelPackageForm.follow(arn, session=aws.session)
    form._controller.monitor.poller.pace = PollInterval(first=0.05, later=0.05)
    form._controller.monitor.poller.now()
    with pytest.raises(PackageFailedError):
        form.wait(60)
    form.prepare_retry()
    assert form.value["ModelPackageName"] == "followed-2"
    for name in ("InferenceSpecification", "ValidationSpecification", "CertifyForMarketplace"):
        assert form.value[name] == made[name]
    form.close()


@pytest.mark.parametrize(
    "action",
    ["sagemaker:ListTransformJobs", "sagemaker:DescribeTransformJob", "logs:DescribeLogStreams",
     "logs:GetLogEvents"],
)  # fmt: skip
def test_without_a_permission_the_log_says_which(aws: Sandbox, action: str) -> None:
    aws.deny(action)
    name = f"denied-{action.rpartition(':')[2].lower()}"
    form = sent(aws, aws.scenarios()["ping"].setup() | {"ModelPackageName": name})
    with pytest.raises(PackageFailedError) as caught:
        form.wait(60)
    assert form.failure["problem"] == f"To read its log, you need {action}."
    (allowed,) = json.loads(form.failure["snippet"])["Statement"]
    assert allowed["Action"] == [action]
    assert action in str(caught.value)
    assert form.failure["lines"] == []
    form.close()


def test_waiting_has_its_errors(aws: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    form = form_of(aws, None)
    with pytest.raises(ValueError, match="Submit the request first"):
        form.wait()
    aws.set_speed(1)
    form = sent(aws, request(aws, "slow"))
    with pytest.raises(TimeoutError, match=r"still Pending after 0\.5 s"):
        form.wait(timeout=0.5)
    aws.set_speed(FAST)
    assert form.wait(60)["ModelPackageStatus"] == "Completed"
    drawn = capsys.readouterr().err.splitlines()
    assert drawn[0].startswith("[....................] Pending")
    assert drawn[-1].startswith("[####################] Completed")
    form.close()


def test_in_a_terminal_one_line_is_drawn_over() -> None:
    from modelpkg_widget.monitoring.wait import StatusLine

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    bar = StatusLine(stream)
    rows = [{"Name": "a\x1b[31m", "Status": "Completed"}, {"Name": "b", "Status": "InProgress"}]
    bar.show(
        {
            "ModelPackageStatus": "InProgress",
            "ModelPackageStatusDetails": {"ValidationStatuses": rows},
        },
        61,
    )
    bar.show({"ModelPackageStatus": "Completed"}, 62)
    bar.end()
    assert stream.getvalue() == (
        "\r[##########..........] InProgress: b 1:01\r[####################] Completed 1:02    \n"
    )


def test_what_no_table_knows_stays_as_it_is() -> None:
    from modelpkg_widget.monitoring.diagnosis import explain_reason, sign_in

    assert explain_reason("Client error: something new") is None
    assert sign_in(["all is well"]) is None
    assert sign_in([]) is None


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("flowers", "flowers-2"),
        ("flowers-2", "flowers-3"),
        ("flowers-009", "flowers-010"),
        ("a" * 63, f"{'a' * 61}-2"),
        ("2024", "2024-2"),
        ("v-1234567890123", "v-1234567890123-2"),
    ],
)
def test_the_name_of_the_next_attempt(name: str, after: str) -> None:
    from modelpkg_widget.monitoring.retry import next_name

    assert next_name(name) == after
    assert len(after) <= 63


def test_the_draft_holds_the_next_attempt(aws: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "flowers.json"
    form = ModelPackageForm(
        aws.scenarios()["quota"].setup() | {"ModelPackageName": "drafted"},
        session=aws.session,
        draft=file,
    )
    form.submit()
    form._controller.monitor.poller.pace = PollInterval(first=0.05, later=0.05)
    form._controller.monitor.poller.now()
    with pytest.raises(PackageFailedError):
        form.wait(60)
    form.prepare_retry()
    assert '"ModelPackageName": "drafted-2"' in file.read_text()
    form.close()
