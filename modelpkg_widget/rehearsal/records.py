"""Test data taken apart as a batch transform takes it, and the answers put back in order.

Source:
    SageMaker API Reference, TransformInput (SplitType) and CreateTransformJob (BatchStrategy,
    MaxPayloadInMB), and the local mode of sagemaker-python-sdk (``sagemaker/local/data.py``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from .plan import UNBOUNDED, Settings

#: What is split here; the other types of the API are not.
SPLIT_TYPES = ("", "None", "Line")
_CHUNK = 1024 * 1024


class TooLargeError(Exception):
    """A record, or a file that is not split, is larger than a body can be.

    Attributes:
        number: of the record, from 1.
        size: at least so many bytes.
    """

    def __init__(self, number: int, size: int) -> None:
        super().__init__(number)
        self.number, self.size = number, size


@dataclass(frozen=True)
class Batch:
    """What one request sends.

    Attributes:
        at: its place among all batches, from 0.
        first: number of its first record, from 1.
        records: their bytes.
    """

    at: int
    first: int
    records: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        """What is sent."""
        return b"".join(self.records)

    @property
    def last(self) -> int:
        """Number of its last record."""
        return self.first + len(self.records) - 1


def batches(
    files: Iterable[tuple[str, IO[bytes]]], split: str, settings: Settings, count: int | None
) -> Iterator[Batch]:
    """Yield the requests for the first records.

    Args:
        files: names and contents.
        split: ``Line``, or nothing: each file is a record.
        settings: how many bytes a body has, and whether it has many records.
        count: of records; None is all.

    Raises:
        TooLargeError: a record does not fit into a body.
    """
    number, rows = 0, itertools.count()
    for _, file in files:
        left = None if count is None else count - number
        if left == 0:
            return
        waiting: list[bytes] = []
        size = 0
        for record in itertools.islice(_records(file, split, settings.payload), left):
            if len(record) > settings.payload:
                raise TooLargeError(number + 1, len(record))
            if waiting and (not settings.many or size + len(record) > settings.payload):
                yield Batch(next(rows), number - len(waiting) + 1, tuple(waiting))
                waiting, size = [], 0
            waiting.append(record)
            size += len(record)
            number += 1
        if waiting:
            yield Batch(next(rows), number - len(waiting) + 1, tuple(waiting))


def _records(file: IO[bytes], split: str, payload: int) -> Iterator[bytes]:
    """One byte more than fits shows what does not, however large it is."""
    if split != "Line":
        yield file.read() if payload == UNBOUNDED else file.read(payload + 1)
        return
    rest = b""
    while chunk := file.read(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) > payload:
            break
    if rest:
        yield rest


class Assembler:
    """Writes answers in the order of their batches, whichever comes first.

    Args:
        file: that they are written to.
        by_line: AssembleWith is Line: an answer without a line feed at its end gets one.
    """

    def __init__(self, file: IO[bytes], *, by_line: bool) -> None:
        self._file, self._by_line = file, by_line
        self._waiting: dict[int, bytes] = {}
        self._next = 0

    def add(self, at: int, body: bytes) -> None:
        """Note the answer to a batch."""
        self._waiting[at] = body
        while (ready := self._waiting.pop(self._next, None)) is not None:
            self._file.write(ready)
            if self._by_line and not ready.endswith(b"\n"):
                self._file.write(b"\n")
            self._next += 1
