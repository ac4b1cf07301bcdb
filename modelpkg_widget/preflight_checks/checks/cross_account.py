"""What has to be allowed before a version can be made in a group of another account.

Two accounts have to act: that of the group lets the caller create versions, and the caller's lets
that of the group read the image and the artifact. Nothing here can be looked up from one side, so
the policies are shown.

Source:
    SageMaker Developer Guide, Register a Model Version from a Different Account.
"""

from __future__ import annotations

from collections.abc import Iterator

from modelpkg_widget.aws.group_owner import group_owner
from modelpkg_widget.aws.iam_statement import Statement, root, statement
from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import CheckContext
from modelpkg_widget.preflight_checks.check_result import Diagnostic, Policy
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Image, Named, References
from modelpkg_widget.request.issues import Path

from .ecr import repository_arn

TEXTS = CheckTexts("checks/cross_account")


def sharing(context: CheckContext) -> Iterator[Diagnostic]:
    """The policies of group, buckets, repositories and key; none where the group is one's own."""
    group, owner = context.parts.group, context.other_owner()
    if group is None or not owner:
        return
    caller = context.account()
    found = TEXTS.diagnostic("sharing", [group.path], owner=owner, account=caller)
    for policy in _policies(context.parts, group, owner, caller):
        found = found.allowing(*policy)
    yield found
    for image in context.parts.images:
        if image.account not in (owner, caller):
            values = {"image": image.uri, "account": image.account, "owner": owner}
            yield TEXTS.diagnostic("sharing_image", [image.path], **values)


def _policies(
    parts: References, group: Named, owner: str, caller: str
) -> Iterator[tuple[Policy, Statement]]:
    partition = group.text.split(":")[1]
    actions, theirs = TEXTS.table["permissions"], root(partition, owner)
    versions = group.text.replace(":model-package-group/", ":model-package/") + "/*"
    lets_in = statement(actions["group"], [group.text, versions], root(partition, caller))
    yield TEXTS.policy("group", group.text), lets_in
    buckets = dict.fromkeys(place.bucket for place in parts.sources)
    for bucket in buckets:
        arn = f"arn:{partition}:s3:::{bucket}"
        yield (
            TEXTS.policy("bucket", bucket),
            statement(actions["bucket"], [arn, f"{arn}/*"], theirs),
        )
    for image in _own(parts.images, caller):
        yield TEXTS.policy("repository", image), statement(actions["repository"], [], theirs)
    if parts.key or buckets:
        key = TEXTS.policy("key", parts.key.text) if parts.key else TEXTS.policy("any_key")
        yield key, statement(actions["key"], ["*"], theirs)


def _own(images: list[Image], caller: str) -> dict[str, None]:
    """The ARNs of the caller's repositories; AWS's own let everybody read."""
    return dict.fromkeys(repository_arn(image) for image in images if image.account == caller)


def _about(parts: References) -> list[Path]:
    images = [image.path for image in parts.images]
    return [*parts.name_paths(), *images, *(place.path for place in parts.sources)]


CHECKS = (
    Check(
        "sharing",
        TEXTS,
        sharing,
        lambda parts: bool(group_owner(parts.request)),
        _about,
    ),
)
