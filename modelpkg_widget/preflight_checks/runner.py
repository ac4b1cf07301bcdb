"""Running the checks: offline first, online side by side, each within its deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from modelpkg_widget.aws.group_owner import group_owner
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import NotSerializableError, to_plain_json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

from . import cross_account, ecr, iam, offline, quotas, rehearsal_script, s3, sagemaker
from .check_context import CheckContext, unavailable
from .check_result import Diagnostic, Finding, FindingList, combine, diagnostic
from .references import References

if TYPE_CHECKING:
    import boto3

SECONDS = 20.0
Check = Callable[[CheckContext], Iterable[Diagnostic]]
OFFLINE: dict[str, Check] = {
    "request": offline.completeness,
    "image-address": offline.image_address,
    "bucket-names": offline.bucket_names,
    "profile": offline.profile,
    "region": offline.one_region,
    "rehearsal": rehearsal_script.rehearsal,
}
ONLINE: dict[str, Check] = {
    "image": ecr.exists,
    "scan": ecr.scan,
    "manifest": ecr.manifest,
    "objects": s3.objects,
    "role": iam.role,
    "permissions": iam.permissions,
    "quota": quotas.instances,
    "name": sagemaker.name,
    "sharing": cross_account.sharing,
}


def preflight(
    request: object, session: boto3.Session | None = None, *, seconds: float = SECONDS
) -> list[Finding]:
    """Look at what a request names, as AWS will find it; nothing is changed.

    A package that is certified is looked at in full; of others, what applies: addresses in S3 and
    images that are there and readable, one region, the name, or the group, and for a validation its
    role, its permissions and the quota.

    Args:
        request: of CreateModelPackage, any JSON value.
        session: a boto3 Session to ask with; without it one is made from the environment.
        seconds: how long AWS has for all that is asked; what is late is ``unknown``.

    Returns:
        One finding for each check that applies, in the order of the checks; never raises. What
        cannot be asked is ``unknown``, with the permission that it would need.

    Source:
        AWS Marketplace Seller Guide, and the issues of SageMaker's SDKs; each in ``checks.json``.
    """
    problem = None
    if session is None:
        try:
            import boto3

            session = boto3.Session()
        except Exception as error:  # noqa: BLE001 - a profile that is gone, told by each check
            problem = unavailable(error)
    return FindingList(run_checks(request, session, problem, seconds))


def run_checks(
    request: object,
    session: Any,
    problem: Diagnostic | None = None,
    seconds: float = SECONDS,
    kind: str = "",
) -> list[Finding]:
    """Return the findings; without a session, what needs one is unknown, for `problem`."""
    try:
        parts = References(to_plain_json(request))
    except NotSerializableError:
        parts = References({})
    look = CheckContext(parts, session, seconds, problem, kind)
    rows: list[dict[str, Any]] = [
        row for row in load_table("preflight_checks/checks")["checks"] if applies(row, parts)
    ]
    values = _values(parts)
    found: dict[str, list[Diagnostic]] = {}
    threads: list[threading.Thread] = []
    alone: list[str] = []
    for row in rows:
        if row["id"] in ONLINE:
            thread = threading.Thread(target=_run, args=(found, row["id"], look), daemon=True)
            try:
                thread.start()
            except RuntimeError:  # no thread can be had: it is looked at here, after the others
                alone.append(row["id"])
            else:
                threads.append(thread)
    for row in rows:
        if row["id"] in OFFLINE:
            _run(found, row["id"], look)
    ends = time.monotonic() + seconds
    for name_ in alone:
        if time.monotonic() < ends:
            _run(found, name_, look)
    for thread in threads:
        thread.join(max(0.0, ends - time.monotonic()))
    late = diagnostic("late", seconds=f"{seconds:g}")
    return [
        combine(
            row,
            texts.format_text(row["inspected"], values),
            about(row, parts),
            found.get(row["id"], [late]),
        )
        for row in rows
    ]


def applies(row: dict[str, Any], parts: References) -> bool:
    """Whether a check has something to look at in a request."""
    there = {
        "any": True,
        "images": bool(parts.image_texts),
        "ecr": bool(parts.images),
        "certified": parts.certified and bool(parts.images),
        "places": bool(parts.sources or parts.outputs),
        "profiles": bool(parts.profiles),
        "role": parts.role is not None,
        "name": parts.name is not None or parts.group is not None,
        "elsewhere": bool(group_owner(parts.request)),
    }
    return there[row["applies_to"]]


def about(row: dict[str, Any], parts: References) -> list[Path]:
    """Return the members that a check looks at; none for the whole request."""
    if row["applies_to"] in ("images", "ecr", "certified") and row["id"] != "rehearsal":
        return [image.path for image in parts.image_texts]
    named = [one for one in (parts.name, parts.group) if one]
    rows: dict[str, list[Path]] = {
        "places": [place.path for place in [*parts.sources, *parts.outputs]],
        "profiles": [profile.path for profile in parts.profiles],
        "name": [one.path for one in named],
        "role": [parts.role.path] if parts.role and row["id"] == "role" else [],
        "elsewhere": [
            *(one.path for one in named),
            *(image.path for image in parts.images),
            *(place.path for place in parts.sources),
        ],
    }
    return rows.get(row["applies_to"], [])


def _run(found: dict[str, list[Diagnostic]], name: str, look: CheckContext) -> None:
    try:
        found[name] = list((OFFLINE | ONLINE)[name](look))
    except Exception as error:  # noqa: BLE001 - nobody waits for ever, and nothing raises
        found[name] = [unavailable(error)]


def _values(parts: References) -> dict[str, str]:
    named = parts.group or parts.name
    return {
        "images": ", ".join(dict.fromkeys(text.text for text in parts.image_texts)),
        "places": ", ".join(dict.fromkeys(place.uri for place in [*parts.sources, *parts.outputs])),
        "buckets": ", ".join(
            dict.fromkeys(place.bucket for place in [*parts.sources, *parts.outputs])
        ),
        "role": parts.role.text if parts.role else "",
        "types": ", ".join(
            dict.fromkeys(one.instance_type.text for one in parts.profiles if one.instance_type)
        ),
        "name": named.text if named else "",
    }
