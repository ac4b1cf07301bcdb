"""The part of a rehearsal that sends the test data."""

from __future__ import annotations

import contextlib
import gzip
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from botocore.exceptions import BotoCoreError, ClientError

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.storage.state_dir import make_private, state_folder
from modelpkg_widget.uploads.progress_bar import amount

from .causes import cause_of, size_cause, status_cause
from .container import Container
from .fetch import NoObjectError, data_files, opened
from .options import AwsClients, Options, why_of
from .plan import Plan, Settings
from .preparation import StoppedError, suffix_of
from .records import SPLIT_TYPES, Assembler, TooLargeError, batches
from .result import Report, log_copies
from .texts import text
from .transform import InvocationError, Totals, Transform

_UNSUPPORTED_TYPE = 415
_STOP_SECONDS = 3.0


class Sending:
    """Sends records through containers that answer /ping, and adds findings.

    Args:
        plan: what is run.
        options: of the rehearsal.
        aws: that the test data is read from.
        report: that findings are added to.
        containers: in their order.
    """

    def __init__(
        self,
        plan: Plan,
        options: Options,
        aws: AwsClients,
        report: Report,
        containers: list[Container],
    ) -> None:
        self._plan, self._options, self._aws = plan, options, aws
        self._report, self._containers = report, containers
        self.totals = Totals()
        self.log: list[str] = []
        """Of the container that failed."""

    def run(self, parameters: dict[str, Any], memory: Callable[[], int]) -> Path | None:
        """Send the records; returns the file with the answers.

        Args:
            parameters: of GET /execution-parameters.
            memory: returns the bytes that the containers use at most.

        Raises:
            StoppedError: a finding says why not.
            CancelledError: it was cancelled.
            OSError: a file cannot be written.
        """
        self._need_data()
        settings = self._plan.with_parameters(
            _number(parameters.get("MaxPayloadInMB")),
            _number(parameters.get("MaxConcurrentTransforms")) or 0,
            str(parameters.get("BatchStrategy") or ""),
        )
        settings = self._bounded(settings)
        transform = Transform(
            self._containers, settings, self._plan.content_type, self._plan.accept,
            self._options.invocation_seconds, self._options.cancelled,
        )  # fmt: skip
        self.totals = transform.totals
        output = self._options.output or answers_file()
        if not self._options.output:
            make_private(output.parent)
        with _written(output) as file:
            assembler = Assembler(file, by_line=self._plan.assemble == "Line")
            self._send(transform, settings, assembler)
        self._add_passed(settings, memory())
        self._add_types()
        self._report.add("output.written", path=str(output))
        return output

    def _need_data(self) -> None:
        """End where there is nothing that could be sent."""
        row = ""
        if self._plan.split not in SPLIT_TYPES:
            row = "data.split"
        elif self._options.data:
            return
        elif self._plan.source is None:
            row = "data.none"
        elif self._plan.source_type == "AugmentedManifestFile":
            row = "data.augmented"
        if row:
            self._stop(row, self._data_path(), uri=self._uri(), split=self._plan.split)

    def _bounded(self, settings: Settings) -> Settings:
        """No more requests at once than records."""
        count = self._options.records
        if count is None or settings.concurrent <= count:
            return settings
        return Settings(settings.payload, max(1, count), settings.many)

    def _files(self) -> Iterator[tuple[str, IO[bytes]]]:
        if self._options.data:
            with self._options.data.open("rb") as file:
                yield self._options.data.name, opened(file, is_compressed=self._plan.is_compressed)
        elif self._plan.source:
            yield from data_files(
                self._aws.client("s3"), self._plan.source, self._plan.source_type,
                is_compressed=self._plan.is_compressed,
            )  # fmt: skip

    def _send(self, transform: Transform, settings: Settings, assembler: Assembler) -> None:
        values: dict[str, Any] = {"uri": self._uri()}
        rows = batches(self._files(), self._plan.split, settings, self._options.records)
        try:
            transform.run(
                rows,
                assembler,
                lambda count: self._options.report(text("stages.send", count=count)),
            )
        except InvocationError as error:
            self._add_failure(error)
        except TooLargeError as error:
            cause = size_cause()
            self._stop(
                "data.large", self._data_path(), cause=cause.message, hint=cause.hint,
                number=error.number, limit=settings.payload // 1024**2, **values,
            )  # fmt: skip
        except NoSessionError:
            self._stop("data.no_session", self._data_path(), **values)
        except NoObjectError:
            self._stop("data.absent", self._data_path(), **values)
        except (ClientError, BotoCoreError) as error:
            self._stop("data.refused", self._data_path(), why=why_of(error), **values)
        except (gzip.BadGzipFile, zlib.error, EOFError):
            self._stop("data.gzip", self._data_path(), **values)
        except ValueError:
            self._stop("data.manifest", self._data_path(), **values)

    def _add_failure(self, error: InvocationError) -> None:
        container = self._containers[error.stage]
        state = None
        if error.outcome == "broken" and _has_stopped(container):
            state = container.state()
        self.log = error.log or container.log()
        cause = cause_of(self.log, state)
        row = f"records.{error.outcome}"
        if error.outcome == "broken" and not cause:
            row = "records.closed"
        elif error.status == _UNSUPPORTED_TYPE:
            row = "records.type"
        if error.outcome == "status":
            cause = status_cause(error.status)
        self._stop(
            row,
            [(*self._plan.containers[error.stage].path, "Image")],
            cause=cause.message if cause else "",
            hint=cause.hint if cause else "",
            copies=log_copies(self.log, error.body),
            suffix=suffix_of(self._plan, error.stage),
            status=error.status,
            records=_numbered(error),
            type=self._plan.content_type or "-",
            seconds=f"{self._options.invocation_seconds:g}",
        )

    def _add_passed(self, settings: Settings, memory: int) -> None:
        totals = self.totals
        if not totals.answered:
            self._stop("data.absent", self._data_path(), uri=self._uri())
        said = text("words.memory", memory=amount(memory)) if memory else ""
        self._report.add(
            "records.passed",
            self._data_path(),
            answered=totals.answered,
            requests=totals.requests,
            concurrent=settings.concurrent,
            median=duration(totals.percentile(0.5)),
            p95=duration(totals.percentile(0.95)),
            memory=said,
        )

    def _add_types(self) -> None:
        types = sorted(one.partition(";")[0].strip().lower() for one in self.totals.types)
        expected = [self._plan.accept] if self._plan.accept else [*self._plan.answer_types]
        allowed = {one.partition(";")[0].strip().lower() for one in expected}
        shown = ", ".join(one for one in types if one)
        row = "types.passed"
        if not all(types):
            row = "types.none"
        elif allowed and "*/*" not in allowed and not set(types) <= allowed:
            row = "types.other"
        path = [(*self._plan.path, "TransformOutput", "Accept")] if self._plan.accept else []
        self._report.add(row, path, types=shown, expected=", ".join(expected))

    def _stop(self, row: str, path: list[MemberPath], **values: Any) -> None:
        self._report.add(row, path, **values)
        raise StoppedError

    def _uri(self) -> str:
        if self._options.data:
            return str(self._options.data)
        return self._plan.source.uri if self._plan.source else ""

    def _data_path(self) -> list[MemberPath]:
        if self._plan.source:
            return [self._plan.source.path]
        return [self._plan.path] if self._plan.path else []


def answers_file() -> Path:
    """Return where the answers of the last rehearsal are."""
    return state_folder() / "rehearsal" / "answers.out"


def duration(seconds: float) -> str:
    """Spell a time: ``12 ms``, ``3.4 s``."""
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"


def _numbered(error: InvocationError) -> str:
    if error.first == error.last:
        return text("words.record", number=error.first)
    return text("words.records", first=error.first, last=error.last)


def _number(value: object) -> int | None:
    """Containers answer numbers as texts, too."""
    return int(value) if str(value).isdecimal() else None  # type: ignore[call-overload]


def _has_stopped(container: Container) -> bool:
    """A process that is killed closes its connections before its engine knows of it."""
    ends = time.monotonic() + _STOP_SECONDS
    while container.is_running and time.monotonic() < ends:
        time.sleep(0.05)
    return not container.is_running


@contextlib.contextmanager
def _written(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that has its name only once it is whole."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
