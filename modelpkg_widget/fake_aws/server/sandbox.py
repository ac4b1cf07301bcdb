"""`sandbox()`: the sandbox of this process, or the one that runs beside it."""

from __future__ import annotations

import atexit
import os
import re
import threading
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.control.named_sandbox import NamedSandbox
from modelpkg_widget.fake_aws.control.resource_names import ACCOUNT, Names, names
from modelpkg_widget.request.call_arguments import explain_arguments, explain_methods

from . import discovery
from .stoppable import Stoppable

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.control.scenarios import Scenario

    from .boto_session import SandboxSession
    from .http_server import Server

REGION = "us-east-1"

_lock = threading.RLock()
_here: dict[tuple[str, str], Sandbox] = {}
_beside: dict[str, Sandbox] = {}


@explain_methods
class Sandbox(NamedSandbox, Stoppable):
    """A local AWS. `sandbox` makes it.

    SageMaker's model packages are as strict as the service. S3, ECR, IAM and STS are from moto. The
    texts below can be put into a request as they are. Faults, planned failures and speed are
    methods of `ControlClient`, which this class extends.

    Attributes:
        url: Where it listens: the loopback address of this machine only. The path is the secret of
            the sandbox; whoever knows the URL can use it.
        account: 12 digits.
        region: Such as "us-east-1".
        group: The name of a model package group.
        bucket: The name of an S3 bucket.
        image: The URI of an image in its ECR, with a tag.
        role: The ARN of a role that SageMaker can assume.
        model_data: The S3 URI of a small ``model.tar.gz``.
        validation_input: The S3 URI of a folder with a small CSV file.
        validation_output: The S3 URI of an empty folder.
        training_job: The name of a training job that made a model.
        other_account: Another account of the sandbox, 12 digits; see `session_of`.
        shared_group: The ARN of a group of that account. Its policy lets this account register
            versions in it.
        closed_group: The ARN of a group of that account without a policy: AccessDeniedException.
    """

    def __init__(self, url: str, seeded: Names, server: Server | None = None) -> None:
        super().__init__(url, seeded)
        self._server = server
        self._session: SandboxSession | None = None

    @property
    def session(self) -> SandboxSession:
        """A ``boto3.Session`` whose clients and resources reach this sandbox only."""
        with _lock:
            if self._session is None:
                from .boto_session import SandboxSession

                self._session = SandboxSession(self.url, self.region)
            return self._session

    def client(self, service_name: str, **options: Any) -> Any:
        """Return a boto3 client of this sandbox.

        Args:
            service_name: Such as ``"sagemaker"`` or ``"s3"``.
            options: Other arguments of ``boto3.Session.client``.

        Raises:
            ValueError: `endpoint_url` is not that of the sandbox.
        """
        return self.session.client(service_name, **options)

    def session_of(self, account: str) -> SandboxSession:
        """Return a ``boto3.Session`` of another account in this sandbox, such as `other_account`.

        One account reaches groups of another by their ARN, as far as the policy of the group allows
        (``put_model_package_group_policy``). Images, buckets and keys are not shared. `deny`
        affects the sandbox's own account only.

        Args:
            account: 12 digits.

        Raises:
            ValueError: This is not an account.
        """
        if not re.fullmatch(r"[0-9]{12}", account):
            raise ValueError(f"{account!r} is not an AWS account ID (12 digits).")
        return self.session.of(account)

    def scenarios(self) -> dict[str, Scenario]:
        """Return the prepared certifications, by their id."""
        from modelpkg_widget.fake_aws.control.scenarios import scenarios

        return scenarios(self)

    def stop(self) -> None:
        """Stop the server. A sandbox of another process keeps running."""
        with _lock:
            server, self._server = self._server, None
            if _here.get((self.account, self.region)) is self:
                del _here[self.account, self.region]
            if _beside.get(self.url) is self:
                del _beside[self.url]
        if server:
            atexit.unregister(server.stop)
            server.stop()

    def __repr__(self) -> str:
        return f"<Sandbox {self.account} {self.region}: nothing is sent to AWS>"


@explain_arguments
def sandbox(
    *, region: str | None = None, account: str | None = None, speed: float | None = None
) -> Sandbox:
    """Return a local AWS that has a group, a bucket, an image and a role.

    Attaches to the server that the environment variable MODELPKG_SANDBOX names. Without it, starts
    a server in this process, on a free port of 127.0.0.1, which ends with the process. A second
    call with the same options returns the same sandbox. Only clients of the sandbox reach it: other
    boto3 clients are not touched, and no environment variable is set.

    State is kept by account, once for a process: sandboxes of one account share it, and `stop` does
    not delete it. Another `account` starts empty. ``mock_aws`` in the same process deletes
    everything except model packages and their groups.

    Args:
        region: The default is "us-east-1".
        account: 12 digits. The default is "123456789012".
        speed: How much faster than AWS packages are certified, above 0. At 1 it takes two hours; a
            new sandbox has 300, which takes 24 s. It is set for the account, also in a sandbox that
            runs already. Without it, the speed does not change.

    Raises:
        ImportError: moto or flask are not installed: install the extra ``demo``.
        ValueError: The region, account or speed is not valid or differs from the running sandbox,
            or MODELPKG_SANDBOX is not an http address of this machine.
        ConnectionError: No sandbox answers at MODELPKG_SANDBOX.
    """
    address = os.environ.get(discovery.VARIABLE)
    found = _attached(address, region, account) if address else _of_here(region, account)
    if speed is not None:
        found.set_speed(speed)
    return found


def _of_here(region: str | None, account: str | None) -> Sandbox:
    region, account = region or REGION, account or _account()
    if not isinstance(region, str) or not re.fullmatch(r"[a-z]{2,3}(-[a-z]+)+-\d", region):  # type: ignore[redundant-expr]
        raise ValueError(f"{region!r} is not an AWS region, such as {REGION}.")
    if not isinstance(account, str) or not re.fullmatch(r"[0-9]{12}", account):  # type: ignore[redundant-expr]
        raise ValueError(f"{account!r} is not an AWS account ID, such as {ACCOUNT!r} (12 digits).")
    with _lock:
        if (account, region) not in _here:
            _here[account, region] = _start(names(account, region))
        return _here[account, region]


def _start(seeded: Names, port: int = 0) -> Sandbox:
    from .boto_session import SandboxSession
    from .http_server import Server

    server = Server(seeded, port)
    atexit.register(server.stop)
    # Not by the session of the user, who may register handlers with it meanwhile.
    server.fill(SandboxSession(server.url, seeded.region))
    return Sandbox(server.url, seeded, server)


def _account() -> str:
    # moto itself heeds this variable before anything else.
    return os.environ.get("MOTO_ACCOUNT_ID", ACCOUNT)


def _attached(address: str, region: str | None, account: str | None) -> Sandbox:
    url = discovery.address(address)
    seeded = discovery.ask(url)
    for expected, found in ((region, seeded.region), (account, seeded.account)):
        if expected not in (None, found):
            raise ValueError(f"The sandbox at {discovery.VARIABLE} is {found}, not {expected}.")
    with _lock:
        return _beside.setdefault(url, Sandbox(url, seeded))
