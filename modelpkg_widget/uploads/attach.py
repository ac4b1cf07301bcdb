"""From a path on this machine to an address in S3 and what is known of the content."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.issues import Path as MemberPath

from .errors import AttachError, error, from_s3
from .file_content import UNKNOWN_TYPE, FileChangedError, HashingReader, type_of
from .progress_bar import Bar, printable
from .s3_upload import ObjectExistsError, Upload

_PLACE = re.compile(r"s3://([A-Za-z0-9.\-_]{3,255})(?:/(.*))?", re.DOTALL)


class Uploader:
    """Uploads files for one form.

    Args:
        service: whose session is used.
    """

    def __init__(self, service: SageMaker) -> None:
        self._service = service
        self._left: list[Upload] = []  # that could not be taken back

    def upload(
        self,
        path: MemberPath,
        file: Path,
        to: str,
        *,
        over: bool = False,
        content_type: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> dict[str, str]:
        """Upload a file unless it is there already; shows how far it is.

        Args:
            path: the member that it is for.
            file: on this machine.
            to: ``s3://bucket/prefix/``, which keeps the file's name, or the whole address.
            over: what is there is replaced.
            content_type: of the file; without it, what its name tells.
            options: of boto3's ``upload_file``, such as ``ServerSideEncryption``.

        Returns:
            ``address``, ``type`` (empty when it is not known) and ``digest``.

        Raises:
            AttachError: it was not uploaded; nothing of it was left.
        """
        bucket, key = _target(path, file, to)
        address = f"s3://{bucket}/{key}"
        _look(path, file)
        for left in self._left:
            left.roll_back()
        self._left = [left for left in self._left if left.open]
        media_type = content_type or type_of(file.name)
        try:
            upload = Upload(self._service.s3(), bucket, key, over=over)
            extra = {"ContentType": media_type or UNKNOWN_TYPE, **(options or {})}
            try:
                digest = self._send(upload, file, address, extra)
            except BaseException as found:
                if not isinstance(found, Exception):
                    upload.remove(file)  # Ctrl+C came when S3 had it already
                raise
        except NoSessionError:
            raise error("session", path) from None
        except ObjectExistsError:
            raise error("exists", path, address=address) from None
        except FileChangedError:
            raise error("changed", path, file=file) from None
        except OSError as found:
            raise _unread(path, file, found) from found
        except (ClientError, BotoCoreError) as found:
            raise from_s3(found, path, address, self._unfinished(path)) from found
        return {"address": address, "type": media_type, "digest": digest}

    def _send(self, upload: Upload, file: Path, address: str, options: Mapping[str, Any]) -> str:
        region = upload.region()
        bar = Bar(f"{file.name} to {address}", file.stat().st_size)
        end, here = "not uploaded", self._service.known_target().region
        try:
            digest = upload.same(file, over=upload.over)
            end = "is there already"
            if not digest:
                end = "not uploaded"
                digest = self._transfer(upload, file, options, bar)
                end = "uploaded"
            if region and here and region != here:
                end += f", in {region}; the package will be in {here}"
        finally:
            bar.end(end)
        return digest

    def _transfer(self, upload: Upload, file: Path, options: Mapping[str, Any], bar: Bar) -> str:
        with file.open("rb") as opened:
            content = HashingReader(opened)
            try:
                upload.send(file, content, options, bar.add)
            except (ClientError, BotoCoreError):
                # The answer to the last call may have been lost, or it was sent twice.
                if not (content.whole and self._arrived(upload, file)):
                    raise
            finally:
                if upload.open:
                    self._left.append(upload)
        return content.digest

    @staticmethod
    def _arrived(upload: Upload, file: Path) -> bool:
        try:
            return bool(upload.same(file, over=True))
        except (ClientError, BotoCoreError, OSError):
            return False

    def _unfinished(self, path: MemberPath) -> str:
        ids = [one for left in self._left for one in sorted(left.open)]
        if not ids:
            return ""
        (issue,) = error("left", path, upload=", ".join(ids)).issues
        return f"{issue.message} {issue.hint}"


def _target(path: MemberPath, file: Path, to: str) -> tuple[str, str]:
    match = _PLACE.fullmatch(str(to))
    if not match:
        raise error("place", path, address=repr(to)[:200])
    bucket, key = match[1], match[2] or ""
    key = key + file.name if key.endswith("/") or not key else key
    try:
        key.encode()
    except UnicodeEncodeError:  # bytes of a file's name that are none of UTF-8
        raise error("name", path, file=printable(str(file))) from None
    return bucket, key


def _look(path: MemberPath, file: Path) -> None:
    """Raise if a file can't be read, before any call of AWS.

    Raises:
        AttachError: it cannot.
    """
    try:
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            raise error("folder", path, file=file)
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with file.open("rb"):
            pass
    except (OSError, ValueError) as found:
        raise _unread(path, file, found) from found


def _unread(path: MemberPath, file: Path, found: Exception) -> AttachError:
    why = getattr(found, "strerror", None) or str(found) or os.strerror(errno.EIO)
    return error("file", path, file=file, why=why)
