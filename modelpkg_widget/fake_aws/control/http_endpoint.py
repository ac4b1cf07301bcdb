"""`/_modelpkg`: the sandbox describes itself and is controlled here, over HTTP."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server.discovery import ABOUT, TITLE
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse, ServiceError, bytes_response
from modelpkg_widget.fake_aws.server.messages import table
from modelpkg_widget.fake_aws.services import service_quotas
from modelpkg_widget.fake_aws.services.containers import blobs
from modelpkg_widget.fake_aws.services.ecr import LAYERS

from . import planned_failures
from .faults import Faults
from .permissions import ALL, Permissions
from .planned_failures import PlannedFailures
from .request_log import RequestLog

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelpkg_widget.fake_aws.sagemaker.store import Stores
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

    from .resource_names import Names

#: Another one for each process, for all state ends with it: an ARN of one is not of the next.
INSTANCE = uuid.uuid4().hex


class ControlApi:
    """What a user may ask of one sandbox, and set.

    Args:
        names: what `/_modelpkg` tells, beside the sandbox's own name.
        stores: of all accounts; sandboxes of one account share its store, and its speed.
    """

    def __init__(self, names: Names, stores: Stores) -> None:
        self.names = names
        self.stores = stores
        self.store = store = stores[names.account]
        self.faults = Faults()
        self.endings = PlannedFailures()
        self.calls = RequestLog()
        self.permissions = Permissions()
        self._routes: dict[str, Callable[[dict[str, Any]], Any]] = {
            "GET": lambda _: self._about(),
            "POST /speed": lambda given: store.clock.set_speed(given.get("speed")),
            "POST /clock": lambda given: store.clock.advance(given.get("seconds")),
            "GET /calls": lambda _: self.calls.rows(),
            "DELETE /calls": lambda _: self.calls.clear(),
            "POST /faults": lambda given: self.faults.add(**given),
            "DELETE /faults": lambda _: self.faults.clear(),
            "GET /endings": lambda _: planned_failures.reasons(),
            "POST /endings": lambda given: self.endings.add(**given),
            "DELETE /endings": lambda _: self.endings.clear(),
            "POST /denied": lambda given: self.permissions.deny(given.get("actions") or [ALL]),
            "DELETE /denied": lambda _: self.permissions.allow(),
            "POST /findings": lambda given: self._scanned(**given),
            "POST /quotas": lambda given: self._limit(**given),
            "DELETE /tokens": lambda _: self._forget_tokens(),
            "GET /limits": lambda _: table("limits"),
        }

    def answer(self, method: str, path: str, data: bytes) -> HttpResponse:
        """Answers at `path`, which begins with `ABOUT`.

        Raises:
            ServiceError: no such path, or not what is asked for there.
        """
        what = path.removeprefix(ABOUT)
        if method == "GET" and what.startswith(LAYERS) and what[len(LAYERS) :] in blobs():
            return bytes_response(blobs()[what[len(LAYERS) :]])
        route = self._routes.get(f"{method} {what}".strip())
        if route is None:
            raise ServiceError("NotFound", f"There is no {method} {path}.", 404)
        try:
            given = json.loads(data or b"{}")
            if not isinstance(given, dict):
                raise TypeError("The body is no JSON object.")
            return JsonResponse(route(given)).reply("application/json")
        except (ValueError, TypeError, RecursionError) as error:
            raise ServiceError("BadRequest", str(error)) from error

    def _about(self) -> dict[str, Any]:
        return {
            "name": TITLE,
            "instance": INSTANCE,
            **self.names.as_dict(),
            "speed": self.store.clock.speed,
            "faulty": self._is_faulty(),
        }

    def _is_faulty(self) -> bool:
        """Return whether a fault, a planned failure or a denied permission waits for a request."""
        return self.faults.pending() or self.endings.pending() or self.permissions.denies()

    def _scanned(self, image: str, findings: dict[str, int] | None) -> None:
        self.store.findings[image.rpartition("/")[2]] = findings

    def _limit(self, instance_type: str, value: float) -> None:
        self.store.quotas[service_quotas.name_of(instance_type)] = float(value)

    def _forget_tokens(self) -> None:
        for store in self.stores.all():  # that of a version stands with the owner of its group
            with store.lock:
                store.tokens.clear()
