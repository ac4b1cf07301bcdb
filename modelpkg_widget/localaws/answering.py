"""What the sandbox answers to a call of AWS: by itself, or by moto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import neighbours, operations, protocols, reading
from .arns import caller
from .permissions import action_of
from .sentences import refusal
from .wire import Call, Refusal, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

    from .control import Control

#: Services whose codes of refusals end with "Exception".
JSON = ("ecr", "logs", "sagemaker", "servicequotas")


@dataclass(frozen=True)
class Incoming:
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
    """

    environ: WSGIEnvironment
    service: str
    operation: str
    region: str
    data: bytes
    ours: bool
    seeds: bool
    account: str


def answer(asked: Incoming, control: Control, moto: Callable[[], WSGIApplication]) -> Reply:
    """What goes back; a refusal in the words of the service.

    Args:
        asked: the call.
        control: of the sandbox.
        moto: gives moto, or raises Refusal.
    """
    environ = asked.environ
    try:
        app = moto()
        if not asked.seeds:
            _check_permission(asked, control)
        if asked.ours:
            body = operations.request(asked.operation, reading.body(asked.data))
            who = caller(asked.account, asked.region)
            call = Call(asked.operation, body, asked.account, asked.region, control.endings, who)
            found = operations.answer(call, control.stores)
            if found:
                return found.reply()
        # moto then keeps state for this account, whatever the credentials.
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = asked.account
        handler = neighbours.HANDLERS.get((asked.service, asked.operation))
        if handler:
            return handler(_neighbour(asked, control, app), control.stores[asked.account])
        return _ask(app, environ)
    except Refusal as refused:
        with_body = environ["REQUEST_METHOD"] != "HEAD"
        return protocols.refused(refused, asked.service, with_body=with_body)
    except NotImplementedError:
        said = Refusal("NotImplemented", f"The sandbox does not imitate {asked.operation}.", 501)
        return protocols.refused(said, asked.service)


def _check_permission(asked: Incoming, control: Control) -> None:
    registry = neighbours.registry(asked.data) if asked.service == "ecr" else ""
    action = action_of(asked.service, asked.operation, asked.environ.get("QUERY_STRING", ""))
    elsewhere = registry not in ("", asked.account)
    ours = asked.account == control.names.account  # `deny` is about the sandbox's own caller
    if elsewhere or (ours and not control.permissions.allows(action)):
        user = caller(asked.account, asked.region)
        denied = refusal("denied", user=user, action=action)
        raise denied if asked.service in JSON else Refusal("AccessDenied", denied.message)


def _neighbour(asked: Incoming, control: Control, app: WSGIApplication) -> neighbours.Asked:
    return neighbours.Asked(
        neighbours.params(asked.service, asked.operation, asked.data),
        asked.account,
        asked.region,
        asked.environ["HTTP_HOST"],
        control.permissions,
        lambda: _ask(app, asked.environ),
    )


def _ask(app: WSGIApplication, environ: WSGIEnvironment) -> Reply:
    from werkzeug.test import run_wsgi_app

    chunks, status, headers = run_wsgi_app(app, environ, buffered=True)
    return Reply(int(status.split()[0]), list(headers.items()), b"".join(chunks))
