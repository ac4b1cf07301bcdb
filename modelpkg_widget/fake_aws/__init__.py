"""A local AWS for trying the form: loopback only, no account, no credentials, nothing leaves.

`sandbox()` gives one. Importing this package loads neither moto nor flask nor boto3; they
are loaded when a sandbox is first asked for.
"""

from .server.sandbox import Sandbox, sandbox

__all__ = ["Sandbox", "sandbox"]
