"""What a rehearsal needs before a container starts: its image, its model, its size."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

from botocore.exceptions import BotoCoreError, ClientError

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.uploads.progress_bar import Bar, amount

from .causes import architecture_cause
from .engine import Engine, EngineError
from .fetch import NoObjectError, fetch_below, fetch_object
from .image.ecr import PLATFORM, architecture_in, pull
from .image.sandbox import NotInSandboxError, is_of_sandbox, is_sandbox, load_from_sandbox
from .options import AwsClients, Options, why_of
from .plan import ContainerPlan, Plan
from .result import Report
from .texts import text
from .unpack import UnsafeArchiveError, unpack

_GIB = 1024**3


class StoppedError(Exception):
    """A finding was added that ends the rehearsal."""


class Preparation:
    """Prepares the containers of a plan, and adds findings.

    Args:
        plan: what is run.
        options: of the rehearsal.
        engine: that runs it.
        aws: that is read from.
        report: that findings are added to.
        folder: of the rehearsal.
    """

    def __init__(
        self,
        plan: Plan,
        options: Options,
        engine: Engine,
        aws: AwsClients,
        report: Report,
        folder: Path,
    ) -> None:
        self._plan, self._options, self._engine = plan, options, engine
        self._aws, self._report, self._folder = aws, report, folder

    def image(self, at: int) -> str:
        """Get an image; returns the platform that has to be named, or nothing.

        Raises:
            StoppedError: there is none that can be run.
        """
        one = self._plan.containers[at]
        path = [(*one.path, "Image")]
        common: dict[str, Any] = {"suffix": suffix_of(self._plan, at), "image": one.image}
        self._options.report(text("stages.image", image=one.image))
        row = self._engine.inspect("image", one.image)
        outcome = "image.local"
        if row is None or is_of_sandbox(row):
            outcome = self._get(one, row, common) or outcome
            row = self._engine.inspect("image", one.image) or {}
        built = architecture_in(row)
        if built and built != "amd64":
            cause = architecture_cause()
            self._report.add("image.architecture", path, cause=cause.message, hint=cause.hint,
                             architecture=built, **common)  # fmt: skip
            raise StoppedError
        if not self._engine.is_native:
            outcome = "image.emulated"
        self._report.add(outcome, path, **common)
        return "" if self._engine.is_native else PLATFORM

    def _get(self, one: ContainerPlan, row: dict[str, Any] | None, common: dict[str, Any]) -> str:
        """Load or pull an image; returns what the finding is, or nothing if the image is kept."""
        path = [(*one.path, "Image")]
        if not one.ecr:
            self._stop("image.absent", path, **common)
        try:
            client = self._aws.client("ecr", one.ecr.region)
            if is_sandbox(client):
                load_from_sandbox(self._engine, one.ecr, client)
                return "image.sandbox"
            if row is not None:
                return ""
            self._options.report(text("stages.pull", image=one.image))
            pull(self._engine, one.ecr, client, self._options.cancelled, self._folder)
        except NotInSandboxError:
            self._stop("image.not_in_sandbox", path, **common)
        except NoSessionError:
            if row is not None:
                return ""
            self._stop("image.no_session", path, **common)
        except (ClientError, BotoCoreError) as error:
            self._stop("image.refused", path, why=why_of(error), **common)
        except EngineError as error:
            self._stop("image.refused", path, why=str(error), **common)
        return "image.pulled"

    def _stop(self, row: str, path: list[MemberPath], **values: Any) -> NoReturn:
        self._report.add(row, path, **values)
        raise StoppedError

    def model(self, at: int, folder: Path) -> None:
        """Put the model of a container into a folder.

        Raises:
            StoppedError: it cannot be had, or it is not safe.
            OSError: a file cannot be written.
        """
        one = self._plan.containers[at]
        local = self._options.models[at] if at < len(self._options.models) else None
        path = [one.model.path] if one.model else [one.path]
        uri = str(local) if local else one.model.uri if one.model else ""
        common: dict[str, Any] = {"suffix": suffix_of(self._plan, at), "uri": uri}
        if not uri:
            self._report.add("model.none", path, **common)
            return
        self._options.report(text("stages.model"))
        try:
            count, size = self._model_of(one, local, folder)
        except NoSessionError as error:
            self._report.add("model.no_session", path, **common)
            raise StoppedError from error
        except NoObjectError as error:
            self._report.add("model.absent", path, **common)
            raise StoppedError from error
        except (ClientError, BotoCoreError) as error:
            self._report.add("model.refused", path, why=why_of(error), **common)
            raise StoppedError from error
        except UnsafeArchiveError as error:
            self._report.add("model.unsafe", path, why=str(error), **common)
            raise StoppedError from error
        except ValueError as error:
            why = text("archive.outside", name=str(error))
            self._report.add("model.unsafe", path, why=why, **common)
            raise StoppedError from error
        self._report.add("model.unpacked", path, count=count, size=amount(size), **common)

    def _model_of(self, one: ContainerPlan, local: Path | None, folder: Path) -> tuple[int, int]:
        if local:
            return unpack(local, folder, self._options.bounds, self._options.raise_if_cancelled)
        assert one.model  # noqa: S101 - without an address nothing is asked for
        progress = _FetchProgress(one.model.uri)
        client = self._aws.client("s3")
        cancelled = self._options.cancelled
        try:
            if not one.is_archive:
                return fetch_below(client, one.model, folder, progress, cancelled)
            archive = fetch_object(client, one.model, progress, cancelled, self._folder)
        finally:
            progress.end()
        return unpack(archive, folder, self._options.bounds, self._options.raise_if_cancelled)

    def bounds(self) -> list[str]:
        """Return the options of ``run`` that make the machine as small as the instance."""
        kind = self._plan.instance_type
        path = [(*self._plan.path, "TransformResources", "InstanceType")] if kind else []
        if not kind:
            self._report.add("instance.unset", path, type="-")
            return []
        found = instance_size(kind)
        if not found:
            self._report.add("instance.unknown", path, type=kind)
            return []
        cpus, memory = found
        values: dict[str, Any] = {"type": kind, "cpus": cpus, "memory": f"{memory:g}"}
        own = self._engine.cpus, self._engine.memory / _GIB
        is_smaller = (own[0] and own[0] < cpus) or (own[1] and own[1] < memory)
        self._report.add(
            "instance.fewer" if is_smaller else "instance.bounded",
            path, own_cpus=own[0], own_memory=f"{own[1]:.1f}", **values,
        )  # fmt: skip
        most = min(cpus, own[0] or cpus)
        return ["--memory", f"{int(memory * 1024)}m", "--cpus", str(most)]

    def accelerator(self) -> None:
        """Tell that the instance has a GPU, which nothing has here."""
        kind = self._plan.instance_type
        if is_accelerated(kind):
            path = (*self._plan.path, "TransformResources", "InstanceType")
            self._report.add("instance.gpu", [path], type=kind)
            self._report.doubt = text("words.gpu")


class _FetchProgress:
    """A bar for what is fetched, once its size is known."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._bar: Bar | None = None
        self._size = self._come = 0

    def __call__(self, size: int, count: int) -> None:
        if self._bar is None and count < size:
            import sys

            self._bar = Bar(self._uri, size, sys.stderr)
            self._size = size
        if self._bar and count:
            self._come += count
            self._bar.add(count)

    def end(self) -> None:
        if self._bar:
            self._bar.end(f"{amount(self._come)} of {amount(self._size)}")


def instance_size(kind: str) -> tuple[int, float] | None:
    """Return processors and GiB of memory of an instance type; None when that is not known."""
    family, _, size = kind.rpartition(".")
    for row in load_table("rehearsal/instance_types")["families"]:
        for name, cpus, memory in row["sizes"]:
            if (row["family"], name) == (family, size):
                return cpus, memory
    return None


def is_accelerated(kind: str) -> bool:
    """Whether an instance type has a GPU, or a chip of AWS for the same purpose."""
    return bool(re.match(load_table("rehearsal/instance_types")["accelerated"], kind))


def suffix_of(plan: Plan, at: int) -> str:
    """Return what is behind the title of a finding about one of several containers."""
    if len(plan.containers) < 2:
        return ""
    return f", {text('words.container', number=at + 1)}"
