"""What the sandbox answers to a call of AWS: by itself, or by moto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.control.permissions import action_of
from modelpkg_widget.fake_aws.sagemaker import operations
from modelpkg_widget.fake_aws.sagemaker.arns import caller
from modelpkg_widget.fake_aws.sagemaker.sagemaker_call import SageMakerCall
from modelpkg_widget.fake_aws.services import registry as service_registry
from modelpkg_widget.fake_aws.services.service_call import ServiceCall

from . import parsers, serializers
from .http_messages import HttpResponse, ServiceError
from .messages import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

    from modelpkg_widget.fake_aws.control.http_endpoint import ControlApi

#: Services whose codes of refusals end with "Exception".
JSON = ("ecr", "logs", "sagemaker", "servicequotas")


@dataclass(frozen=True)
class AwsRequest:
    """A call as it came in.

    Attributes:
        environ: of WSGI; its body can still be read.
        service: by which it was signed.
        operation: what it asks for, see `calls`.
        region: that it was signed for.
        data: its body; empty for S3.
        ours: it is for SageMaker.
        seeds: it fills the sandbox, and may do everything.
        account: of the caller, 12 digits.
        secret: of the sandbox, for the URLs in answers.
    """

    environ: WSGIEnvironment
    service: str
    operation: str
    region: str
    data: bytes
    ours: bool
    seeds: bool
    account: str
    secret: str


def answer(
    request: AwsRequest, control: ControlApi, moto: Callable[[], WSGIApplication]
) -> HttpResponse:
    """What goes back; a refusal in the words of the service.

    Args:
        request: the call.
        control: of the sandbox.
        moto: gives moto, or raises ServiceError.
    """
    environ = request.environ
    try:
        app = moto()
        if not request.seeds:
            _check_permission(request, control)
        if request.ours:
            body = operations.request(request.operation, parsers.body(request.data))
            who = caller(request.account, request.region)
            call = SageMakerCall(
                request.operation, body, request.account, request.region, control.endings, who
            )
            found = operations.answer(call, control.stores)
            if found:
                return found.reply()
        # moto then keeps state for this account, whatever the credentials.
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = request.account
        handler = service_registry.HANDLERS.get((request.service, request.operation))
        if handler:
            return handler(_service_call(request, control, app), control.stores[request.account])
        return _ask(app, environ)
    except ServiceError as refused:
        with_body = environ["REQUEST_METHOD"] != "HEAD"
        return serializers.refused(refused, request.service, with_body=with_body)
    except NotImplementedError:
        said = ServiceError(
            "NotImplemented", f"The sandbox does not imitate {request.operation}.", 501
        )
        return serializers.refused(said, request.service)


def _check_permission(request: AwsRequest, control: ControlApi) -> None:
    registry = service_registry.registry(request.data) if request.service == "ecr" else ""
    action = action_of(request.service, request.operation, request.environ.get("QUERY_STRING", ""))
    elsewhere = registry not in ("", request.account)
    ours = request.account == control.names.account  # `deny` is about the sandbox's own caller
    if elsewhere or (ours and not control.permissions.allows(action)):
        user = caller(request.account, request.region)
        denied = refusal("denied", user=user, action=action)
        raise denied if request.service in JSON else ServiceError("AccessDenied", denied.message)


def _service_call(request: AwsRequest, control: ControlApi, app: WSGIApplication) -> ServiceCall:
    return ServiceCall(
        service_registry.params(request.service, request.operation, request.data),
        request.account,
        request.region,
        f"http://{request.environ['HTTP_HOST']}/{request.secret}",
        control.permissions,
        lambda: _ask(app, request.environ),
    )


def _ask(app: WSGIApplication, environ: WSGIEnvironment) -> HttpResponse:
    from werkzeug.test import run_wsgi_app

    chunks, status, headers = run_wsgi_app(app, environ, buffered=True)
    return HttpResponse(int(status.split()[0]), list(headers.items()), b"".join(chunks))
