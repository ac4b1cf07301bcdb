"""Test data taken apart and answers put together."""

from __future__ import annotations

import io

import pytest

from modelpkg_widget.rehearsal.plan import UNBOUNDED, Settings
from modelpkg_widget.rehearsal.records import Assembler, Batch, TooLargeError, batches


def bodies(
    *contents: bytes, split: str = "Line", payload: int = 10, many: bool = True,
    count: int | None = None,
) -> list[bytes]:  # fmt: skip
    files = [(str(at), io.BytesIO(content)) for at, content in enumerate(contents)]
    return [batch.body for batch in batches(files, split, Settings(payload, 1, many), count)]


def test_lines_fill_a_body_as_far_as_they_fit() -> None:
    assert bodies(b"12\n34\n56\n78\n90") == [b"12\n34\n56\n", b"78\n90"]


def test_single_records_have_a_body_each() -> None:
    assert bodies(b"1\n2\n3\n", many=False) == [b"1\n", b"2\n", b"3\n"]


def test_a_carriage_return_is_part_of_its_line() -> None:
    assert bodies(b"1\r2\r\n3\x0b4\n", many=False) == [b"1\r2\r\n", b"3\x0b4\n"]


def test_a_file_that_is_not_split_is_one_record() -> None:
    assert bodies(b"1\n2\n", b"3\n", split="None") == [b"1\n2\n", b"3\n"]


def test_only_the_first_records_are_sent_over_files() -> None:
    assert bodies(b"1\n2\n", b"3\n4\n", count=3) == [b"1\n2\n", b"3\n"]


def test_numbers_of_records_go_on_over_files() -> None:
    files = [("a", io.BytesIO(b"1\n2\n")), ("b", io.BytesIO(b"3\n"))]
    found = list(batches(files, "Line", Settings(100, 1, many=True), None))
    assert [(batch.at, batch.first, batch.last) for batch in found] == [(0, 1, 2), (1, 3, 3)]


@pytest.mark.parametrize("split", ["Line", "None"])
def test_a_record_that_does_not_fit_is_named(split: str) -> None:
    first = b"1\n"
    with pytest.raises(TooLargeError) as caught:
        bodies(first, b"x" * 11, split=split)
    assert caught.value.number == 2


def test_a_line_without_an_end_is_read_no_further_than_needed() -> None:
    class Endless(io.RawIOBase):
        count = 0

        def read(self, size: int = -1) -> bytes:
            self.count += size
            assert self.count < 10**8
            return b"x" * size

    with pytest.raises(TooLargeError):
        list(batches([("a", Endless())], "Line", Settings(10, 1, many=True), None))  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("by_line", "expected"), [(True, b"a\nb\nc\n"), (False, b"ab\nc")], ids=["Line", "None"]
)
def test_answers_are_written_in_order(by_line: bool, expected: bytes) -> None:
    file = io.BytesIO()
    assembler = Assembler(file, by_line=by_line)
    for at, body in ((2, b"c"), (0, b"a"), (1, b"b\n")):
        assembler.add(at, body)
    assert file.getvalue() == expected


def test_a_batch_knows_its_records() -> None:
    batch = Batch(0, 5, (b"1\n", b"2\n"))
    assert (batch.body, batch.last) == (b"1\n2\n", 6)


@pytest.mark.parametrize("split", ["", "Line"])
def test_a_body_without_a_limit_holds_all(split: str) -> None:
    settings = Settings(UNBOUNDED, 1, many=True)
    data = b"1\n" * 5
    (batch,) = batches([("a", io.BytesIO(data))], split, settings, None)
    assert batch.body == data
