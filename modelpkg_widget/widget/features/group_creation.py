"""Creating the group that a version belongs to, by the form of CreateModelPackageGroup."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime import background
from modelpkg_widget.widget import page_data

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker

OPERATION = "CreateModelPackageGroup"
_NAME = "ModelPackageGroupName"


class GroupState(TypedDict):
    """State of the creation of the group, and its form."""

    state: Literal["offered", "creating", "created", "refused"]
    start: Json
    """The request that its form starts with."""
    arn: str
    issues: list[Issue]
    schema: Annotated[dict[str, Any], "Schema"]


@dataclass(frozen=True)
class Group:
    """How the creation stands.

    Attributes:
        state: ``off``; ``offered``; ``creating``; ``created``; ``refused``.
        start: the request that its form starts with.
        arn: of the group that was created.
        issues: what speaks against the request.
    """

    state: Literal["off", "offered", "creating", "created", "refused"] = "off"
    start: Json = None
    arn: str = ""
    issues: tuple[Issue, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON, with what the page makes the form of."""
        if self.state == "off":
            return {}
        return {
            "state": self.state,
            "start": self.start or {},
            "arn": self.arn,
            "issues": [issue.as_dict() for issue in self.issues],
            "schema": page_data.tables(OPERATION)["schema"],
        }


class GroupCreation:
    """Creates a group, on a thread of its own.

    Args:
        service: where.
        report: called after each change of `group`.
    """

    def __init__(self, service: SageMaker, report: Callable[[], None]) -> None:
        self._service = service
        self._report = report
        self._lock = threading.Lock()
        self.group = Group()

    def offer(self, request: Json) -> None:
        """Offer the form for the group that the request of a version names."""
        name = request["ModelPackageGroupName"].rpartition("/")[2]
        with self._lock:
            if self.group.state in ("off", "created") or self.group.start != {_NAME: name}:
                self.group = Group("offered", {_NAME: name})

    def withdraw(self) -> None:
        """Offer it no more: the group is there."""
        with self._lock:
            self.group = Group()

    def create(self, request: Json) -> None:
        """Send CreateModelPackageGroup, unless one is under way."""
        from modelpkg_widget.validation.validator import check_schema

        found = check_schema(request, OPERATION)
        errors = tuple(issue for issue in found if issue.severity == "error")
        with self._lock:
            if self.group.state in ("off", "creating"):
                return
            start = self.group.start
            self.group = Group("refused" if errors else "creating", start, issues=errors)
        self._report()
        if not errors:
            background.run(self._create, request)

    def _create(self, request: Json) -> None:
        start = self.group.start
        try:
            arn = self._service.create_group(request)
            group = Group("created", start, arn)
        except BaseException as error:  # noqa: BLE001 - each is reported
            issues = tuple(issues_from_error(error))
            is_there = error_category(error) == "exists"
            group = Group("created" if is_there else "refused", start, issues=issues)
        with self._lock:
            self.group = group
        background.guarded(self._report)
