"""Where in a YAML text each member stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .json_positions import SourceMap, SourceNode


@dataclass
class _Open:
    mark: SourceNode
    is_map: bool
    count: int = 0
    key: str | None = None
    key_at: int = 0


def source_map(text: str) -> SourceMap:
    """Return where the members of the first document stand.

    Args:
        text: YAML that was read already.

    Raises:
        ValueError: it is not YAML.
    """
    import yaml

    try:
        return SourceMap(text, _root(yaml, text))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _root(yaml: Any, text: str) -> SourceNode:
    root: SourceNode | None = None
    opened: list[_Open] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            mark = (
                _with_position(opened[-1], event) if opened else SourceNode(event.start_mark.index)
            )
            root = root or mark
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(_Open(mark, isinstance(event, yaml.MappingStartEvent)))
    return root or SourceNode(0)


def _with_position(holder: _Open, event: Any) -> SourceNode:
    """Return the place of a node in what holds it; that of a value is where its key begins."""
    at = event.start_mark.index
    if not holder.is_map:
        mark = holder.mark.inner[holder.count] = SourceNode(at)
        holder.count += 1
    elif holder.key is None:
        holder.key, holder.key_at = str(getattr(event, "value", "")), at
        mark = SourceNode(at)
    else:
        mark = holder.mark.inner[holder.key] = SourceNode(holder.key_at)
        holder.key = None
    return mark
