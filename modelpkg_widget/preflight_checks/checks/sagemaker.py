"""What SageMaker tells of the names: that of the package is free, the group is there."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from modelpkg_widget.aws.errors import error_category
from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import (
    CheckContext,
    CheckUnavailable,
    one_by_one,
)
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Named, References

TEXTS = CheckTexts("checks/sagemaker")

_READY = "Completed"
_ON_ITS_WAY = {"Pending", "InProgress"}


def name(context: CheckContext) -> Iterator[Diagnostic]:
    parts = context.parts
    names = [parts.name] if parts.name and not parts.group else []
    yield from one_by_one(names, lambda named: _free(context, named))
    yield from one_by_one(
        [parts.group] if parts.group else [], lambda named: _group(context, named)
    )


def _free(context: CheckContext, named: Named) -> Iterator[Diagnostic]:
    action, operation = "sagemaker:DescribeModelPackage", "describe_model_package"
    try:
        response = context.ask(action, operation, ModelPackageName=named.text)
    except ClientError as error:
        if error_category(error) != "gone":
            raise
        return
    status = response.get("ModelPackageStatus", "?")
    yield TEXTS.diagnostic("taken", [named.path], name=named.text, status=status)


def _group(context: CheckContext, named: Named) -> Iterator[Diagnostic]:
    action, operation = "sagemaker:DescribeModelPackageGroup", "describe_model_package_group"
    try:
        response = context.ask(action, operation, ModelPackageGroupName=named.text)
    except CheckUnavailable:
        owner = context.other_owner()
        if not owner:
            raise
        yield TEXTS.diagnostic("group_unseen", [named.path], group=named.text, owner=owner)
        return
    except ClientError as error:
        if error_category(error) != "no-group":
            raise
        yield _missing_group(context, named)
        return
    status = response.get("ModelPackageGroupStatus", "?")
    if status in _ON_ITS_WAY:
        yield TEXTS.diagnostic("group_waits", [named.path], group=named.text, status=status)
    elif status != _READY:
        yield TEXTS.diagnostic("group_status", [named.path], group=named.text, status=status)


def _missing_group(context: CheckContext, named: Named) -> Diagnostic:
    """That there is no such group; only its own account can create it."""
    owner = context.other_owner()
    if owner:
        return TEXTS.diagnostic("no_group_there", [named.path], group=named.text, owner=owner)
    name = named.text.rpartition("/")[2]
    return TEXTS.diagnostic(
        "no_group", [named.path], group=named.text, name=name, region=context.region
    )


CHECKS = (
    Check(
        "name",
        TEXTS,
        name,
        lambda parts: bool(parts.name_paths()),
        References.name_paths,
    ),
)
