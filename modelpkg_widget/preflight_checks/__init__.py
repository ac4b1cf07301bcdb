"""`preflight`: finds what AWS would reject hours later, before the request is sent. Reads only.

A file in ``checks/`` has the checks of one service, the JSON beside it their texts. ``registry.py``
lists the checks in the order in which they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .check_result import Finding

if TYPE_CHECKING:
    from .runner import preflight as preflight

__all__ = ["Finding", "preflight"]


def __getattr__(name: str) -> object:
    """Import the checks when they are first used: a form doesn't need them before."""
    if name != "preflight":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .runner import preflight

    return preflight
