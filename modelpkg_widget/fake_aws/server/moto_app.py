"""moto's server application; the only file here that imports moto."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def application() -> WSGIApplication:
    """What answers for AWS, each service loaded at its first call.

    moto asks boto3 for the lists of services and regions, with the AWS configuration of
    the user: a profile that is gone would break all calls. It gets sessions without one.
    """
    from moto.core import base_backend, utils
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from .boto_session import ignore_environment, ignore_environment_of_botocore

    for module, replacement in (
        (base_backend, ignore_environment),
        (utils, ignore_environment_of_botocore),
    ):
        if hasattr(module, "Session"):
            module.Session = replacement
    made: WSGIApplication = DomainDispatcherApplication(create_backend_app)
    return made


def policies_of(account: str, kind: str, name: str) -> list[str] | None:
    """The policies of a role or user, as JSON; None when there is no such."""
    from moto.iam import iam_backends

    backend = next(iter(iam_backends[account].values()), None)
    if backend is None:
        return None
    known = backend.roles if kind == "role" else backend.users
    rows = [one for one in known.values() if one.name == name]
    if not rows:
        return None
    own = list(rows[0].policies.values())
    return own + [policy.document for policy in rows[0].managed_policies.values()]
