"""`preflight`: what AWS would find wrong with a request hours later, looked at before it is sent.

Nothing here changes anything in AWS. The checks, in their order, and all that they say stand in
``checks.json``; what each looks at, in one function.
"""

from .check_result import Finding
from .runner import preflight

__all__ = ["Finding", "preflight"]
