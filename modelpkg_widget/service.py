"""Amazon SageMaker as this package uses it: where a request goes, and sending it once."""

from __future__ import annotations

import json
import threading
import urllib.request
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .json_value import Json
from .service_errors import issues_from_error

if TYPE_CHECKING:
    import boto3

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ASK_SECONDS = 5


@dataclass(frozen=True)
class Target:
    """Where a submission goes to, as it stands beside the button.

    Attributes:
        state: ``unknown``, ``asking``, ``known`` or ``failed``.
        sandbox: the endpoint is this package's local stand-in; nothing reaches AWS.
        account: 12 digits; empty when not known.
        region: such as ``eu-west-1``; empty when none is set.
        identity: the ARN of the caller.
        endpoint: the URL that requests are sent to.
        problem: why account or region are not known, and what to do.
    """

    state: str = "unknown"
    sandbox: bool = False
    account: str = ""
    region: str = ""
    identity: str = ""
    endpoint: str = ""
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


class NoArnError(Exception):
    """An answer of CreateModelPackage without an ARN: nobody knows what came of the request."""


class Service:
    """SageMaker behind a client, a session, or the environment, made when first needed.

    Args:
        client: a boto3 SageMaker client, used as it is.
        session: a boto3 Session; makes clients that retry in standard mode, 3 attempts.
    """

    def __init__(self, client: Any = None, session: boto3.Session | None = None) -> None:
        self._given = (client, session)
        self._client, self._session = self._given
        self._making = threading.RLock()  # a boto3 session makes one client at a time

    def client(self) -> Any:
        """Return the SageMaker client.

        Raises:
            botocore.exceptions.NoRegionError: no region is set anywhere.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        with self._making:
            if self._client is None:
                self._client = self._make("sagemaker")
            return self._client

    def _forget(self) -> None:
        """Make client and session anew next time.

        They keep the credentials that they began with, and a person may have logged in since.
        """
        with self._making:
            self._client, self._session = self._given

    def _make(self, name: str, **limits: float) -> Any:
        from botocore.config import Config

        with self._making:
            if self._session is None:
                import boto3

                self._session = boto3.Session()
            retries: Any = {"mode": "standard", "max_attempts": 3}
            return self._session.client(name, config=Config(retries=retries, **limits))

    def create(self, request: Json, token: str) -> str:
        """Send CreateModelPackage and return the ARN.

        Args:
            request: a request that `check` has nothing against.
            token: the ClientToken; one in the request goes before.

        Raises:
            botocore.exceptions.ClientError: AWS refused.
            botocore.exceptions.BotoCoreError: nothing was sent, or the answer did not arrive.
            NoArnError: the answer says neither.
        """
        try:
            answer = self.client().create_model_package(**{"ClientToken": token, **request})
        except Exception:
            self._forget()
            raise
        arn = answer.get("ModelPackageArn")
        if not isinstance(arn, str) or not arn:
            raise NoArnError
        return arn

    def describe(self, arn: str) -> dict[str, Any]:
        """Return what DescribeModelPackage says, as plain JSON.

        Raises:
            botocore.exceptions.ClientError: no such package, or no permission.
        """
        answer = dict(self.client().describe_model_package(ModelPackageName=arn))
        answer.pop("ResponseMetadata", None)
        plain: dict[str, Any] = json.loads(json.dumps(answer, default=str))
        return plain

    def target(self) -> Target:
        """Find out account and region, or that it is a sandbox; never raises."""
        target = Target("failed")
        try:
            client = self.client()
            endpoint = str(client.meta.endpoint_url)
            target = replace(target, region=client.meta.region_name or "", endpoint=endpoint)
            told = ask_sandbox(endpoint)
            if told:
                account = str(told.get("account", ""))
                return replace(target, state="known", sandbox=True, account=account)
            if self._session is None:
                problem = "not known here; pass session= to see it"
                return replace(target, state="known", problem=problem)
            limits = {"connect_timeout": _ASK_SECONDS, "read_timeout": _ASK_SECONDS}
            caller = self._make("sts", **limits).get_caller_identity()
            who = {"account": caller["Account"], "identity": caller["Arn"]}
            return replace(target, state="known", **who)
        except Exception as error:  # noqa: BLE001 - whatever it is, it stands beside the button
            self._forget()
            first = issues_from_error(error)[0]
            return replace(target, problem=f"{first.message} {first.hint}".strip())


def ask_sandbox(endpoint: str) -> dict[str, Any] | None:
    """Return what a sandbox says of itself; None when the endpoint is none. Asks loopback only."""
    if urlsplit(endpoint).hostname not in _LOOPBACK:
        return None
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{endpoint}/_modelpkg", timeout=_ASK_SECONDS) as answer:
            told = json.loads(answer.read(65536))
    except (OSError, ValueError):
        return None
    is_ours = isinstance(told, dict) and told.get("name") == "modelpkg-widget sandbox"
    return told if is_ours else None
