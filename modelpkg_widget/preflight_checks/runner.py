"""Running the checks: offline first, online side by side, each within its deadline."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from modelpkg_widget.request.plain_json import NotSerializableError, to_plain_json

from . import registry
from .check import Check
from .check_context import TEXTS, CheckContext, unavailable
from .check_result import Diagnostic, Finding, FindingList
from .references import References

if TYPE_CHECKING:
    import boto3

SECONDS = 20.0


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
        AWS Marketplace Seller Guide, and the issues of SageMaker's SDKs; each beside its check.
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
    context = CheckContext(parts, session, seconds, problem, kind)
    checks = [check for check in registry.CHECKS if check.applies(parts)]
    found: dict[str, list[Diagnostic]] = {}
    threads: list[threading.Thread] = []
    alone: list[Check] = []
    for check in checks:
        if check.online:
            thread = threading.Thread(target=_run, args=(found, check, context), daemon=True)
            try:
                thread.start()
            except RuntimeError:  # no thread can be had: it is looked at here, after the others
                alone.append(check)
            else:
                threads.append(thread)
    for check in checks:
        if not check.online:
            _run(found, check, context)
    ends = time.monotonic() + seconds
    for check in alone:
        if time.monotonic() < ends:
            _run(found, check, context)
    for thread in threads:
        thread.join(max(0.0, ends - time.monotonic()))
    late = TEXTS.diagnostic("late", seconds=f"{seconds:g}")
    return [check.finding(parts, found.get(check.id, [late])) for check in checks]


def _run(found: dict[str, list[Diagnostic]], check: Check, context: CheckContext) -> None:
    try:
        found[check.id] = list(check.run(context))
    except Exception as error:  # noqa: BLE001 - nobody waits for ever, and nothing raises
        found[check.id] = [unavailable(error)]
