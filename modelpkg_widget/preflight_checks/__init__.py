"""`preflight`: what AWS would find wrong with a request hours later, looked at before it is sent.

Nothing here changes anything in AWS. A file has the checks of one service, what they say is in the
JSON beside it; ``registry.py`` has the checks in their order.
"""

from .check_result import Finding
from .runner import preflight

__all__ = ["Finding", "preflight"]
