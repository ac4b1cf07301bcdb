"""Uploading local files and filling in their addresses."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelpkg_widget.request.diff import remap_path
from modelpkg_widget.request.issues import parse_path
from modelpkg_widget.request.plain_json import Json

from .base import Feature, FormState

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.uploads.attach import Uploader


class UploadFeature(Feature):
    """Uploads one file at a time, in the caller.

    Args:
        form: that it belongs to.
        service: whose account files go to.
    """

    def __init__(self, form: FormState, service: SageMaker) -> None:
        self._form = form
        self._service = service
        self._uploader: Uploader | None = None  # it loads boto3

    def attach(
        self,
        path: Sequence[str | int] | str,
        file: str | os.PathLike[str],
        to: str,
        *,
        over: bool,
        content_type: str,
        options: Mapping[str, Any] | None,
    ) -> str:
        """Upload a file and fill in its address: see `ModelPackageForm.attach`.

        Raises:
            AttachError: nothing was uploaded or nothing filled in.
            ValueError: a path that is spelled wrongly, or an unknown option.
        """
        from modelpkg_widget.uploads.destination import check_items, upload_target
        from modelpkg_widget.uploads.errors import error
        from modelpkg_widget.uploads.file_content import UNKNOWN_TYPE

        form = self._form
        place = parse_path(path) if isinstance(path, str) else tuple(path)
        members = upload_target(place)
        with form.lock:
            before = form.request.copy()
        check_items(before, members.holder)
        known = self._attaching().upload(
            place, Path(file).expanduser(), to,
            over=over, content_type=content_type, options=options,
        )  # fmt: skip
        with form.changing():
            now = form.request.copy()
            holder = _holder_by_now(before, now, members.holder)
            if holder is None:
                raise error("moved", place, address=known["address"])
            if not known["type"] and not _has(now, (*holder, members.names.get("type", ""))):
                known["type"] = UNKNOWN_TYPE
            form.replace(members.filled(now, holder, known))
        return known["address"]

    def _attaching(self) -> Uploader:
        if self._uploader is None:
            from modelpkg_widget.uploads.attach import Uploader

            self._uploader = Uploader(self._service)
        return self._uploader


def _holder_by_now(before: Json, now: Json, holder: tuple[str | int, ...]) -> Any:
    """Return where a structure is by now; None when an item of a list that it was in is gone."""
    from modelpkg_widget.uploads.destination import longest_known

    known = longest_known(before, holder)
    found = remap_path(before, now, known)
    return None if found is None else (*found, *holder[len(known) :])


def _has(request: Json, path: tuple[str | int, ...]) -> bool:
    from modelpkg_widget.uploads.destination import longest_known

    return longest_known(request, path) == path
