"""`sandbox()`: the sandbox of this process, or the one that runs beside it."""

from __future__ import annotations

import atexit
import os
import re
import threading
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.control.named_sandbox import NamedSandbox
from modelpkg_widget.fake_aws.control.resource_names import ACCOUNT, Names, names

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


class Sandbox(NamedSandbox, Stoppable):
    """A local AWS: SageMaker's model packages as strict as the service; S3, ECR, IAM, STS by moto.

    Made by `sandbox()`. Its texts are ready to be put into a request. What it can be told to do
    beside that, faults, endings and speed, stands in `ControlClient`.

    Attributes:
        url: where it listens, on this machine's loopback address only.
        account: 12 digits.
        region: for example "us-east-1".
        group: name of a model package group.
        bucket: name of an S3 bucket.
        image: URI of an image in its ECR, with a tag.
        role: ARN of a role that SageMaker may assume.
        model_data: S3 URI of a small `model.tar.gz`.
        validation_input: S3 URI of a folder with a small CSV file.
        validation_output: S3 URI of an empty folder.
        training_job: name of a training job that made a model.
        other_account: another account of the sandbox, 12 digits; see `session_of`.
        shared_group: ARN of a group of that account, whose policy lets this account register
            versions in it: a request that names it is sent as `account` and creates there.
        closed_group: ARN of a group of that account without a policy: AccessDeniedException.
    """

    def __init__(self, url: str, seeded: Names, server: Server | None = None) -> None:
        super().__init__(url, seeded)
        self._server = server
        self._session: SandboxSession | None = None

    @property
    def session(self) -> SandboxSession:
        """A `boto3.Session` whose clients and resources reach this sandbox only."""
        with _lock:
            if self._session is None:
                from .boto_session import SandboxSession

                self._session = SandboxSession(self.url, self.region)
            return self._session

    def client(self, service_name: str, **options: Any) -> Any:
        """A boto3 client of this sandbox; takes what `boto3.Session.client` takes.

        Raises:
            ValueError: an `endpoint_url` that is not the sandbox's.
        """
        return self.session.client(service_name, **options)

    def session_of(self, account: str) -> SandboxSession:
        """A `boto3.Session` of another account in this sandbox, such as `other_account`.

        What another account has, this one reaches by its ARN, as far as the policy of the group
        allows (`put_model_package_group_policy`); images, buckets and keys are not shared. What
        `deny` took away is taken from the sandbox's own account only.

        Args:
            account: 12 digits.

        Raises:
            ValueError: no account.
        """
        if not re.fullmatch(r"[0-9]{12}", account):
            raise ValueError(f"{account!r} is not an AWS account ID (12 digits).")
        return self.session.of(account)

    def scenarios(self) -> dict[str, Scenario]:
        """Rehearsals of a certification by their id; `begin` of one sets the sandbox up for it."""
        from modelpkg_widget.fake_aws.control.scenarios import scenarios

        return scenarios(self)

    def stop(self) -> None:
        """Closes the address; a sandbox that we attached to keeps running."""
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


def sandbox(
    *, region: str | None = None, account: str | None = None, speed: float | None = None
) -> Sandbox:
    """A local AWS that is filled with a group, a bucket, an image and a role.

    Attaches to the server that the environment variable MODELPKG_SANDBOX names. Without it,
    starts a server in this process, on a free port of 127.0.0.1, that ends with the
    process. A second call with the same options gives the same sandbox, with all that was
    made in it. Only clients of the sandbox reach it: other clients of boto3 are not touched,
    no variable of the environment is set.

    State is kept by account, once for a process: sandboxes of one account share it, and it
    outlives `stop()`. Another `account` starts empty. `mock_aws` in the same process empties
    all but model packages and their groups.

    Args:
        region: "us-east-1" unless given.
        account: 12 digits; "123456789012" unless given.
        speed: how much faster than AWS packages are certified, a number above 0: at 1 it takes
            two hours, at the 300 that a new sandbox has, 24 s. It is set for the account, also
            for a sandbox that is there already, or attached; not given, it stays as it is.

    Raises:
        ImportError: moto or flask are not installed (`pip install 'modelpkg-widget[demo]'`).
        ValueError: no region, account or speed, or not that of the attached sandbox, or
            MODELPKG_SANDBOX is no http address of this machine.
        ConnectionError: nothing of ours answers at MODELPKG_SANDBOX.
    """
    address = os.environ.get(discovery.VARIABLE)
    found = _attached(address, region, account) if address else _of_here(region, account)
    if speed is not None:
        found.set_speed(speed)
    return found


def _of_here(region: str | None, account: str | None) -> Sandbox:
    region, account = region or REGION, account or _account()
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z]+)+-\d", region):
        raise ValueError(f"{region!r} is not an AWS region, such as {REGION}.")
    if not re.fullmatch(r"[0-9]{12}", account):
        raise ValueError(f"{account!r} is not an AWS account ID (12 digits).")
    with _lock:
        if (account, region) not in _here:
            _here[account, region] = _start(names(account, region))
        return _here[account, region]


def _start(seeded: Names, port: int = 0) -> Sandbox:
    from .http_server import Server

    server = Server(seeded, port)
    atexit.register(server.stop)
    started = Sandbox(server.url, seeded, server)
    server.fill(started.session)
    return started


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
