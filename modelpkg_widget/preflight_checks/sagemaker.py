"""What SageMaker tells of the names: that of the package is free, the group is there."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from modelpkg_widget.aws.errors import error_category

from .check_context import CheckContext, CheckUnavailable, one_by_one
from .check_result import Diagnostic, diagnostic
from .references import Named

_READY = "Completed"
_ON_ITS_WAY = {"Pending", "InProgress"}


def name(look: CheckContext) -> Iterator[Diagnostic]:
    parts = look.parts
    names = [parts.name] if parts.name and not parts.group else []
    yield from one_by_one(names, lambda named: _free(look, named))
    yield from one_by_one([parts.group] if parts.group else [], lambda named: _group(look, named))


def _free(look: CheckContext, named: Named) -> Iterator[Diagnostic]:
    action, operation = "sagemaker:DescribeModelPackage", "describe_model_package"
    try:
        told = look.ask(action, operation, ModelPackageName=named.text)
    except ClientError as error:
        if error_category(error) != "gone":
            raise
        return
    status = told.get("ModelPackageStatus", "?")
    yield diagnostic("taken", [named.path], name=named.text, status=status)


def _group(look: CheckContext, named: Named) -> Iterator[Diagnostic]:
    action, operation = "sagemaker:DescribeModelPackageGroup", "describe_model_package_group"
    try:
        told = look.ask(action, operation, ModelPackageGroupName=named.text)
    except CheckUnavailable:
        owner = look.other_owner()
        if not owner:
            raise
        yield diagnostic("group-unseen", [named.path], group=named.text, owner=owner)
        return
    except ClientError as error:
        if error_category(error) != "no-group":
            raise
        yield _gone(look, named)
        return
    status = told.get("ModelPackageGroupStatus", "?")
    if status in _ON_ITS_WAY:
        yield diagnostic("group-waits", [named.path], group=named.text, status=status)
    elif status != _READY:
        yield diagnostic("group-status", [named.path], group=named.text, status=status)


def _gone(look: CheckContext, named: Named) -> Diagnostic:
    """That there is no such group; only its own account can create it."""
    owner = look.other_owner()
    if owner:
        return diagnostic("no-group-there", [named.path], group=named.text, owner=owner)
    name = named.text.rpartition("/")[2]
    return diagnostic("no-group", [named.path], group=named.text, name=name, region=look.region)
