"""Running the checks: offline first, online side by side, each within its deadline."""

from __future__ import annotations

import threading
import time
from typing import Any

from modelpkg_widget.aws.session_objects import boto_session
from modelpkg_widget.request.call_arguments import explain_arguments, need_number
from modelpkg_widget.request.plain_json import NotSerializableError, to_plain_json
from modelpkg_widget.request.request_of import request_of

from . import registry
from .check import Check
from .check_context import TEXTS, CheckContext, unavailable
from .check_result import SECONDS, Diagnostic, Finding, FindingList
from .references import References


@explain_arguments
def preflight(request: object, session: Any = None, *, seconds: float = SECONDS) -> list[Finding]:
    """Check in AWS what a request names, before you send it. Reads only.

    All checks apply to a package that you want to certify. To other packages these apply: S3
    addresses and images exist and can be read, one region, the name or the group, and for a
    validation its role, permissions and quota.

    Args:
        request: The CreateModelPackage request, or a form. `ModelPackageForm` has a
            method of this name, which uses the session of the form.
        session: As for `ModelPackageForm`. Without it, one is made from the environment.
        seconds: How long all checks together can take. Checks that are late are ``unknown``.

    Returns:
        One finding for each check that applies, in the order of the checks. A check that you lack
        permission for is ``unknown``, with the missing permission. A notebook shows a table.

    Raises:
        TypeError: The session is something else. A request is never refused.
        ValueError: There is no profile of this name.

    Source:
        AWS Marketplace Seller Guide and issues of the SageMaker SDKs; the source of each check is
        in its texts.
    """
    need_number("seconds", seconds)
    problem, session = None, boto_session(session)
    request = request_of(request)
    if session is None:
        try:
            import boto3

            session = boto3.Session()
        except Exception as error:  # noqa: BLE001 - a missing profile, reported by each check
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
