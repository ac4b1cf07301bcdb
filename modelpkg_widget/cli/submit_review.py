"""What `submit` compares with the latest version of the group before anything is sent."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.model_package import has_carried_members
from modelpkg_widget.importers.provenance import provenance_of_draft
from modelpkg_widget.importers.sagemaker import latest_version
from modelpkg_widget.request.issues import format_path, parse_path
from modelpkg_widget.request.json_codec import dumps
from modelpkg_widget.request.merge import MISSING, get_path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.review import review

from .console import UsageError, print_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.request.issues import Path as MemberPath
    from modelpkg_widget.request.plain_json import Json
    from modelpkg_widget.submission.journal import Act

    from .inputs import RequestFile


@dataclass(frozen=True)
class Confirmation:
    """One ``--confirm``.

    Attributes:
        path: of the value.
        value: its text; JSON if it is no text.
        digest: SHA-256 of the value as JSON, in place of the value.
    """

    path: MemberPath
    value: str = ""
    digest: str = ""

    def is_about(self, value: Json) -> bool:
        """Whether this is the value that is confirmed."""
        if value is MISSING:
            return False
        if self.digest:
            return review.digest_of(value) == self.digest
        return (value if isinstance(value, str) else dumps(value)) == self.value


def parse_confirmation(text: str) -> Confirmation:
    """Return what ``PATH=VALUE`` or ``PATH#SHA256`` confirms.

    Raises:
        UsageError: it is neither.
    """
    for number, sign in enumerate(text):
        if sign not in "=#" or not number:
            continue
        try:
            path = parse_path(text[:number])
        except ValueError:  # the sign is in a key: Environment{"a=b"}
            continue
        rest = text[number + 1 :]
        return Confirmation(path, rest) if sign == "=" else Confirmation(path, digest=rest)
    raise UsageError(
        "--confirm expects PATH=VALUE, such as MetadataProperties.CommitId=4c1d9a7, not "
        f"{text[:80]!r}."
    )


@dataclass(frozen=True)
class Reviewed:
    """What is to be said of one request.

    Attributes:
        unreviewed: an error for each value that nobody has confirmed; its hint is the option that
            does.
        remarks: what else is to be said.
        acts: what was decided about the others, for the journal.
    """

    unreviewed: list[Issue]
    remarks: list[Issue]
    acts: tuple[Act, ...]


class Reviewer:
    """Compares requests with the latest versions of their groups.

    Args:
        service: where these are looked for.
        confirmations: of the command line.
    """

    def __init__(self, service: SageMaker, confirmations: Sequence[Confirmation]) -> None:
        self._service = service
        self._confirmations = confirmations
        self._known: dict[str, Loaded | None] = {}

    def review(self, request: RequestFile) -> Reviewed:
        """Return what nobody has confirmed: neither in the form, nor by an option.

        A request without members that belong to one version, or whose group has no version, has
        nothing to review. So has one whose group cannot be asked for; that is said.
        """
        value = request.value
        latest = self._latest(request)
        loaded = latest or Loaded({})
        before = self._beside(request)
        if before:
            loaded = replace(loaded, marks=(*loaded.marks, *before.marks_in(value)))
        for confirmation in self._confirmations:
            if confirmation.is_about(get_path(value, confirmation.path)):
                loaded = loaded.confirmed(value, confirmation.path)
        unreviewed = [
            replace(issue, hint=option(issue.path, get_path(value, issue.path)))
            for issue in loaded.unreviewed(value)
        ]
        remarks = review.identical_warning(latest, value) if latest else []
        return Reviewed(unreviewed, remarks, review.review_decisions(loaded, value))

    def mistaken(self, requests: Sequence[RequestFile]) -> list[str]:
        """Return the paths of confirmations that are about no value of any request."""
        return [
            format_path(one.path)
            for one in self._confirmations
            if not any(one.is_about(get_path(request.value, one.path)) for request in requests)
        ]

    def _latest(self, request: RequestFile) -> Loaded | None:
        member = load_table("resources/layout")["next_version"]["group"]
        group = request.value.get(member) if isinstance(request.value, dict) else None
        if not isinstance(group, str) or not group or not has_carried_members(request.value):
            return None
        if group not in self._known:
            self._known[group] = self._look(group)
        return self._known[group]

    def _look(self, group: str) -> Loaded | None:
        from modelpkg_widget.aws.errors import issues_from_error

        try:
            found = latest_version(self._service, group)
        except Exception as error:  # noqa: BLE001 - each is reported; AWS decides then
            why = issues_from_error(error)[0]
            print_error(
                f"Not compared with the latest version of {group}: {why.message} {why.hint}"
            )
            return None
        if found is None:
            return None
        return replace(found, marks=tuple(replace(mark, code="equal") for mark in found.marks))

    @staticmethod
    def _beside(request: RequestFile) -> Loaded | None:
        """Return what the form keeps beside a draft: what was loaded, and what was confirmed."""
        try:
            return provenance_of_draft(Path(request.file))
        except ValueError as error:
            print_error(f"{error}")
            return None


def option(path: MemberPath, value: Json) -> str:
    """Return the option that confirms a value, quoted for a shell.

    It names a digest in place of a value that is long, may be a secret, or is not printable.
    """
    text = value if isinstance(value, str) else dumps(value)
    shown = review.is_shown(value) and text.isprintable()
    rest = f"={text}" if shown else f"#{review.digest_of(value)}"
    return f"--confirm {shlex.quote(format_path(path) + rest)}"
