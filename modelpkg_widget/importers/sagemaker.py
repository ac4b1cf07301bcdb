"""Loading what AWS has: the latest version of a group, one package, or a training job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.runtime import background

from .loaded_request import Loaded

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker

    from .source import Kind


class LoadError(ValueError):
    """AWS did not tell what was asked for.

    Attributes:
        issues: why, at least one.
    """

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = issues
        super().__init__("\n".join(f"{one.message} {one.hint}".strip() for one in issues))


class RegisteredLoader:
    """Loads from AWS, at once or on a thread of its own.

    Args:
        service: where.
        take: called with what was loaded, or how the loading stands, on any thread.
    """

    def __init__(self, service: SageMaker, take: Callable[[Loaded], None]) -> None:
        self._service = service
        self._take = take
        self._lock = threading.Lock()
        self._last_number = 0

    def load(self, kind: Kind, name: str, *, over: bool = False) -> None:
        """Load, and wait for it; what was asked for before is not awaited any more.

        Raises:
            LoadError: AWS did not tell it; the message says why and what to do.
        """
        error = self._run(self._next(), kind, name, over)
        if error:
            raise error

    def load_async(self, kind: Kind, name: str, *, over: bool = False) -> None:
        """Load on a thread; ``state`` and ``problem`` report a failure."""
        number = self._next()
        self._take(Loaded(state="loading"))
        background.run(self._run, number, kind, name, over, name="loading")

    def find(self, kind: Kind, name: str) -> Loaded:
        """Return what AWS tells, and wait for it; nothing is taken.

        ``state`` and ``problem`` report a failure.
        """
        found = self._found(kind, name)
        return _failed(found) if isinstance(found, LoadError) else found

    def _run(self, number: int, kind: Kind, name: str, over: bool) -> LoadError | None:  # noqa: FBT001
        found = self._found(kind, name)
        error = found if isinstance(found, LoadError) else None
        with self._lock:
            latest = number == self._last_number
        if latest:
            self._take(
                _failed(found) if isinstance(found, LoadError) else replace(found, over=over)
            )
        return error

    def _found(self, kind: Kind, name: str) -> Loaded | LoadError:
        try:
            return self._look(kind, name)
        except Exception as raised:  # noqa: BLE001 - each is reported
            return LoadError(issues_from_error(raised))

    def _next(self) -> int:
        with self._lock:
            self._last_number += 1
            return self._last_number

    def _look(self, kind: Kind, name: str) -> Loaded:
        if kind == "group":
            return self._latest(name)
        if kind == "training_job":
            from .training_job import of_training_job

            name = name.rpartition(":training-job/")[2]
            return of_training_job(self._service.describe_training_job(name))
        from .model_package import next_version

        description = self._service.describe(name)
        names = load_table("resources/layout")["next_version"]
        group = str(description.get(names["group"], ""))
        return next_version(description, group and self._group_of(name, group))

    def _latest(self, group: str) -> Loaded:
        found = latest_version(self._service, group)
        if found:
            return found
        try:
            self._service.describe_group(group)
        except Exception as error:
            if error_category(error) != "denied":  # who may not look may still make a version
                raise
        names, short = load_table("resources/layout")["next_version"], group.rpartition("/")[2]
        source = texts.format_text(
            load_table("importers/texts")["next_version"]["first"], {"group": short}
        )
        return Loaded({names["group"]: group}, source, first=(short, (names["group"],)))

    def _group_of(self, package: str, group: str) -> str:
        """Return the name of a package's group; its ARN where a name could mean another one.

        A name means a group of one's own account.
        """
        if not package.startswith("arn:"):
            return group
        *place, account, _ = package.split(":", 5)
        if self._service.known_target().account == account:
            return group
        return ":".join([*place, account, f"model-package-group/{group}"])


def latest_version(service: SageMaker, group: str) -> Loaded | None:
    """Return the request of a group's latest version; None when it has none.

    Raises:
        botocore.exceptions.ClientError: no such group, or no permission.
        botocore.exceptions.BotoCoreError: no answer.
    """
    from .model_package import next_version

    arn = service.newest_version(group)
    return next_version(service.describe(arn), group) if arn else None


def _failed(error: LoadError) -> Loaded:
    return Loaded(state="failed", problem=str(error))
