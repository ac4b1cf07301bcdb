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


def caller_identity(asked: ServiceCall, _: Store) -> HttpResponse:
    arn = caller(asked.account, asked.region)
    told = f"<Arn>{arn}</Arn><UserId>AIDASANDBOX</UserId><Account>{asked.account}</Account>"
    return serializers.answered("sts", "GetCallerIdentity", told)


def simulate(asked: ServiceCall, _: Store) -> HttpResponse:
    """Decides by the policies of a role or user; the caller's own are what `deny` left.

    Raises:
        Refusal: no such role or user, or what is no action.
    """
    source = asked.params.get("PolicySourceArn", "")
    found = _PRINCIPAL.fullmatch(source)
    if not found or found[1] != asked.account:
        raise refusal("no-entity", arn=source)
    actions = _listed(asked, "ActionNames.member.")
    wrong = [action for action in actions if not _ACTION.fullmatch(action)]
    if wrong or not actions:
        raise ServiceError("InvalidInput", f"Invalid actions: {', '.join(wrong) or 'none'}")
    resources = _listed(asked, "ResourceArns.member.") or ["*"]
    is_caller = source == caller(asked.account, asked.region)
    documents = [] if is_caller else moto_app.policies_of(asked.account, found[2], found[3])
    if documents is None:
        raise refusal("no-principal", kind=found[2], name=found[3])
    context = _context(asked)
    rows = []
    for action in actions:
        for resource in resources:
            if is_caller:
                may = asked.permissions.allows(action)
                decided = iam_policies.ALLOWED if may else iam_policies.SILENT
            else:
                decided = iam_policies.decision(documents, action, resource, context)
            rows.append(
                f"<member><EvalActionName>{action}</EvalActionName>"
                f"<EvalResourceName>{escape(resource)}</EvalResourceName>"
                f"<EvalDecision>{decided}</EvalDecision></member>"
            )
    told = f"<IsTruncated>false</IsTruncated><EvaluationResults>{''.join(rows)}</EvaluationResults>"
    return serializers.answered("iam", "SimulatePrincipalPolicy", told)


def _listed(asked: ServiceCall, prefix: str) -> list[str]:
    found = [name for name in asked.params if re.fullmatch(rf"{re.escape(prefix)}\d+", name)]
    ordered = sorted(found, key=lambda name: int(name[len(prefix) :]))
    return [asked.params[name] for name in ordered]


def _context(asked: ServiceCall) -> dict[str, list[str]]:
    context: dict[str, list[str]] = {}
    for name, value in asked.params.items():
        entry = re.fullmatch(r"(ContextEntries\.member\.\d+\.)ContextKeyName", name)
        if entry:
            context[value] = _listed(asked, f"{entry[1]}ContextKeyValues.member.")
    return context
