"""How the status of a package moves: by the time that passed, at the sandbox's speed."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.clock import SPEED, Clock
from modelpkg_widget.fake_aws.sagemaker.certification import (
    LASTS,
    PENDING,
    SCANS,
    VALIDATIONS,
    Ending,
    Lifecycle,
    lifecycle,
    status,
)
from tests.helpers.sandboxes import certified, client, fresh

TOTAL = PENDING + LASTS[SCANS] + LASTS[VALIDATIONS]
FULL = Lifecycle(("image-1", "image-2"), ("profile",))
AT = {"before": PENDING - 1, "first": PENDING, "second": PENDING + 0.5 * LASTS[SCANS]}
AT |= {"validation": PENDING + LASTS[SCANS], "last": TOTAL - 1, "end": TOTAL}
FAST = 7200.0  # two hours in a second


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh(speed=FAST) as made:
        yield made


def brief(given: Lifecycle, elapsed: float) -> tuple[str, list[str], list[str]]:
    answer = status(given, elapsed)
    details = answer["ModelPackageStatusDetails"]
    scans, validations = ([row["Status"] for row in details[item]] for item in (SCANS, VALIDATIONS))
    return answer["ModelPackageStatus"], scans, validations


@pytest.mark.parametrize(
    ("when", "said", "scans", "validations"),
    [
        ("before", "Pending", "NotStarted NotStarted", "NotStarted"),
        ("first", "InProgress", "InProgress NotStarted", "NotStarted"),
        ("second", "InProgress", "Completed InProgress", "NotStarted"),
        ("validation", "InProgress", "Completed Completed", "InProgress"),
        ("last", "InProgress", "Completed Completed", "InProgress"),
        ("end", "Completed", "Completed Completed", "Completed"),
    ],
)
def test_one_step_after_the_other(when: str, said: str, scans: str, validations: str) -> None:
    assert brief(FULL, AT[when]) == (said, scans.split(), validations.split())


def test_a_bad_end_of_a_profile() -> None:
    bad = Lifecycle(FULL.images, FULL.profiles, Ending(VALIDATIONS, "Failed", "why"))
    assert brief(bad, AT["last"])[0] == "InProgress"
    assert brief(bad, AT["end"]) == ("Failed", ["Completed"] * 2, ["Failed"])
    rows = status(bad, AT["end"])["ModelPackageStatusDetails"][VALIDATIONS]
    assert rows == [{"Name": "profile", "Status": "Failed", "FailureReason": "why"}]


def test_after_a_bad_scan_nothing_more_starts() -> None:
    bad = Lifecycle(FULL.images, FULL.profiles, Ending(SCANS, "Failed", "why"))
    assert brief(bad, AT["first"])[0] == "InProgress"
    for when in ("second", "end"):
        assert brief(bad, AT[when]) == ("Failed", ["Failed", "NotStarted"], ["NotStarted"])


def test_a_scan_that_nobody_scheduled_never_starts() -> None:
    bad = Lifecycle(("image",), ("profile",), Ending(SCANS, "NotStarted", "why"))
    assert brief(bad, AT["first"]) == ("InProgress", ["NotStarted"], ["NotStarted"])
    assert brief(bad, AT["end"]) == ("Failed", ["NotStarted"], ["NotStarted"])
    rows = status(bad, AT["end"])["ModelPackageStatusDetails"][SCANS]
    assert rows[0]["FailureReason"] == "why"


def test_what_a_request_goes_through() -> None:
    specification = {"ValidationProfiles": [{"ProfileName": "p"}]}
    containers = {"Containers": [{"Image": "i"}, {"ModelDataUrl": "s3://a/b"}]}
    request: dict[str, Any] = {"ModelPackageName": "n", "InferenceSpecification": containers}
    assert lifecycle(request) == Lifecycle()
    request["ValidationSpecification"] = specification
    assert lifecycle(request) == Lifecycle(profiles=("p",))
    assert lifecycle({**request, "CertifyForMarketplace": True}) == Lifecycle(("i",), ("p",))
    assert lifecycle({**request, "SkipModelValidation": "All"}) == Lifecycle()
    version = {"ModelPackageGroupName": "g", "ValidationSpecification": specification}
    assert lifecycle(version) == Lifecycle(profiles=("p",))


def follow(aws: Sandbox, arn: str) -> list[dict[str, Any]]:
    """Each state that Describe told, until the last."""
    sagemaker, seen = client(aws), list[dict[str, Any]]()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        description = sagemaker.describe_model_package(ModelPackageName=arn)
        state = {
            name: description[name] for name in ("ModelPackageStatus", "ModelPackageStatusDetails")
        }
        if not seen or state != seen[-1]:
            seen.append(state)
        if state["ModelPackageStatus"] in ("Completed", "Failed"):
            return seen
        time.sleep(0.05)
    raise AssertionError(f"not finished after 60 s: {seen[-1]}")


@pytest.mark.slow
def test_a_certification_is_seen_to_move(aws: Sandbox) -> None:
    request = certified(aws)
    arn = client(aws).create_model_package(**request)["ModelPackageArn"]
    seen = follow(aws, arn)
    said = [state["ModelPackageStatus"] for state in seen]
    assert said == sorted(said, key=["Pending", "InProgress", "Completed"].index)
    assert said[0] in ("Pending", "InProgress")
    assert seen[-1] == {
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {
            "ImageScanStatuses": [{"Name": aws.image, "Status": "Completed"}],
            "ValidationStatuses": [{"Name": "Validation-test", "Status": "Completed"}],
        },
    }
    row = client(aws).list_model_packages()["ModelPackageSummaryList"][0]
    assert row["ModelPackageStatus"] == "Completed"


@pytest.mark.parametrize(("kind", "item"), [("ping", VALIDATIONS), ("no_scan", SCANS)])
@pytest.mark.slow
def test_a_certification_that_fails(aws: Sandbox, kind: str, item: str) -> None:
    aws.set_speed(10 * FAST)
    aws.fail_next(kind)
    create = client(aws).create_model_package
    plain = create(ModelPackageGroupName=aws.group)["ModelPackageArn"]  # no step that could fail
    assert follow(aws, plain)[-1]["ModelPackageStatus"] == "Completed"
    last = follow(aws, create(**certified(aws))["ModelPackageArn"])[-1]
    assert last["ModelPackageStatus"] == "Failed"
    assert (
        last["ModelPackageStatusDetails"][item][0]["FailureReason"] == aws.planned_failures()[kind]
    )
    other = create(**certified(aws, "Other"))["ModelPackageArn"]
    assert follow(aws, other)[-1]["ModelPackageStatus"] == "Completed"


def test_endings_until_they_are_cleared(aws: Sandbox) -> None:
    aws.set_speed(1e9)
    aws.fail_next("registry", times=None)
    create = client(aws).create_model_package
    for name in ("a", "b"):
        arn = create(**certified(aws, name))["ModelPackageArn"]
        assert follow(aws, arn)[-1]["ModelPackageStatus"] == "Failed"
    aws.clear_planned_failures()
    arn = create(**certified(aws, "c"))["ModelPackageArn"]
    assert follow(aws, arn)[-1]["ModelPackageStatus"] == "Completed"


def test_a_clock_never_runs_backwards() -> None:
    clock = Clock(1e6)
    before = clock.now()
    clock.set_speed(1e-6)
    after = clock.now()
    assert after >= before
    assert clock.now() - after < 1
    with pytest.raises(ValueError, match="speed=0 must be a number above 0"):
        clock.set_speed(0)


def test_time_that_is_skipped_moves_a_certification(aws: Sandbox) -> None:
    aws.set_speed(0.001)
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(**certified(aws))["ModelPackageArn"]
    seen = []
    for minutes in (5, 10, 20, 90):
        aws.advance(minutes=minutes)
        package = sagemaker.describe_model_package(ModelPackageName=arn)
        details = package["ModelPackageStatusDetails"]
        rows = [*details[SCANS], *details[VALIDATIONS]]
        seen.append((package["ModelPackageStatus"], *(row["Status"] for row in rows)))
    assert seen == [
        ("Pending", "NotStarted", "NotStarted"),
        ("InProgress", "InProgress", "NotStarted"),
        ("InProgress", "Completed", "InProgress"),
        ("Completed", "Completed", "Completed"),
    ]
    (job,) = sagemaker.list_transform_jobs()["TransformJobSummaries"]
    assert job["CreationTime"].timestamp() <= time.time(), "a job of a time to come"


def test_a_demo_shows_it_in_half_a_minute() -> None:
    assert 20 <= TOTAL / SPEED <= 30
