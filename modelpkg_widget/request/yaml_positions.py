"""Where in a YAML text each member stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .json_positions import Mark, Places


@dataclass
class _Open:
    mark: Mark
    is_map: bool
    count: int = 0
    key: str | None = None
    key_at: int = 0


def places(text: str) -> Places:
    """Return where the members of the first document stand.

    Args:
        text: YAML that was read already.

    Raises:
        ValueError: it is not YAML.
    """
    import yaml

    try:
        return Places(text, _root(yaml, text))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _root(yaml: Any, text: str) -> Mark:
    root: Mark | None = None
    opened: list[_Open] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            mark = _placed(opened[-1], event) if opened else Mark(event.start_mark.index)
            root = root or mark
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(_Open(mark, isinstance(event, yaml.MappingStartEvent)))
    return root or Mark(0)


def _placed(holder: _Open, event: Any) -> Mark:
    """Return the place of a node in what holds it; that of a value is where its key begins."""
    at = event.start_mark.index
    if not holder.is_map:
        mark = holder.mark.inner[holder.count] = Mark(at)
        holder.count += 1
    elif holder.key is None:
        holder.key, holder.key_at = str(getattr(event, "value", "")), at
        mark = Mark(at)
    else:
        mark = holder.mark.inner[holder.key] = Mark(holder.key_at)
        holder.key = None
    return mark
