"""Bytes that are to be text."""

from __future__ import annotations


class NotUtf8Error(ValueError):
    """Bytes that are not UTF-8; the message says where, and what to do.

    Attributes:
        line: 1-based.
        column: 1-based, in bytes.
    """

    def __init__(self, why: str, line: int, column: int) -> None:
        self.line, self.column = line, column
        super().__init__(why)


def decode_utf8(data: bytes) -> str:
    """Return bytes as text.

    Raises:
        NotUtf8Error: (a ValueError) they are not UTF-8.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotUtf8Error("the text is UTF-16. Save it as UTF-8.", 1, 1)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        wrong = f"line {line}, byte {column}: 0x{data[error.start]:02x}"
        why = f"{wrong} is not UTF-8; save the text as UTF-8."
        raise NotUtf8Error(why, line, column) from error
