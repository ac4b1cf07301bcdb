"""What people do with a package that was made: lines to copy. Nothing here is done by the form."""

from __future__ import annotations

import re
import shlex
from typing import Any
from urllib.parse import quote

from modelpkg_widget.aws.target import Target
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.validation.package_kind import is_of_kind

#: Its address has a secret, which is not written down. Without the variable a shell says so.
_SANDBOX = '"${MODELPKG_SANDBOX:?Set it to the value of sandbox().url}"'
_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):sagemaker:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):"
    r"model-package/(?P<name>[A-Za-z0-9-]+)(?:/(?P<version>[0-9]+))?"
)
_CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
_INSTANCE_TYPE = "ml.m5.large"


def region_of(arn: str) -> str:
    """Return the region of a model package's ARN.

    Raises:
        ValueError: it is not the ARN of a model package.
    """
    return _parts(arn)["region"]


def next_steps(arn: str, package: dict[str, Any], target: Target) -> dict[str, Any]:
    """Return a console link, the command that approves a version, and the lines that deploy.

    A version that is approved needs no approval; a package that failed can be neither approved nor
    deployed. Of a package that was certified for AWS Marketplace, ``listing`` is what buyers will
    find: rows of ``name`` and ``values``, as the last step of the guide lists them.

    Args:
        arn: of a model package; of any other ARN nothing is returned.
        package: what DescribeModelPackage says of it; may be empty.
        target: where it is. A sandbox has no console. Lines for it find its address when they run,
            because it has a secret and the lines are saved with the notebook.

    Source:
        the AWS CLI's ``sagemaker update-model-package``, boto3's ``create_model``,
        ``create_endpoint_config`` and ``create_endpoint``.
    """
    try:
        parts = _parts(arn)
    except ValueError:
        return {}
    elsewhere = target.account not in ("", parts["account"])
    # Whoever is signed in to an account sees what is there, not a package of another one.
    has_console = not target.sandbox and not elsewhere and parts["partition"] in _CONSOLES
    steps: dict[str, Any] = {"console": _console(parts)} if has_console else {}
    if package.get("ModelPackageStatus") == "Failed":
        return steps
    if parts["version"] and package.get("ModelApprovalStatus") != "Approved":
        steps["approve"] = _approve(arn, parts["region"], target)
    listing = None if parts["version"] else _listing(package)
    if listing is not None:
        steps["listing"] = listing
    return {**steps, "deploy": _deploy(arn, parts, package, target)}


def console_of(arn: str, place: str) -> str:
    """Return the address of a place in the SageMaker console; empty where there is no console.

    Args:
        arn: of anything in the partition and region.
        place: behind the address of the console, such as ``#/transform-jobs/NAME``.
    """
    _, partition, _, region, *_ = [*arn.split(":"), "", "", "", ""]
    host = _CONSOLES.get(partition)
    if not host or not re.fullmatch(r"[a-z0-9-]+", region):
        return ""
    return f"https://{region}.{host}/sagemaker/home?region={region}{place}"


def _parts(arn: object) -> dict[str, str]:
    match = _ARN.fullmatch(arn) if isinstance(arn, str) else None
    if not match:
        raise ValueError(
            f"{str(arn)[:200]!r} is not the ARN of a model package, "
            "such as arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7."
        )
    return {name: value or "" for name, value in match.groupdict().items()}


def _console(parts: dict[str, str]) -> str:
    resource = "/".join(quote(part) for part in (parts["name"], parts["version"]) if part)
    arn = f"arn:{parts['partition']}:sagemaker:{parts['region']}"
    return console_of(arn, f"#/model-packages/{resource}")


def _approve(arn: str, region: str, target: Target) -> str:
    words = ["aws", "sagemaker", "update-model-package", "--region", region]
    options = ["--model-package-arn", arn, "--model-approval-status", "Approved"]
    endpoint = f" --endpoint-url {_SANDBOX}" if target.sandbox else ""
    return f"{shlex.join(words)}{endpoint} {shlex.join(options)}"


def _listing(package: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return what a certified package lists; None of one that is not certified."""
    if package.get("ModelPackageStatus") != "Completed":
        return None
    guides = [
        (guide["kind"], step) for guide in load_table("resources/guides") for step in guide["steps"]
    ]
    kind, listed = next((kind, step["listed"]) for kind, step in guides if "listed" in step)
    if not is_of_kind(package, kind):
        return None
    paths = [path.split(".") for path in listed]
    return [{"name": path[-1], "values": _texts(package, path)} for path in paths]


def _texts(value: Any, path: list[str]) -> list[str]:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _deploy(arn: str, parts: dict[str, str], package: dict[str, Any], target: Target) -> str:
    specification = package.get("InferenceSpecification") or {}
    types = specification.get("SupportedRealtimeInferenceInstanceTypes") or [_INSTANCE_TYPE]
    instance = _INSTANCE_TYPE if _INSTANCE_TYPE in types else types[0]
    name = "-".join(part for part in (parts["name"], parts["version"]) if part)
    account = target.account or parts["account"]  # a role of who deploys
    role = f"arn:{parts['partition']}:iam::{account}:role/YOUR-ROLE"
    return f"""\
{_client(parts["region"], target)}
name = "{name}"
sagemaker.create_model(
    ModelName=name,
    ExecutionRoleArn="{role}",
    Containers=[{{"ModelPackageName": "{arn}"}}],
)
sagemaker.create_endpoint_config(
    EndpointConfigName=name,
    ProductionVariants=[
        {{
            "VariantName": "AllTraffic",
            "ModelName": name,
            "InstanceType": "{instance}",
            "InitialInstanceCount": 1,
        }}
    ],
)
sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)"""


def _client(region: str, target: Target) -> str:
    if not target.sandbox:
        return f'''\
import boto3

sagemaker = boto3.client("sagemaker", region_name="{region}")'''
    where = f'account="{target.account}", region="{region}"'
    return f"""\
from modelpkg_widget import sandbox

sagemaker = sandbox({where}).client("sagemaker")"""
