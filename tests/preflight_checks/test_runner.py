"""The preflight against the sandbox: healthy, without permissions, with one fault, without AWS."""

from __future__ import annotations

import copy
import json
import shlex
import socket
import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import boto3
import botocore.session
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelpkg_widget import Finding, preflight
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.fake_aws.server.boto_session import SandboxSession
from modelpkg_widget.preflight_checks.checks.sagemaker import TEXTS
from modelpkg_widget.preflight_checks.registry import CHECKS as REGISTERED
from modelpkg_widget.preflight_checks.runner import run_checks
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.resources.tables import load_table
from tests.conformance.shared_cases import model
from tests.helpers.ports import closed_port
from tests.helpers.sandboxes import fresh, names
from tests.helpers.sandboxes import request as real
from tests.resources.test_tables import paths

from .faults import FAULTS

pytestmark = pytest.mark.slow

CHECKS = [check.id for check in REGISTERED if check.id != "sharing"]
_ASKING = {check.id for check in REGISTERED if check.online} & set(CHECKS)
READS = ("Describe", "List", "Get", "BatchGet", "Simulate", "GET /", "HEAD /")


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def aws(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.allow()
    shared.quota("ml.m5.large", 20)


def by_id(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings}


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.id: finding.state for finding in findings}


@pytest.mark.slow
def test_in_a_healthy_sandbox_all_pass(aws: Sandbox) -> None:
    found = preflight(request(aws, "flowers"), aws.session)
    assert [finding.id for finding in found] == CHECKS
    expected = {name: "info" if name == "rehearsal" else "passed" for name in CHECKS}
    assert states(found) == expected
    assert all(finding.title and finding.inspected and finding.detail for finding in found)
    assert not any(finding.snippet for finding in found if finding.state == "passed")


def test_it_only_reads(aws: Sandbox) -> None:
    sent = request(aws, "flowers")
    before = copy.deepcopy(sent)
    aws.clear_calls()
    preflight(sent, aws.session)
    operations = {call["operation"] for call in aws.calls}
    assert len(operations) > len(_ASKING) + 1
    assert {name for name in operations if not name.startswith(READS)} == set()
    assert sent == before


def test_without_any_permission_nothing_fails(aws: Sandbox) -> None:
    aws.deny()
    found = preflight(request(aws, "flowers"), aws.session)
    assert {finding.id for finding in found if finding.state == "unknown"} == _ASKING & set(CHECKS)
    assert {finding.state for finding in found if finding.id not in _ASKING} == {"passed", "info"}
    for finding in found:
        if finding.state == "unknown":
            action = finding.detail.partition("missing permission ")[2].partition(".")[0]
            (copy,) = finding.copies
            allowed = json.loads(copy.text)["Statement"]
            assert action in [one for row in allowed for one in row["Action"]]


@pytest.mark.parametrize("action", ["sts:GetCallerIdentity", "ecr:GetDownloadUrlForLayer"])
def test_of_a_check_that_needs_two_permissions_one_is_named(aws: Sandbox, action: str) -> None:
    aws.deny(action)
    found = preflight(request(aws, "flowers"), aws.session)
    unknown = [finding for finding in found if finding.state == "unknown"]
    if action == "sts:GetCallerIdentity":  # which AWS answers to everybody
        assert unknown == []
    else:
        assert [finding.id for finding in unknown] == ["manifest"]
        assert action in unknown[0].detail


@pytest.mark.parametrize(
    ("check", "state", "says", "make"), FAULTS, ids=lambda x: getattr(x, "__name__", None)
)
def test_one_fault_one_check(aws: Sandbox, check: str, state: str, says: str, make: Any) -> None:
    sent = request(aws, f"flowers-{make.__name__.replace('_', '-')}")
    make(aws, sent)
    found = preflight(sent, aws.session)
    bad = {one.id: one.state for one in found if one.state in ("failed", "warning")}
    assert bad == {check: state}
    diagnostic = by_id(found)[check]
    assert says in f"{diagnostic.detail} {[format_path(path) for path in diagnostic.paths]}"
    assert diagnostic.remedy
    assert diagnostic.paths
    assert load_table("resources/page_texts")["page"][f"finding.{state}"] in str(diagnostic)


PLACES = {
    "s3://team-data/rows/": False,
    "s3://team-data/sagemaker/rows/": True,
    "s3://team-data/rows/SageMaker-1/": True,
    "s3://team-Sagemaker-data/rows/": True,
    "s3://aws-glue-data/rows/": True,
    "s3://team-data/SAGEMAKER/": False,
    "s3://team-data/aws_glue/": False,
}


@pytest.mark.parametrize("uri", PLACES)
def test_what_a_role_reaches_is_judged_by_bucket_and_key(aws: Sandbox, uri: str) -> None:
    """As the policy of the sandbox's role has it, which is written as AWS's own."""
    sent = request(aws, "flowers")
    job = sent["ValidationSpecification"]["ValidationProfiles"][0]["TransformJobDefinition"]
    job["TransformInput"]["DataSource"]["S3DataSource"]["S3Uri"] = uri
    job["TransformOutput"]["S3OutputPath"] = uri
    detail = by_id(run_checks(sent, None))["bucket-names"].detail
    assert ("alone can't read " in detail) is ("alone can't write to " in detail) is not PLACES[uri]
    iam, role = aws.client("iam"), aws.role.rpartition("/")[2]
    (name,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    policy = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    (allowed,) = [one for one in policy["Statement"] if "s3:GetObject" in one["Action"]]
    arn = f"arn:aws:s3:::{uri.removeprefix('s3://')}rows.csv"
    assert any(fnmatchcase(arn, pattern) for pattern in allowed["Resource"]) is PLACES[uri]


def test_a_version_is_looked_at_too(aws: Sandbox) -> None:
    request = {
        "ModelPackageGroupName": aws.group,
        "InferenceSpecification": {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}]
        },
    }
    found = preflight(request, aws.session)
    assert states(found) == {
        "request": "passed",
        "image-address": "passed",
        "bucket-names": "passed",
        "region": "passed",
        "image": "passed",
        "manifest": "passed",
        "objects": "passed",
        "name": "passed",
        "rehearsal": "info",
    }
    diagnostic = by_id(preflight({**request, "ModelPackageGroupName": "gone"}, aws.session))["name"]
    assert (diagnostic.state, diagnostic.detail) == (
        "failed",
        "Model package group gone doesn't exist.",
    )
    assert "create-model-package-group" in diagnostic.snippet


def test_in_a_command_each_value_is_one_word() -> None:
    outcome = TEXTS.diagnostic("no_group", group="it's", name="it's; rm", region="us-east-1")
    assert shlex.split(outcome.snippet)[-1] == "it's; rm"
    assert outcome.detail == "Model package group it's doesn't exist."


def test_without_a_network_nothing_fails(aws: Sandbox) -> None:
    with closed_port() as port:
        session = SandboxSession(f"http://127.0.0.1:{port}", "us-east-1")
        found = preflight(request(aws, "flowers"), session)
    assert {finding.id for finding in found if finding.state == "unknown"} == _ASKING
    assert all("No response from AWS" in one.detail for one in found if one.state == "unknown")


def test_who_never_answers_is_not_waited_for(aws: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, says nothing
        session = SandboxSession(f"http://127.0.0.1:{silent.getsockname()[1]}", "us-east-1")
        began = time.monotonic()
        found = preflight(request(aws, "flowers"), session, seconds=0.5)
        waited = time.monotonic() - began
    unknown = [finding for finding in found if finding.state == "unknown"]
    assert {finding.id for finding in unknown} == _ASKING
    assert {finding.detail for finding in unknown} <= {
        "No response from AWS within 0.5 s.",
        "No response from AWS: The response timed out.",
    }
    print(f"waited {waited:.2f} s")


def test_without_a_session_what_needs_none_is_reported(aws: Sandbox) -> None:
    found = run_checks(request(aws, "flowers"), None)
    assert {one.id for one in found if one.state == "unknown"} == _ASKING
    assert "session=" in by_id(found)["name"].remedy


def test_a_session_that_tells_its_profile_late_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore reads the profile when it is first asked for something."""
    session = boto3.Session()
    monkeypatch.setattr(session, "_session", botocore.session.Session(profile="gone"))
    found = run_checks({"ModelPackageGroupName": "a"}, session)
    assert by_id(found)["name"].state == "unknown"
    assert "profile" in by_id(found)["name"].detail


def test_the_environment_is_asked_when_no_session_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "gone")
    found = preflight({"ModelPackageGroupName": "a"})
    assert by_id(found)["name"].state == "unknown"
    assert "profile" in by_id(found)["name"].detail


@pytest.mark.parametrize("name", names("*.json"))
def test_real_requests_are_looked_at(name: str) -> None:
    found = run_checks(real(name), None)
    assert "request" in states(found)
    assert all(finding.detail and finding.title for finding in found)


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "InferenceSpecification",
                        "Containers",
                        "Image",
                        "ValidationSpecification",
                        "ValidationProfiles",
                        "TransformJobDefinition",
                        "Environment",
                        "x",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=15,
    )
)
def test_it_never_raises(request: Any) -> None:
    assert run_checks(request, None)
    assert run_checks({"InferenceSpecification": request, "ValidationSpecification": request}, None)


@pytest.mark.parametrize("sent", [object(), {1: 2}, float("nan"), None, "text"])
def test_what_is_no_request_is_reported(sent: Any) -> None:
    assert by_id(preflight(sent))["request"].state in ("failed", "passed")


def test_each_member_that_is_looked_at_is_one_of_the_model() -> None:
    parts = load_table("preflight_checks/references")
    members = paths(model())
    profile = parts["profile"]
    spelled = [f"{profile['path']}.{name}" for key, name in profile.items() if key != "path"]
    for path in [
        *spelled,
        *(parts[name] for name in ("output", "role", "name", "group", "certified")),
    ]:
        assert path in members
