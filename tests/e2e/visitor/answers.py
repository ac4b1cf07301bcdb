"""What a visitor has at hand for the members that a page may lead to, drawn by a seed."""

from __future__ import annotations

import random
import re

from modelpkg_widget.fake_aws import Sandbox

Answers = dict[str, str]
"""By member, spelled as `spelled` does; of a list of texts the text of one item."""


def spelled(path: str) -> str:
    """Return the path of a field without the numbers of its items."""
    return re.sub(r"\[\d+\]", "[]", path)


def answers(aws: Sandbox, dice: random.Random, tag: str) -> Answers:
    """Return valid values of what the sandbox holds; `tag` makes names unique."""
    group = f"visits-{tag}"  # of its own: an equal request would be known, and not sent again
    aws.client("sagemaker").create_model_package_group(ModelPackageGroupName=group)
    media = dice.choice(["text/csv", "application/json"])
    instance = dice.choice(["ml.m5.large", "ml.m5.xlarge", "ml.c5.xlarge"])
    inference, job = "InferenceSpecification", "ValidationSpecification.ValidationProfiles[]"
    transform = f"{job}.TransformJobDefinition"
    return {
        "ModelPackageGroupName": group,
        "ModelPackageName": f"visit-{tag}",
        f"{inference}.Containers[].Image": aws.image,
        f"{inference}.Containers[].ModelDataUrl": aws.model_data,
        f"{inference}.SupportedContentTypes": media,
        f"{inference}.SupportedResponseMIMETypes": media,
        f"{inference}.SupportedTransformInstanceTypes": instance,
        f"{inference}.SupportedRealtimeInferenceInstanceTypes": instance,
        "SourceAlgorithmSpecification.SourceAlgorithms[].AlgorithmName": f"algorithm-{tag}",
        "SourceAlgorithmSpecification.SourceAlgorithms[].ModelDataUrl": aws.model_data,
        "ValidationSpecification.ValidationRole": aws.role,
        f"{job}.ProfileName": dice.choice(["first", "smoke-test"]),
        f"{transform}.TransformInput.DataSource.S3DataSource.S3DataType": "S3Prefix",
        f"{transform}.TransformInput.DataSource.S3DataSource.S3Uri": aws.validation_input,
        f"{transform}.TransformInput.ContentType": "text/csv",
        f"{transform}.TransformOutput.S3OutputPath": aws.validation_output,
        f"{transform}.TransformResources.InstanceType": instance,
        f"{transform}.TransformResources.InstanceCount": "1",
    }
