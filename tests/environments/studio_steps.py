"""What a person does with the form in an image, over the sandbox: run there, with its packages.

It prints one JSON object. What does not work raises.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib.metadata import version
from typing import Any


def main() -> None:
    began = time.monotonic()
    from modelpkg_widget import ModelPackageForm, check, export, request_schema, sandbox

    s3fs: Any = importlib.import_module("s3fs")  # in the image, not beside the tests

    aws = sandbox()
    files = s3fs.S3FileSystem(
        key="sandbox",
        secret="sandbox",
        endpoint_url=aws.url,
        client_kwargs={"region_name": aws.region},
        config_kwargs={"s3": {"addressing_style": "path"}},
    )
    listed = files.find(aws.bucket)
    need(aws.model_data.removeprefix("s3://") in listed, f"s3fs lists {listed}")

    request = {
        "ModelPackageGroupName": aws.group,
        "ModelPackageDescription": "Made inside an image.",
        "InferenceSpecification": {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    }
    need(not check(request), f"check finds {check(request)}")
    form = ModelPackageForm(request, session=aws.session)
    form._repr_mimebundle_()
    first = form.submit()

    later = ModelPackageForm(session=aws.session)
    later.load(group=aws.group)
    need(later.loaded["arn"] == first, f"loaded {later.loaded}")
    left = [issue.path for issue in later.issues if issue.code == "carried"]
    need(bool(left), "there is nothing to review")
    for path in left:
        later.confirm(path)
    later["CustomerMetadataProperties"] = {"week": "2"}
    formats: tuple[Any, ...] = ("boto3", "cli", "cloudformation", "json", "pipeline")
    texts = {name: str(export(later, name)) for name in formats}
    need(all(aws.group in text for text in texts.values()), f"exports: {texts}")
    again = ModelPackageForm(session=aws.session)
    again.load(texts["boto3"])
    need(again.value == later.value, f"{again.value} is not {later.value}")
    second = later.submit()
    need(second != first and later.submit() == second, f"{first}, {second}")
    found: dict[str, Any] = {
        "s3fs": len(listed),
        "members": len(request_schema()["properties"]),
        "arn": second,
        "formats": sorted(texts),
        "seconds": round(time.monotonic() - began, 1),
        "versions": {name: version(name) for name in ("boto3", "s3fs", "ipywidgets")},
    }
    print(json.dumps(found))
    sys.stdout.flush()


def need(true: object, why: str) -> None:
    """Stop unless something holds."""
    if not true:
        raise SystemExit(why)


if __name__ == "__main__":
    main()
