"""Asking AWS for a check: only calls that read; a failure becomes a diagnostic."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.aws.group_owner import group_owner, other_owner
from modelpkg_widget.aws.iam_statement import statement
from modelpkg_widget.aws.session_objects import name_profile, session_region
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.validation.package_kind import of_kind
from modelpkg_widget.validation.validator import check

from .check_result import Diagnostic, Policy
from .check_texts import CheckTexts
from .references import References

TEXTS = CheckTexts("check_context")

CONNECT_SECONDS = 5
T = TypeVar("T")


class CheckUnavailable(Exception):
    """AWS did not tell what a check needs to know.

    Attributes:
        diagnostic: why, and what would help.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.detail)
        self.diagnostic = diagnostic


class CheckContext:
    """One preflight's look at AWS. Safe to use from threads.

    Args:
        parts: what the request names.
        session: a boto3 Session; None when there is none to ask with.
        seconds: how long one answer may take.
        problem: why there is no session.
        kind: the id of the kind of package that was chosen; empty is any kind.
    """

    def __init__(
        self,
        parts: References,
        session: Any,
        seconds: float,
        problem: Diagnostic | None = None,
        kind: str = "",
    ) -> None:
        self.parts = parts
        self._kind = kind
        try:
            region = session_region(session) if session is not None else ""
        except Exception as error:  # noqa: BLE001 - a profile that is gone, which boto3 tells late
            region, session, problem = "", None, problem or unavailable(error)
        self.region = region
        self._session = session
        self._seconds = seconds
        self._problem = problem
        self._making = threading.RLock()  # a boto3 session makes one client at a time
        self._clients: dict[tuple[str, str], Any] = {}

    @cached_property
    def issues(self) -> list[Issue]:
        """What the form has against the request."""
        return of_kind(check(self.parts.request), self.parts.request, self._kind)

    def account(self) -> str:
        """Return the account of the caller.

        Raises:
            CheckUnavailable: AWS does not tell it.
        """
        response = self.ask("sts:GetCallerIdentity", "get_caller_identity")
        return str(response.get("Account", ""))

    def other_owner(self) -> str:
        """Return the account of the group where it is not the caller's; empty otherwise.

        Raises:
            CheckUnavailable: it is given by its ARN, and AWS does not tell who the caller is.
        """
        owner = group_owner(self.parts.request)
        return other_owner(self.parts.request, self.account()) if owner else ""

    def ask(
        self,
        action: str,
        operation: str,
        resource: str = "*",
        region: str = "",
        **given: Any,
    ) -> dict[str, Any]:
        """Return what AWS answers.

        Args:
            action: the permission, as IAM spells it; its service is asked.
            operation: of boto3's client.
            resource: the ARN that the permission is needed on.
            region: where to ask; without it, that of the session.
            given: what the operation takes.

        Raises:
            CheckUnavailable: no permission, no credentials, no network, no answer in time.
            botocore.exceptions.ClientError: AWS refused for another reason.
        """
        from botocore.exceptions import ClientError

        try:
            service = action.partition(":")[0]
            answer: dict[str, Any] = getattr(self._client(service, region), operation)(**given)
        except ClientError as error:
            if error_category(error) == "denied":
                raise CheckUnavailable(denied([action], [resource])) from error
            if error_category(error) in ("throttled", "expired"):
                raise CheckUnavailable(unavailable(error)) from error
            raise
        except Exception as error:
            raise CheckUnavailable(unavailable(error)) from error
        return answer

    def _client(self, service: str, region: str) -> Any:
        name = {"servicequotas": "service-quotas"}.get(service, service)
        if self._session is None:
            raise CheckUnavailable(self._problem or TEXTS.diagnostic("no_session"))
        with self._making:
            made = self._clients.get((name, region))
            if made is None:
                made = self._clients[name, region] = self._make(name, region)
            return made

    def _make(self, name: str, region: str) -> Any:
        from botocore.config import Config

        config = Config(
            retries={"mode": "standard", "total_max_attempts": 2},
            connect_timeout=min(CONNECT_SECONDS, self._seconds),
            read_timeout=self._seconds,
        )
        region = region or self.region
        where = {"region_name": region} if region else {}
        made = self._session.client(name, config=config, **where)
        name_profile(made, self._session)
        return made


def code_of(error: Exception) -> str:
    """Return AWS's code of an error."""
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def denied(actions: list[str], resources: list[str]) -> Diagnostic:
    """Return that the caller may not ask, with the permission that it would need."""
    spelled = ", ".join(actions)
    diagnostic = TEXTS.diagnostic("denied", actions=spelled)
    return diagnostic.allowing(caller_policy(), statement(actions, resources))


def caller_policy() -> Policy:
    """Return the policy of who asks."""
    return TEXTS.policy("caller")


def unavailable(error: Exception) -> Diagnostic:
    """Return that AWS gave no answer to be used, with its reason."""
    if isinstance(error, CheckUnavailable):
        return error.diagnostic
    return TEXTS.diagnostic("unanswered", why=issues_from_error(error)[0].message)


def one_by_one(
    items: Iterable[T], check_item: Callable[[T], Iterable[Diagnostic]]
) -> Iterator[Diagnostic]:
    """Look at each; where AWS does not answer for one, the others are looked at all the same."""
    for item in items:
        try:
            yield from check_item(item)
        except Exception as error:  # noqa: BLE001, PERF203 - whatever it is, it is reported
            yield unavailable(error)
