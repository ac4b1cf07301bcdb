"""What IAM tells of the role of the validation and of the caller: trust and permissions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from modelpkg_widget.aws.iam_statement import statement
from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import (
    CheckContext,
    CheckUnavailable,
    caller_policy,
    code_of,
    one_by_one,
)
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Named, References, S3Place
from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources.texts import format_text

from .ecr import repository_arn

TEXTS = CheckTexts("checks/iam")

SERVICE = "sagemaker.amazonaws.com"
_ASSUMES = {"sts:assumerole", "sts:*", "*"}


#: A simulation asks for one object of a folder; a policy is written for all of them.
_ANY = "any-object"


class Need(NamedTuple):
    """What somebody must be allowed to do; the resources with the members that name them."""

    actions: list[str]
    resources: dict[str, Path]


def role(context: CheckContext) -> Iterator[Diagnostic]:
    """Whether the role is there and SageMaker may take it on."""

    def one(named: Named) -> Iterator[Diagnostic]:
        response = _role(context, named)
        if response is None:
            yield TEXTS.diagnostic("no_role", [named.path], role=named.text)
            return
        if response["Arn"] != named.text:
            yield TEXTS.diagnostic("role_arn", [named.path], role=named.text, arn=response["Arn"])
        policy = response.get("AssumeRolePolicyDocument")
        if not _trusts(policy if isinstance(policy, dict) else {}):
            ready = format_text(
                TEXTS.table["diagnostics"]["trust"]["snippet"],
                {"name": _last(named.text)},
            )
            yield TEXTS.diagnostic("trust", [named.path], ready, role=named.text)

    return one_by_one([context.parts.role] if context.parts.role else [], one)


def permissions(context: CheckContext) -> Iterator[Diagnostic]:
    """Whether policies let the role read and write, and the caller start the validation."""
    named = context.parts.role
    assert named  # noqa: S101 - only such requests are looked at
    needs = [("role", need) for need in _needs_of_role(context)]
    needs.append(("caller", Need(TEXTS.table["caller_permissions"], {"*": named.path})))
    needs.append(("caller", Need(["iam:PassRole"], {named.text: named.path})))

    def one(row: tuple[str, Need]) -> Iterator[Diagnostic]:
        who, need = row
        source = named.text if who == "role" else _caller(context)
        actions, resources = _lacking(context, source, need) if source else ([], [])
        if actions:
            paths = [path for arn, path in need.resources.items() if arn in resources]
            shown = [re.sub(f"{_ANY}$", "*", resource) for resource in resources]
            spelled = {"actions": ", ".join(actions), "resources": ", ".join(shown)}
            is_role = who == "role"
            found = TEXTS.diagnostic("role_lacks" if is_role else "caller_lacks", paths, **spelled)
            policy = TEXTS.policy("role") if is_role else caller_policy()
            yield found.allowing(policy, statement(actions, shown))

    yield from one_by_one(needs, one)


def _needs_of_role(context: CheckContext) -> Iterator[Need]:
    parts, rows = context.parts, TEXTS.table["role_permissions"]
    partition = parts.role.text.split(":")[1] if parts.role else "aws"
    inputs = [profile.source for profile in parts.profiles if profile.source]
    outputs = [profile.output for profile in parts.profiles if profile.output]
    artifacts = [place for image in parts.images if (place := parts.artifact(image))]
    groups: dict[str, list[tuple[str, Any]]] = {
        "objects": [(_object_arn(partition, place), place) for place in [*artifacts, *inputs]],
        "buckets": [(f"arn:{partition}:s3:::{place.bucket}", place) for place in inputs],
        "outputs": [(_object_arn(partition, place), place) for place in outputs],
        "repositories": [(repository_arn(image), image) for image in parts.images],
        "all": [("*", parts.role)],
    }
    for name, pairs in groups.items():
        resources = {arn: one.path for arn, one in pairs}
        if resources:
            yield Need(rows[name], resources)


def _object_arn(partition: str, place: S3Place) -> str:
    """An object: in a folder, any."""
    key = place.key if place.key and not place.key.endswith("/") else f"{place.key}{_ANY}"
    return f"arn:{partition}:s3:::{place.bucket}/{key}"


def _lacking(context: CheckContext, source: str, need: Need) -> tuple[list[str], list[str]]:
    """Return which of the actions its policies do not allow, and on which resources."""
    passed = {
        "ContextKeyName": "iam:PassedToService",
        "ContextKeyValues": [SERVICE],
        "ContextKeyType": "string",
    }
    given: dict[str, Any] = {
        "PolicySourceArn": source,
        "ActionNames": need.actions,
        "ResourceArns": list(need.resources),
        "ContextEntries": [passed],
    }
    action = "iam:SimulatePrincipalPolicy"
    try:
        response = context.ask(action, "simulate_principal_policy", source, **given)
    except ClientError as error:
        if code_of(error) == "NoSuchEntity":
            raise CheckUnavailable(TEXTS.diagnostic("role_first")) from error
        raise
    rows = [
        row for row in response.get("EvaluationResults", []) if row["EvalDecision"] != "allowed"
    ]
    actions = {row["EvalActionName"] for row in rows}
    resources = {row.get("EvalResourceName", "*") for row in rows}
    lacking = [action for action in need.actions if action in actions]
    return lacking, [resource for resource in need.resources if resource in resources]


def _caller(context: CheckContext) -> str:
    """Return the ARN whose policies are those of the caller; empty for an account's root.

    The session's name of an assumed role has lost the path of the role, so the role is asked for.

    Raises:
        CheckUnavailable: nobody tells who it is.
    """
    arn = str(context.ask("sts:GetCallerIdentity", "get_caller_identity").get("Arn", ""))
    kind, _, name = arn.rpartition(":")[2].partition("/")
    if kind == "assumed-role":
        response = _role(context, Named((), name.partition("/")[0]))
        if response:
            return str(response["Arn"])
    if kind == "root":
        return ""
    if kind != "user":
        raise CheckUnavailable(TEXTS.diagnostic("unknown_caller", identity=arn))
    return arn


def _role(context: CheckContext, named: Named) -> dict[str, Any] | None:
    name = _last(named.text)
    try:
        response = context.ask("iam:GetRole", "get_role", named.text or "*", RoleName=name)
    except ClientError as error:
        if code_of(error) in ("NoSuchEntity", "NoSuchEntityException"):
            return None
        raise
    found: dict[str, Any] = response["Role"]
    return found


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _trusts(policy: dict[str, Any]) -> bool:
    for row in _listed(policy.get("Statement")):
        principal = row.get("Principal")
        services = _listed(principal.get("Service")) if isinstance(principal, dict) else []
        actions = {str(action).lower() for action in _listed(row.get("Action"))}
        if row.get("Effect") == "Allow" and SERVICE in services and actions & _ASSUMES:
            return True
    return False


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def _has_role(parts: References) -> bool:
    return parts.role is not None


CHECKS = (
    Check(
        "role",
        TEXTS,
        role,
        _has_role,
        lambda parts: [parts.role.path] if parts.role else [],
    ),
    Check("permissions", TEXTS, permissions, _has_role),
)
