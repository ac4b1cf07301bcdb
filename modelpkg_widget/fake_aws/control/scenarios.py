"""Rehearsals of a certification: each sets the sandbox up so that one thing goes wrong.

What goes wrong is bound to what the request names, such as an image of the sandbox's: a request
that is fixed ends well. The table, `scenarios.json`, has for each its title, where its cause is
shown (a check of the preflight, the timeline, or the submission) and in which sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from modelpkg_widget.fake_aws.services import ecr

from .named_sandbox import NamedSandbox
from .resource_names import INPUT_KEY
from .seed import TEST_DATA, create_bucket, put_image

_ATTEMPTS = 4  # of one request: boto3 counts the repeats only, and takes 3
_MEDIA = {"oci": ecr.OCI, "docker": ecr.DOCKER}


@dataclass(frozen=True)
class Scenario:
    """A prepared certification in a sandbox.

    Attributes:
        id: Such as ``oci-image``.
        title: What goes wrong, in one sentence.
        reported_by: What reports the cause: the id of a preflight check, ``timeline``,
            ``submission``, or ``nobody`` if nothing goes wrong.
        cause: The sentence that reports it.
    """

    id: str
    title: str
    reported_by: str
    cause: str
    _aws: NamedSandbox
    _row: dict[str, Any]
    _values: dict[str, str]

    def setup(self) -> dict[str, Any]:
        """Prepare the sandbox and return the request to certify. Earlier preparations stay.

        Raises:
            ConnectionError: The sandbox was stopped.
            botocore.exceptions.ClientError: A permission is missing.
        """
        row, values, aws = self._row, self._values, self._aws
        if "image" in row:
            kind = _MEDIA[row.get("media", "docker")]
            number = 1 + sorted(_table()).index(self.id)
            manifest = ecr.manifest(kind, number=number, failure=row["ending"])
            put_image(aws.client("ecr"), row["image"], manifest, kind)
        if "findings" in row:
            aws.set_scan_result(values["image"], row["findings"])
        if values["bucket"] != aws.bucket:
            create_bucket(aws.client("s3"), values["bucket"], aws.region)
            aws.client("s3").put_object(Bucket=values["bucket"], Key=INPUT_KEY, Body=TEST_DATA)
        if "quota" in row:
            aws.quota(values["instance"], row["quota"])
        if "ending" in row:
            aws.fail_next(row["ending"], None, row["naming"].format(**values))
        if "fault" in row:
            aws.inject_fault(row["fault"], times=_ATTEMPTS)
        return request(aws, f"flowers-{self.id}", values)

    def __repr__(self) -> str:
        return f"<Scenario {self.id}: {self.title}>"


class Scenarios(dict[str, Scenario]):
    """All rehearsals of a sandbox, by their id."""

    def __missing__(self, name: object) -> Scenario:
        """Say which there are.

        Raises:
            KeyError: always.
        """
        raise KeyError(f"Unknown scenario {name!r}. Use one of: {', '.join(self)}.")


def scenarios(aws: NamedSandbox) -> dict[str, Scenario]:
    """All rehearsals of a sandbox, by their id."""
    return Scenarios((name, _scenario(aws, name, row)) for name, row in _table().items())


def request(aws: NamedSandbox, name: str, values: dict[str, str] | None = None) -> dict[str, Any]:
    """A request to certify what is in the sandbox, with nothing wrong in it.

    Args:
        aws: the sandbox.
        name: of the package.
        values: another ``image``, ``bucket`` of the test data, or type of ``instance``.
    """
    settings = {**_healthy(aws), **(values or {})}
    types, media = [settings["instance"]], ["text/csv"]
    data = f"s3://{settings['bucket']}/{INPUT_KEY.rpartition('/')[0]}/"
    job = {
        "MaxPayloadInMB": 6,
        "TransformInput": {
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": data}},
            "ContentType": "text/csv",
            "SplitType": "Line",
        },
        "TransformOutput": {"S3OutputPath": aws.validation_output},
        "TransformResources": {"InstanceType": settings["instance"], "InstanceCount": 1},
    }
    return {
        "ModelPackageName": name,
        "ModelPackageDescription": "Tells the kind of an iris from four lengths",
        "InferenceSpecification": {
            "Containers": [{"Image": settings["image"], "ModelDataUrl": aws.model_data}],
            "SupportedTransformInstanceTypes": types,
            "SupportedRealtimeInferenceInstanceTypes": types,
            "SupportedContentTypes": media,
            "SupportedResponseMIMETypes": media,
        },
        "ValidationSpecification": {
            "ValidationRole": aws.role,
            "ValidationProfiles": [{"ProfileName": "iris", "TransformJobDefinition": job}],
        },
        "CertifyForMarketplace": True,
    }


def _scenario(aws: NamedSandbox, name: str, row: dict[str, Any]) -> Scenario:
    values = _healthy(aws)
    if "image" in row:
        values["image"] = f"{aws.image.rpartition(':')[0]}:{row['image']}"
    changed = {key: text.format(**values) for key, text in row.get("change", {}).items()}
    values = {**values, **changed}
    cause = row["cause"].format(**values)
    return Scenario(name, row["title"], row["reported_by"], cause, aws, row, values)


def _healthy(aws: NamedSandbox) -> dict[str, str]:
    registry = aws.image.partition("/")[0]
    return {
        "account": aws.account,
        "region": aws.region,
        "partition": aws.role.split(":")[1],
        "domain": registry.partition(f".{aws.region}.")[2],
        "image": aws.image,
        "bucket": aws.bucket,
        "instance": "ml.m5.large",
    }


@cache
def _table() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("scenarios.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
