"""The AWS CLI, given the URL of a sandbox with its secret."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws import Sandbox


@pytest.mark.slow
def test_the_aws_cli_takes_the_address(aws: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"from the command line")
    env = {
        "AWS_ENDPOINT_URL": aws.url, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": aws.region, "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "1",
    }  # fmt: skip
    tool = Path(sys.executable).parent / "aws"
    for words in (
        f"s3 cp {tmp_path}/file s3://{aws.bucket}/cli/file",
        f"sagemaker describe-model-package-group --model-package-group-name {aws.group}",
    ):
        done = subprocess.run(
            [sys.executable, tool, *words.split()], env=env, capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
    assert aws.client("s3").get_object(Bucket=aws.bucket, Key="cli/file")["ContentLength"] == 21
