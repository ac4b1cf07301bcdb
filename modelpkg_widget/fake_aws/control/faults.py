"""Faults on demand: answers that AWS gives on a bad day, and connections that are really cut."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from modelpkg_widget.fake_aws.sagemaker.arns import caller
from modelpkg_widget.fake_aws.server import parsers, service_model
from modelpkg_widget.fake_aws.server.http_messages import ServiceError
from modelpkg_widget.fake_aws.server.messages import table
from modelpkg_widget.fake_aws.services.s3_uploads import STEPS

from .clock import positive
from .one_shot import OneShotQueue
from .resource_names import partition

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

#: Members that name what a request is about, for the sentence of a denied access.
NAMED_BY = {"ModelPackageArn": "", "ResourceArn": "", "ModelPackageName": "model-package/",
            "ModelPackageGroupName": "model-package-group/"}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault, for one operation of SageMaker or, with an empty name, for all of them.

    An upload to S3 is met by those that name one of its steps.

    Attributes:
        kind: a row of the table of faults.
        seconds: how long a connection is held before it is closed without an answer.
    """

    kind: str
    operation: str
    seconds: float

    @property
    def accepts(self) -> bool:
        """Whether the service does what it is asked for, before this happens."""
        return bool(self._row.get("accepted"))

    def reply(self, operation: str, data: bytes, account: str, region: str) -> HttpResponse | None:
        """What is answered to a body that asks for an operation; None when nothing is."""
        if "code" not in self._row:
            return None
        said = self._row["message"].format(
            user=caller(account, region),
            operation=operation,
            resource=_resource(data, account, region),
        )
        return ServiceError(self._row["code"], said, self._row["status"]).reply()

    def cut(self, connection: socket.socket) -> NoReturn:
        """Ends the connection without an answer.

        Raises:
            ConnectionError: always; the server then leaves the connection alone.
        """
        if self._row["cut"] == "hold":
            connection.settimeout(self.seconds)
            try:
                connection.recv(1)  # nothing more comes: it ends when the client gives up
            except OSError:
                pass
            raise ConnectionAbortedError(self.kind)
        # Without lingering, closing sends a reset; the server would say goodbye first.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.close(connection.detach())
        raise ConnectionResetError(self.kind)

    @property
    def _row(self) -> dict[str, Any]:
        row: dict[str, Any] = table("faults")[self.kind]
        return row


class Faults:
    """The faults that were asked for and did not happen yet."""

    def __init__(self) -> None:
        self._orders = OneShotQueue[Fault]()

    def add(self, kind: object, operation: object, times: object, seconds: object) -> None:
        """See `ControlClient.inject_fault`.

        Raises:
            ValueError: no such kind or operation, or a number that is none.
        """
        kinds = list(table("faults"))
        if kind not in kinds:
            raise ValueError(f"Unknown fault {kind!r}. Use one of: {', '.join(kinds)}.")
        if operation is not None and operation not in (*service_model.operations(), *STEPS):
            raise ValueError(f"{operation!r} is neither a SageMaker operation nor an upload step.")
        if operation in STEPS and "cut" not in table("faults")[str(kind)]:
            raise ValueError(f"{kind!r} isn't supported for uploads; only interruptions are.")
        self._orders.add(
            Fault(str(kind), str(operation or ""), positive("seconds", seconds)), times
        )

    def take(self, operation: str) -> Fault | None:
        """The fault that happens to a request for this operation, or this step of an upload."""
        every = "" if operation not in STEPS else operation
        return self._orders.take(lambda one: one.operation in (every, operation))

    def pending(self) -> bool:
        """Return whether one is still to happen."""
        return self._orders.pending()

    def clear(self) -> None:
        self._orders.clear()


def _resource(data: bytes, account: str, region: str) -> str:
    """Return the ARN of what a request is about, if it is known; else all."""
    try:
        body = parsers.body(data)
    except ServiceError:
        return "*"
    for name, kind in NAMED_BY.items():
        named = body.get(name)
        if isinstance(named, str):
            full = f"arn:{partition(region)}:sagemaker:{region}:{account}:{kind}{named}"
            return named if named.startswith("arn:") else full
    return "*"
