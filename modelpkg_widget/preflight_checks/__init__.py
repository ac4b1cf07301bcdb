"""`preflight`: what AWS would find wrong with a request hours later, looked at before it is sent.

Nothing here changes anything in AWS. A file has the checks of one service, what they say is in the
JSON beside it; ``registry.py`` has the checks in their order.
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
