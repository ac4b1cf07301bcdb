"""A sandbox by its name: what is in it, and how to control it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from .client import ControlClient
from .resource_names import Names


class NamedSandbox(ControlClient):
    """A sandbox that somebody can reach, and the names of what is in it.

    Args:
        url: of the sandbox.
        names: of what is in it.
    """

    def __init__(self, url: str, names: Names) -> None:
        super().__init__(url)
        self._names = names

    @abstractmethod
    def client(self, service_name: str, **options: Any) -> Any:
        """Return a boto3 client of this sandbox."""

    @property
    def account(self) -> str:
        return self._names.account

    @property
    def region(self) -> str:
        return self._names.region

    @property
    def group(self) -> str:
        return self._names.group

    @property
    def bucket(self) -> str:
        return self._names.bucket

    @property
    def image(self) -> str:
        return self._names.image

    @property
    def role(self) -> str:
        return self._names.role

    @property
    def model_data(self) -> str:
        return self._names.model_data

    @property
    def validation_input(self) -> str:
        return self._names.validation_input

    @property
    def validation_output(self) -> str:
        return self._names.validation_output

    @property
    def training_job(self) -> str:
        return self._names.training_job

    @property
    def other_account(self) -> str:
        return self._names.other_account

    @property
    def shared_group(self) -> str:
        return self._names.shared_group

    @property
    def closed_group(self) -> str:
        return self._names.closed_group
