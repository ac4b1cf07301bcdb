"""Where a command goes to: an account, or a sandbox; said aloud before anything is sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text

from .console import UsageError

if TYPE_CHECKING:
    import argparse

    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.aws.target import Target
    from modelpkg_widget.request.plain_json import Json

_VARIABLE = "MODELPKG_SANDBOX"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    where = parser.add_argument_group(
        "target",
        "Without these options, boto3's default credentials and region are used. If "
        f"{_VARIABLE} is set, one of them is required.",
    )
    where.add_argument("--region", help="AWS region, such as eu-west-1")
    where.add_argument("--profile", help="AWS profile name")
    where.add_argument("--endpoint-url", metavar="URL", help="SageMaker endpoint URL")
    where.add_argument(
        "--sandbox",
        action="store_true",
        help=f"use the sandbox whose address is in {_VARIABLE}, or start one for this command only",
    )


def service_of(args: argparse.Namespace) -> SageMaker:
    """Return what speaks to the place that is asked for.

    Raises:
        UsageError: it is not clear which place that is, or there is no such place.
    """
    from modelpkg_widget.aws.sagemaker import SageMaker

    to_aws = args.region or args.profile or args.endpoint_url
    if args.sandbox:
        if to_aws:
            raise UsageError(
                "--sandbox can't be combined with --region, --profile, or --endpoint-url."
            )
        return SageMaker(session=_sandbox())
    if os.environ.get(_VARIABLE) and not to_aws:
        raise UsageError(
            f"{_VARIABLE} is set. Use --sandbox, or --region or --profile for an AWS account."
        )
    made = SageMaker(session=_session(args.profile, args.region))
    made.endpoint = args.endpoint_url
    return made


def known_target(service: SageMaker) -> Target:
    """Find out account and region.

    Raises:
        UsageError: there is nowhere to send to, for want of a region, say.
    """
    target = service.target()
    if target.state == "failed" and not target.endpoint:
        raise UsageError(target.problem)
    return target


def format_target(target: Target) -> str:
    """Return it in a line for people."""
    if target.sandbox:
        says = load_table("resources/page_texts")["target"][
            "faulty" if target.faulty else "sandbox"
        ]
        return format_text(says, {"endpoint": target.endpoint})
    account = f"account {target.account}" if target.account else "unknown account"
    who = f" as {target.identity}" if target.identity else ""
    why = f" ({target.problem})" if target.state == "failed" else ""
    return f"{account}, region {target.region}{who}, {target.endpoint}{why}"


def format_owner(request: Json, target: Target) -> str:
    """Return in whose account a request creates, where it is not the caller's; empty otherwise."""
    from modelpkg_widget.aws.group_owner import other_owner

    owner = other_owner(request, target.account)
    sent = f"sent as account {target.account or 'unknown'}, " if owner else ""
    return f"{sent}created in account {owner}, which owns the group" if owner else ""


def is_running() -> bool:
    """Whether the sandbox that ``--sandbox`` means outlives the command."""
    return bool(os.environ.get(_VARIABLE))


def _sandbox() -> Any:
    from modelpkg_widget.fake_aws import sandbox

    try:
        return sandbox().session
    except (ImportError, ValueError, ConnectionError) as error:
        raise UsageError(str(error)) from error


def _session(profile: str | None, region: str | None) -> Any:
    import boto3
    from botocore.exceptions import BotoCoreError

    from modelpkg_widget.aws.errors import issues_from_error

    try:
        return boto3.Session(profile_name=profile, region_name=region)
    except BotoCoreError as error:  # a profile that is not there
        first = issues_from_error(error)[0]
        raise UsageError(f"{first.message} {first.hint}".strip()) from error
