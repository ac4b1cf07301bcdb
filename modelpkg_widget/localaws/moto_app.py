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

    from .session import deaf_boto3, deaf_botocore

    for module, replacement in ((base_backend, deaf_boto3), (utils, deaf_botocore)):
        if hasattr(module, "Session"):
            module.Session = replacement
    made: WSGIApplication = DomainDispatcherApplication(create_backend_app)
    return made
