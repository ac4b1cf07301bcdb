"""The group that a version belongs to: offered to be created when it is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState
from .group_creation import GroupCreation, GroupState

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


@dataclass(frozen=True, kw_only=True)
class CreateGroup(Message):
    """A person wants a group to be created.

    Attributes:
        request: of CreateModelPackageGroup.
    """

    kind: ClassVar[str] = "create_group"
    request: fields.RequestText


class GroupFeature(Feature):
    """Creates a missing group; see the trait `group_creation`.

    Args:
        form: that it belongs to.
        service: where the group is created.
        is_elsewhere: returns whether the group is in another account. Creating it here would make
            a second group of that name.
        created: called when the group exists, so that the error about the missing group ends.
    """

    traits: ClassVar = {"group_creation": GroupState | None}

    def __init__(
        self,
        form: FormState,
        service: SageMaker,
        is_elsewhere: Callable[[], bool],
        created: Callable[[], None],
    ) -> None:
        self._form = form
        self._is_elsewhere = is_elsewhere
        self._created = created
        self._creation = GroupCreation(service, self._settled)
        self.handlers = {CreateGroup: self._create}

    def submission_settled(self, outcome: Outcome) -> None:
        """Offer the group that a refusal names, or offer it no more."""
        if "group" in outcome.actions:
            self._creation.offer(json_codec.loads(outcome.body))
        elif outcome.status == "created" or self._is_elsewhere():
            self._creation.withdraw()

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Return the trait ``group_creation``."""
        return {"group_creation": {} if self._is_elsewhere() else self._creation.group.as_dict()}

    def _create(self, message: CreateGroup) -> None:
        if not self._is_elsewhere():
            self._creation.create(message.request.value)

    def _settled(self) -> None:
        if self._creation.group.state == "created":
            self._created()
        self._form.update()
