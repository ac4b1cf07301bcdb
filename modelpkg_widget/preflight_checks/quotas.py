"""What Service Quotas tells: how many instances of a type may run for transform jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text

from .check_context import CheckContext, one_by_one
from .check_result import Diagnostic, diagnostic
from .references import Profile

_SERVICE = "sagemaker"
_MOST_PAGES = 100  # of 100 quotas; SageMaker has some thousands


def instances(look: CheckContext) -> Iterator[Diagnostic]:
    profiles = [profile for profile in look.parts.profiles if profile.instance_type]

    def one(profile: Profile) -> Iterator[Diagnostic]:
        named = profile.instance_type
        assert named  # noqa: S101 - only such profiles are looked at
        name = format_text(
            load_table("preflight_checks/checks")["parts"]["quota"], {"type": named.text}
        )
        found = _quota(look, name)
        if found is None:
            yield diagnostic("no-quota", [named.path], name=name)
        elif found["Value"] < profile.instances:
            values = {"value": int(found["Value"]), "needed": profile.instances, "name": name,
                      "code": found.get("QuotaCode", ""), "region": look.region}  # fmt: skip
            yield diagnostic("quota", [named.path], **values)

    return one_by_one(profiles, one)


def _quota(look: CheckContext, name: str) -> dict[str, Any] | None:
    """Return the quota of this name; None when none is listed."""
    given: dict[str, Any] = {"ServiceCode": _SERVICE, "MaxResults": 100}
    for _ in range(_MOST_PAGES):
        told = look.ask("servicequotas:ListServiceQuotas", "list_service_quotas", **given)
        found = [row for row in told["Quotas"] if row["QuotaName"] == name]
        if found or not told.get("NextToken"):
            return found[0] if found else None
        given["NextToken"] = told["NextToken"]
    return None
