"""Where in a JSON text each member stands, so that a finding can name its line and column."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .json_codec import Reader

if TYPE_CHECKING:
    from .issues import Path
    from .plain_json import Json


@dataclass
class SourceNode:
    """Where one value, or the key before it, begins.

    Attributes:
        at: characters before it.
        inner: the same of what the value holds, by name or position.
    """

    at: int
    inner: dict[str | int, SourceNode] = field(default_factory=dict)


class SourceMap:
    """The places of the members of one text.

    Args:
        text: what was read.
        root: of the whole value.
    """

    def __init__(self, text: str, root: SourceNode) -> None:
        self._root = root
        self._breaks = [at for at, char in enumerate(text) if char == "\n"]

    def position(self, path: Path) -> tuple[int, int]:
        """Return line and column of a member; of a missing one, those of the nearest above it.

        Both are 1-based and count characters.
        """
        mark = self._root
        for step in path:
            if step not in mark.inner:
                break
            mark = mark.inner[step]
        line = bisect_left(self._breaks, mark.at)
        return line + 1, mark.at - (self._breaks[line - 1] if line else -1)


def loads(text: str) -> tuple[Json, SourceMap]:
    """Read one JSON value, and where its members stand.

    Raises:
        JsonTextError: (a ValueError) as `json_codec.loads`.
    """
    reader = _SourceReader(text)
    return reader.read(), SourceMap(text, reader.root)


class _SourceReader(Reader):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.root = SourceNode(0)
        self._open: list[SourceNode] = []  # of the values that are being read, outermost first
        self._key_at: int | None = None

    def value(self) -> Json:
        self.peek()
        mark = SourceNode(self.at if self._key_at is None else self._key_at)
        depth, self._key_at = len(self.stack), None
        if depth:
            self._open[depth - 1].inner[self.path[-1]] = mark
        else:
            self.root = mark
        self._open[depth:] = [mark]
        return super().value()

    def key(self, holder: dict[str, Any]) -> None:
        self.peek()
        self._key_at = self.at
        super().key(holder)
