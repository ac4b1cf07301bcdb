"""Where a request goes: account, region, and whether it is the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from modelpkg_widget.request import json_codec
from modelpkg_widget.runtime import loopback_http
from modelpkg_widget.runtime.sandbox_address import without_secret

from .errors import issues_from_error

ASK_SECONDS = 5


@dataclass(frozen=True)
class Target:
    """Target of a submission, as shown beside the button.

    Attributes:
        state: ``unknown``, ``asking``, ``known`` or ``failed``.
        sandbox: the endpoint is this package's local stand-in; nothing is sent to AWS.
        faulty: a fault, a denied permission or a planned failure was put into the sandbox.
        account: 12 digits; empty when not known.
        region: such as ``eu-west-1``; empty when none is set.
        identity: the ARN of the caller.
        endpoint: the URL that requests are sent to, without the secret of a sandbox: it is shown,
            and kept in the journal.
        instance: which of all sandboxes it is: what one has made, the next does not have.
        owner: the account of the group that the request names, where that is another one: the
            request is sent as `account`, and the package is created there.
        problem: why account or region are not known, and what to do.
    """

    state: Literal["unknown", "asking", "known", "failed"] = "unknown"
    sandbox: bool = False
    faulty: bool = False
    account: str = ""
    region: str = ""
    identity: str = ""
    endpoint: str = ""
    instance: str = ""
    owner: str = ""
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    def refreshed(self, url: str) -> Target:
        """Return it with whether the sandbox at `url` has a fault now.

        The rest is kept, also where the sandbox is none, does not answer, or is another one by
        now: by the rest it is decided whether something was sent here before.
        """
        answer = ask_sandbox(url) if self.sandbox else None
        if not answer or answer.get("instance") != self.instance:
            return self
        return replace(self, faulty=_is_faulty(answer))

    def with_caller(self, sts: Callable[[], Any]) -> Target:
        """Return it with account and identity, asked of the STS client that `sts` makes."""
        try:
            caller = sts().get_caller_identity()
            return replace(self, account=caller["Account"], identity=caller["Arn"], problem="")
        except Exception as error:  # noqa: BLE001 - whatever it is, it stands beside the button
            return _failed(self, error)


def target_of(client: Callable[[], Any]) -> Target:
    """Return the target of the SageMaker client that `client` makes, without asking AWS."""
    target = Target("failed")
    try:
        made = client().meta
        url = str(made.endpoint_url)
        target = replace(target, region=made.region_name or "", endpoint=without_secret(url))
        answer = ask_sandbox(url)
    except Exception as error:  # noqa: BLE001 - whatever it is, it stands beside the button
        return _failed(target, error)
    target = replace(target, state="known", problem="not known here; pass session= to see it")
    if not answer:
        return target
    account, instance = (str(answer.get(name, "")) for name in ("account", "instance"))
    return replace(
        target,
        sandbox=True,
        faulty=_is_faulty(answer),
        account=account,
        instance=instance,
        problem="",
    )


def _is_faulty(answer: dict[str, Any]) -> bool:
    return answer.get("faulty") is True


def _failed(target: Target, error: Exception) -> Target:
    first = issues_from_error(error)[0]
    return replace(target, state="failed", problem=f"{first.message} {first.hint}".strip())


def ask_sandbox(endpoint: str) -> dict[str, Any] | None:
    """Return what a sandbox says of itself; None when the endpoint is none. Asks loopback only."""
    try:
        answer = json_codec.loads(
            loopback_http.get(f"{endpoint}/_modelpkg", ASK_SECONDS).decode("utf-8")
        )
    except (OSError, ValueError):
        return None
    is_ours = isinstance(answer, dict) and answer.get("name") == "modelpkg-widget sandbox"
    return answer if is_ours else None
