"""What a rehearsal is given besides the request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.aws.errors import issues_from_error
from modelpkg_widget.aws.session_objects import name_profile, session_region

from .engine import CancelledError
from .limits import INVOCATION_SECONDS, RECORDS, STARTUP_SECONDS
from .unpack import Bounds


@dataclass
class Options:
    """See `rehearse`.

    Attributes:
        engine: name or command; None is the first that answers.
        records: how many; None is all.
        data: a local file with test data instead of the request's.
        models: local archives instead of the request's, one for each container.
        output: where the answers are written to.
        startup_seconds: until /ping answers.
        invocation_seconds: for one answer of /invocations.
        bounds: of what an archive has.
        report: called with what is being done.
        cancelled: set when it shall end.
    """

    engine: str | None = None
    records: int | None = RECORDS
    data: Path | None = None
    models: tuple[Path, ...] = ()
    output: Path | None = None
    startup_seconds: float = STARTUP_SECONDS
    invocation_seconds: float = INVOCATION_SECONDS
    bounds: Bounds = field(default_factory=Bounds)
    report: Callable[[str], None] = lambda _: None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def raise_if_cancelled(self) -> None:
        """Do nothing, unless it shall end.

        Raises:
            CancelledError: it is cancelled.
        """
        if self.cancelled.is_set():
            raise CancelledError


class AwsClients:
    """Clients of a session, made when they are needed. Only reads are asked of them.

    Args:
        session: a boto3 Session; None when there is none.
        problem: why there is none.
    """

    def __init__(self, session: Any, problem: str = "") -> None:
        self._session, self._problem = session, problem

    def client(self, name: str, region: str = "") -> Any:
        """Return a client of a service.

        Raises:
            NoSessionError: there is no session.
            botocore.exceptions.BotoCoreError: no region is set anywhere.
        """
        if self._session is None:
            raise NoSessionError(self._problem)
        from botocore.config import Config

        region = region or session_region(self._session)
        where = {"region_name": region} if region else {}
        retries: Any = {"mode": "standard", "max_attempts": 3}
        config = Config(retries=retries, connect_timeout=10, read_timeout=60)
        made = self._session.client(name, config=config, **where)
        name_profile(made, self._session)
        return made


def why_of(error: Exception) -> str:
    """Return why AWS did not answer, with what to do."""
    first = issues_from_error(error)[0]
    return f"{first.message} {first.hint}".strip()
