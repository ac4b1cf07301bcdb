"""Why a container failed, in the sentences that following a package has for the same failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from modelpkg_widget.monitoring.diagnosis import Explanation, explain_reason, sign_in

_KILLED = 137


def cause_of(lines: Sequence[str], state: dict[str, Any] | None = None) -> Explanation | None:
    """Return what a log, or an engine's message, means; None when that is not known.

    Args:
        lines: of the log.
        state: of a container that has stopped, as its engine tells it.
    """
    if state and (state.get("OOMKilled") or state.get("ExitCode") == _KILLED):
        return sign_in(["OOMKilled"])
    return sign_in(list(lines))


def ping_cause() -> Explanation:
    """Return what it means that /ping does not answer."""
    return _known("failed to respond to ping")


def port_cause(port: int) -> Explanation:
    """Return what it means that a container listens on another port."""
    return sign_in([f"listening on 0.0.0.0:{port}"]) or ping_cause()


def status_cause(status: int) -> Explanation:
    """Return what it means that /invocations answers with another status than 200."""
    return _known(f"Bad HTTP status {status}")


def size_cause() -> Explanation:
    """Return what it means that a record does not fit into a body."""
    return _known("MaxPayloadInMB")


def architecture_cause() -> Explanation:
    """Return what it means that an image is for another architecture."""
    return sign_in(["exec format error"]) or Explanation("", "")


def _known(reason: str) -> Explanation:
    return explain_reason(reason) or Explanation("", "")
