"""What Service Quotas tells: how many instances of a type may run for transform jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import CheckContext, one_by_one
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Profile, References
from modelpkg_widget.resources.texts import format_text

TEXTS = CheckTexts("checks/quotas")

_SERVICE = "sagemaker"
_MOST_PAGES = 100  # of 100 quotas; SageMaker has some thousands


def instances(context: CheckContext) -> Iterator[Diagnostic]:
    profiles = [profile for profile in context.parts.profiles if profile.instance_type]

    def one(profile: Profile) -> Iterator[Diagnostic]:
        named = profile.instance_type
        assert named  # noqa: S101 - only such profiles are looked at
        name = format_text(TEXTS.table["quota_name"], {"type": named.text})
        found = _quota(context, name)
        if found is None:
            yield TEXTS.diagnostic("no_quota", [named.path], name=name)
        elif found["Value"] < profile.instances:
            values = {"value": int(found["Value"]), "needed": profile.instances, "name": name,
                      "code": found.get("QuotaCode", ""), "region": context.region}  # fmt: skip
            yield TEXTS.diagnostic("quota", [named.path], **values)

    return one_by_one(profiles, one)


def _quota(context: CheckContext, name: str) -> dict[str, Any] | None:
    """Return the quota of this name; None when none is listed."""
    given: dict[str, Any] = {"ServiceCode": _SERVICE, "MaxResults": 100}
    for _ in range(_MOST_PAGES):
        response = context.ask("servicequotas:ListServiceQuotas", "list_service_quotas", **given)
        found = [row for row in response["Quotas"] if row["QuotaName"] == name]
        if found or not response.get("NextToken"):
            return found[0] if found else None
        given["NextToken"] = response["NextToken"]
    return None


CHECKS = (
    Check(
        "quota",
        TEXTS,
        instances,
        lambda parts: bool(parts.profiles),
        References.profile_paths,
    ),
)
