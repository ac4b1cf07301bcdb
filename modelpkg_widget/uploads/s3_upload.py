"""One file to one key in S3, whole or not at all.

A key that holds something else is not replaced in silence: S3 itself is asked to write only where
nothing is (``If-None-Match``), so that nobody comes between looking and writing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from boto3.s3.transfer import TransferConfig, create_transfer_manager
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.subscribers import BaseSubscriber

from .file_content import HashingReader, part_size, sums

_NOT_THERE = {"404", "NoSuchKey"}
#: Who may not look may still write.
_UNKNOWN = {"403", "AccessDenied"}
_WRITING = ("PutObject", "CompleteMultipartUpload")


class ObjectExistsError(Exception):
    """The key holds something else."""


class Upload:
    """Uploads a file.

    Args:
        client: of S3, for this upload alone.
        bucket, key: where to.
        over: what the key holds is replaced.
    """

    def __init__(self, client: Any, bucket: str, key: str, *, over: bool) -> None:
        self._client = client
        self._place = {"Bucket": bucket, "Key": key}
        self.over = over
        """What the key holds is replaced."""
        self._was_free = False
        self.open: set[str] = set()
        """Ids of uploads in parts that were begun and neither completed nor taken back."""
        events = client.meta.events
        events.register("after-call.s3.CreateMultipartUpload", self._note)
        if not over:
            for operation in _WRITING:
                events.register(f"before-call.s3.{operation}", _only_where_nothing_is)

    def region(self) -> str:
        """Return the region of the bucket; empty if it isn't known.

        Raises:
            botocore.exceptions.ClientError: there is no such bucket.
            botocore.exceptions.BotoCoreError: no answer.
        """
        try:
            answer = self._client.head_bucket(Bucket=self._place["Bucket"])
        except ClientError as error:
            if _code(error) not in _UNKNOWN:
                raise
            answer = error.response
        headers = answer["ResponseMetadata"].get("HTTPHeaders", {})
        return str(answer.get("BucketRegion") or headers.get("x-amz-bucket-region", ""))

    def same(self, file: Path, *, over: bool) -> str:
        """Return the digest of the file if the key holds it already; empty when it has to be sent.

        Raises:
            ObjectExistsError: the key holds something else, and it is not to be replaced.
            botocore.exceptions.ClientError: S3 refused.
            botocore.exceptions.BotoCoreError: no answer.
            OSError: the file cannot be read.
        """
        try:
            head = self._client.head_object(**self._place, ChecksumMode="ENABLED")
        except ClientError as error:
            if _code(error) in _NOT_THERE | _UNKNOWN:
                self._was_free = self._was_free or _code(error) in _NOT_THERE
                return ""
            raise
        if head["ContentLength"] == file.stat().st_size and head.get("ChecksumSHA256"):
            digest, kept = sums(file)
            if head["ChecksumSHA256"].partition("-")[0] == kept:
                return digest
        if not over:
            raise ObjectExistsError
        return ""

    def send(
        self,
        file: Path,
        content: HashingReader,
        options: Mapping[str, Any],
        sent: Callable[[int], None],
    ) -> None:
        """Send the content of a file.

        Args:
            file: its path.
            content: what is read.
            options: of `upload_file` in boto3, such as ``ContentType``.
            sent: called with the bytes that were sent since the last call, on several threads.

        Raises:
            botocore.exceptions.ClientError: S3 refused.
            botocore.exceptions.BotoCoreError: no answer.
            FileChangedError: the file changed meanwhile.
            OSError: the file cannot be read.
            ValueError: an option that boto3 does not know.
        """
        size = part_size(file.stat().st_size)
        config = TransferConfig(
            multipart_threshold=size,
            multipart_chunksize=size,
            max_concurrency=4,  # each part is in memory
            preferred_transfer_client="classic",
        )
        extra = {"ChecksumAlgorithm": "SHA256", **options}
        try:
            with create_transfer_manager(self._client, config) as manager:
                try:
                    future = manager.upload(
                        content,
                        **_names(self._place),
                        extra_args=extra,
                        subscribers=[_ProgressSubscriber(sent)],
                    )
                    future.result()
                except BaseException:  # Ctrl+C too: who still reads shall end
                    content.stop()
                    raise
        except BaseException:
            self.roll_back()
            raise
        self.open.clear()

    def remove(self, file: Path) -> None:
        """Remove what an interrupted call has made: the key was free, and holds the file now."""
        try:
            if self._was_free and self.same(file, over=True):
                self._client.delete_object(**self._place)
        except (ClientError, BotoCoreError, OSError):
            pass  # it cannot be seen or removed: the caller is interrupted all the same

    def roll_back(self) -> None:
        """End what was begun; what cannot be ended now stays in `open`."""
        for upload in list(self.open):
            try:
                self._client.abort_multipart_upload(**self._place, UploadId=upload)
            except ClientError as error:
                if _code(error) != "NoSuchUpload":
                    continue
            except BotoCoreError:
                continue
            self.open.discard(upload)

    def _note(self, parsed: dict[str, Any], **_: object) -> None:
        if "UploadId" in parsed:
            self.open.add(parsed["UploadId"])


class _ProgressSubscriber(BaseSubscriber):  # type: ignore[misc]
    def __init__(self, sent: Callable[[int], None]) -> None:
        self._sent = sent

    def on_progress(self, bytes_transferred: int, **_: object) -> None:
        self._sent(bytes_transferred)


def _only_where_nothing_is(params: dict[str, Any], **_: object) -> None:
    """Set the header itself: the member IfNoneMatch came with boto3 1.35."""
    params["headers"]["If-None-Match"] = "*"


def _names(place: dict[str, str]) -> dict[str, str]:
    return {"bucket": place["Bucket"], "key": place["Key"]}


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
