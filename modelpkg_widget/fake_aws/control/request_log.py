"""What went over the wire, the last of it."""

from __future__ import annotations

import json
import threading
from collections import deque
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

#: The oldest calls are dropped beyond so many, or so many bytes of bodies.
MOST_CALLS, MOST_BYTES = 1000, 16 * 1024 * 1024
SAGEMAKER = "sagemaker"


class RequestLog:
    """Requests and responses, as `ControlClient.calls` returns them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: deque[tuple[int, dict[str, Any]]] = deque()
        self._bytes = 0

    def add(
        self, service: str, operation: str, body: bytes, reply: HttpResponse | None, fault: str
    ) -> None:
        """Args: reply: None when none was sent."""
        ours = service == SAGEMAKER  # other services' bodies are no JSON, or hold credentials
        row = {
            "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
            "service": service,
            "operation": operation,
            "request": _json(body) if ours else None,
            "answered": reply is not None,
            "status": reply.status if reply else None,
            "answer": _json(reply.data) if reply and ours else None,
            "request_id": reply.request_id if reply else "",
            "fault": fault,
        }
        size = len(body) + (len(reply.data) if reply else 0) if ours else 0
        with self._lock:
            self._rows.append((size, row))
            self._bytes += size
            while len(self._rows) > MOST_CALLS or self._bytes > MOST_BYTES:
                self._bytes -= self._rows.popleft()[0]

    def rows(self) -> list[dict[str, Any]]:
        """The oldest first."""
        with self._lock:
            return [row for _, row in self._rows]

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self._bytes = 0


def _json(data: bytes) -> Any:
    """The body as JSON; None for an empty one; what is no JSON as text."""
    if not data:
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return data.decode(errors="replace")
