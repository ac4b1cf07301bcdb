"""What needs a second, deliberate act of a person before it is sent from a page.

Which members and values, stands in ``layout.json``; js/src/form/validation/confirmations.ts is the
page's half.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from modelpkg_widget.request.issues import Issue, Path
from modelpkg_widget.request.merge import json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table


def missing_confirmations(request: Json, confirmed: Collection[Path]) -> list[Issue]:
    """Return an error for each place that a person has not confirmed.

    Args:
        request: plain JSON.
        confirmed: the places that were ticked.
    """
    rows = [(_pattern(row["path"]), row) for row in load_table("resources/layout")["deliberate"]]
    found = []
    for path, value in _leaves(request):
        for form, row in rows:
            needs_confirmation = json_equal(value, row["equals"]) and form.fullmatch(_spelled(path))
            if needs_confirmation and path not in confirmed:
                message, hint = texts.issue_text("confirm", "", {"says": row["says"]})
                found.append(Issue(path, "confirm", message, hint=hint, source="form"))
    return found


def _leaves(request: Json) -> Iterator[tuple[Path, Json]]:
    todo: list[tuple[Path, Json]] = [((), request)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            todo += [((*path, name), value[name]) for name in reversed(value)]
        elif isinstance(value, list):
            todo += [((*path, at), value[at]) for at in reversed(range(len(value)))]
        else:
            yield path, value


@lru_cache(maxsize=16)
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in path.split("**")), re.DOTALL)


def _spelled(path: Path) -> str:
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in path)[1:]
