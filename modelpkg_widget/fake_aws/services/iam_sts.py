"""Who calls, and what IAM says that a role or a user may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from modelpkg_widget.fake_aws.sagemaker.arns import caller
from modelpkg_widget.fake_aws.server import moto_app, serializers
from modelpkg_widget.fake_aws.server.http_messages import ServiceError
from modelpkg_widget.fake_aws.server.messages import refusal

from . import iam_policies

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.sagemaker.store import Store
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

    from .service_call import ServiceCall

_PRINCIPAL = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):(user|role)/(?:.*/)?([^/]+)")
_ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+")


def caller_identity(call: ServiceCall, _: Store) -> HttpResponse:
    arn = caller(call.account, call.region)
    result = f"<Arn>{arn}</Arn><UserId>AIDASANDBOX</UserId><Account>{call.account}</Account>"
    return serializers.answered("sts", "GetCallerIdentity", result)


def simulate(call: ServiceCall, _: Store) -> HttpResponse:
    """Decides by the policies of a role or user; the caller's own are what `deny` left.

    Raises:
        ServiceError: no such role or user, or what is no action.
    """
    source = call.params.get("PolicySourceArn", "")
    found = _PRINCIPAL.fullmatch(source)
    if not found or found[1] != call.account:
        raise refusal("no-entity", arn=source)
    actions = _listed(call, "ActionNames.member.")
    wrong = [action for action in actions if not _ACTION.fullmatch(action)]
    if wrong or not actions:
        raise ServiceError("InvalidInput", f"Invalid actions: {', '.join(wrong) or 'none'}")
    resources = _listed(call, "ResourceArns.member.") or ["*"]
    is_caller = source == caller(call.account, call.region)
    documents = [] if is_caller else moto_app.policies_of(call.account, found[2], found[3])
    if documents is None:
        raise refusal("no-principal", kind=found[2], name=found[3])
    context = _context(call)
    rows = []
    for action in actions:
        for resource in resources:
            if is_caller:
                may = call.permissions.allows(action)
                decided = iam_policies.ALLOWED if may else iam_policies.SILENT
            else:
                decided = iam_policies.decision(documents, action, resource, context)
            rows.append(
                f"<member><EvalActionName>{action}</EvalActionName>"
                f"<EvalResourceName>{escape(resource)}</EvalResourceName>"
                f"<EvalDecision>{decided}</EvalDecision></member>"
            )
    result = (
        f"<IsTruncated>false</IsTruncated><EvaluationResults>{''.join(rows)}</EvaluationResults>"
    )
    return serializers.answered("iam", "SimulatePrincipalPolicy", result)


def _listed(call: ServiceCall, prefix: str) -> list[str]:
    found = [name for name in call.params if re.fullmatch(rf"{re.escape(prefix)}\d+", name)]
    ordered = sorted(found, key=lambda name: int(name[len(prefix) :]))
    return [call.params[name] for name in ordered]


def _context(call: ServiceCall) -> dict[str, list[str]]:
    context: dict[str, list[str]] = {}
    for name, value in call.params.items():
        entry = re.fullmatch(r"(ContextEntries\.member\.\d+\.)ContextKeyName", name)
        if entry:
            context[value] = _listed(call, f"{entry[1]}ContextKeyValues.member.")
    return context
