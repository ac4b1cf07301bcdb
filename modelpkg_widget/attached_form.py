"""A form that local files can be attached to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .aws.service import Service
from .difference import place_in
from .issue import path_of
from .json_value import Json
from .loaded_form import LoadedForm
from .uploading.content import UNKNOWN_TYPE
from .uploading.error import error
from .uploading.members import check_items, longest_known, members_of

if TYPE_CHECKING:
    from .uploading.attaching import Attaching


class AttachedForm(LoadedForm):
    """Adds uploads to a `LoadedForm`, whose arguments and errors it has."""

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None, service: Service) -> None:
        self._uploads_by = service
        self._attaching: Attaching | None = None  # it loads boto3
        super().__init__(value, draft, service)

    def attach(
        self,
        path: Sequence[str | int] | str,
        file: str | os.PathLike[str],
        *,
        to: str,
        over: bool = False,
        content_type: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> str:
        """Upload a local file and fill in its address, and where there is room its type and digest.

        Shows how far it is. A file that is there already with the same content is not sent again.
        What fails or is interrupted leaves nothing behind. The request is filled in one step of
        undo; what was typed meanwhile stays.

        Args:
            path: the member that holds the address, or the structure around it, spelled as in an
                issue: ``"ModelMetrics.ModelQuality.Statistics"``,
                ``"InferenceSpecification.Containers[0].ModelDataUrl"``; or its steps.
            file: path on this machine; ``~`` is the home folder.
            to: ``"s3://bucket/prefix/"``, which keeps the name of the file, or a whole address.
            over: replace what the key holds; without it something else there is an error.
            content_type: of the file; without it, what its name tells.
            options: further arguments of boto3's ``upload_file``, such as
                ``{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/mine"}``.

        Returns:
            The address of the file.

        Raises:
            AttachError: nothing was uploaded or nothing filled in; ``.issues`` says why and what
                to do.
            ValueError: a path that is spelled wrongly, or an unknown option.

        Source:
            ``s3:PutObject``; ``s3:GetObject`` and ``s3:ListBucket`` where they are allowed.
        """
        place = path_of(path) if isinstance(path, str) else tuple(path)
        members = members_of(place)
        with self._lock:
            before = self._ledger.copy()
        check_items(before, members.holder)
        known = self._attach().send(
            place, Path(file).expanduser(), to,
            over=over, content_type=content_type, options=options,
        )  # fmt: skip
        with self._changing():
            now = self._ledger.copy()
            holder = _by_now(before, now, members.holder)
            if holder is None:
                raise error("moved", place, address=known["address"])
            if not known["type"] and not _has(now, (*holder, members.names.get("type", ""))):
                known["type"] = UNKNOWN_TYPE
            self.value = members.filled(now, holder, known)
        return known["address"]

    def _attach(self) -> Attaching:
        if self._attaching is None:
            from .uploading.attaching import Attaching

            self._attaching = Attaching(self._uploads_by)
        return self._attaching


def _by_now(before: Json, now: Json, holder: tuple[str | int, ...]) -> Any:
    """Return where a structure is by now; None when an item of a list that it was in is gone."""
    known = longest_known(before, holder)
    found = place_in(before, now, known)
    return None if found is None else (*found, *holder[len(known) :])


def _has(request: Json, path: tuple[str | int, ...]) -> bool:
    return longest_known(request, path) == path
