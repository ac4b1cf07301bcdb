"""How far a model package has come, by the time since it was created.

Certification takes AWS up to a few hours and nothing says how they are spent. Here, at speed 1:
10 minutes until it begins, 20 minutes for all image scans, 90 for all validation profiles, one
after the other. Nothing runs meanwhile: the status is worked out when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCANS, VALIDATIONS = "ImageScanStatuses", "ValidationStatuses"
PENDING = 10 * 60  # seconds, as all here
LASTS = {SCANS: 20 * 60, VALIDATIONS: 90 * 60}


@dataclass(frozen=True)
class Ending:
    """A bad end, of the first image or profile.

    Attributes:
        item: `SCANS` or `VALIDATIONS`.
        status: that the item is left with, for example "Failed".
        reason: its FailureReason.
        kind: by which it was asked for.
    """

    item: str
    status: str
    reason: str
    kind: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """What a package has to go through.

    Attributes:
        images: that are scanned, by URI.
        profiles: of its validation specification, by name.
        ending: None for a good one.
    """

    images: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    ending: Ending | None = None

    def has(self, item: str) -> bool:
        return bool(self.images if item == SCANS else self.profiles)


def lifecycle(request: dict[str, Any]) -> Lifecycle:
    """The course of a package that was asked for so: one to certify has its images scanned."""
    containers = (request.get("InferenceSpecification") or {}).get("Containers") or []
    certified = request.get("CertifyForMarketplace") is True and "ModelPackageName" in request
    images = tuple(one["Image"] for one in containers if certified and one.get("Image"))
    if request.get("SkipModelValidation") == "All":
        return Lifecycle(images)
    profiles = (request.get("ValidationSpecification") or {}).get("ValidationProfiles") or []
    return Lifecycle(images, tuple(profile["ProfileName"] for profile in profiles))


def status(course: Lifecycle, elapsed: float) -> dict[str, Any]:
    """ModelPackageStatus and ModelPackageStatusDetails as DescribeModelPackage tells them.

    Args:
        course: of the package.
        elapsed: seconds since it was created, at speed 1.
    """
    left = elapsed - PENDING
    details: dict[str, list[dict[str, str]]] = {VALIDATIONS: [], SCANS: []}
    failed = False
    for item, names in ((SCANS, course.images), (VALIDATIONS, course.profiles)):
        for name in names:
            ending = course.ending if course.ending and course.ending.item == item else None
            share = LASTS[item] / len(names)
            row = {"Name": name, "Status": "NotStarted"}
            details[item].append(row)
            if failed or left < 0:
                continue
            left -= share
            if left >= 0 and ending:
                failed = True
                row.update(Status=ending.status, FailureReason=ending.reason)
            elif left >= 0:
                row["Status"] = "Completed"
            elif not (ending and ending.status == "NotStarted"):
                row["Status"] = "InProgress"
    rows = [*details[SCANS], *details[VALIDATIONS]]
    if failed:
        said = "Failed"
    elif all(row["Status"] == "Completed" for row in rows):
        said = "Completed"
    else:
        said = "Pending" if elapsed < PENDING else "InProgress"
    return {"ModelPackageStatus": said, "ModelPackageStatusDetails": details}
