"""A form, a folder with files, and what of them is in the bucket."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from modelpkg_widget.uploads.errors import AttachError

STATISTICS = "ModelMetrics.ModelQuality.Statistics"
MODEL = "InferenceSpecification.Containers[0].ModelDataUrl"
MEGA = 1024 * 1024


class Desk:
    """A form, a folder with files, and what of them is in the bucket."""

    def __init__(self, aws: Sandbox, folder: Path) -> None:
        self.aws, self.folder = aws, folder
        self.to = f"s3://{aws.bucket}/{folder.name}/"
        self.form = ModelPackageForm(session=aws.session)

    def file(self, name: str = "evaluation.json", size: int = 1000, seed: int = 0) -> Path:
        path = self.folder / name
        path.write_bytes(Random(seed).randbytes(size))
        return path

    def kept(self) -> dict[str, int]:
        """Names and sizes of all that is in the bucket."""
        listed = self.aws.client("s3").list_objects_v2(
            Bucket=self.aws.bucket, Prefix=f"{self.folder.name}/"
        )
        return {row["Key"].rpartition("/")[2]: row["Size"] for row in listed.get("Contents", [])}

    def begun(self) -> list[str]:
        """Uploads in parts that were neither completed nor taken back."""
        listed = self.aws.client("s3").list_multipart_uploads(Bucket=self.aws.bucket)
        return [row["UploadId"] for row in listed.get("Uploads", [])]

    def meddle(self, event: str, act: Callable[[], object]) -> None:
        """Let something happen at an event of the form's own client of S3."""

        def storage() -> Any:
            made = self.aws.session.client("s3")
            made.meta.events.register(event, lambda **_: act() and None)
            return made

        self.form._controller.service.s3 = storage  # type: ignore[method-assign]

    def puts(self) -> int:
        return sum(call["operation"].startswith("PUT ") for call in self.aws.calls)


def digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def refused(form: ModelPackageForm, *args: Any, **options: Any) -> str:
    before = form.value
    with pytest.raises(AttachError) as error:
        form.attach(*args, **options)
    assert form.value == before
    (issue,) = error.value.issues
    return f"{issue.message} {issue.hint}"
