"""The way through a schema: which keywords judge a value, found once for each part of the schema.

jsonschema makes a validator of each value's schema and looks up its ``$ref`` in a registry: most of
the time of a check. Its validator begins at the top; from there on this goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from .keywords import KEYWORDS
from .lazy_jsonschema import jsonschema

if TYPE_CHECKING:
    from modelpkg_widget.request.plain_json import Json
    from modelpkg_widget.schema.from_botocore import Schema

Step = tuple[Callable[..., Iterable[Any]], Any, "Schema"]
_REF = "#/$defs/"
_ASSERTIONS = jsonschema.Draft202012Validator.VALIDATORS


class SchemaWalk:
    """Judges values by the parts of one schema.

    Args:
        schema: of a request, with its ``$defs``; it stays as it is.

    Raises:
        NotImplementedError: while it is used: the schema has a keyword that nothing here judges.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._steps: dict[int, list[Step]] = {}

    def validators(self) -> dict[str, Callable[..., Iterable[Any]]]:
        """Return the keywords as jsonschema calls them."""
        return {name: partial(self._at_the_top, keyword) for name, keyword in KEYWORDS.items()}

    def descend(self, instance: Json, schema: Schema, path: str | int | None = None) -> list[Any]:
        """Return what is wrong with a value, each with its path from here."""
        steps = self._steps.get(id(schema))
        if steps is None:
            steps = self._steps[id(schema)] = list(self._steps_of(schema))
        found: list[Any] = []
        for keyword, argument, of in steps:
            for error in keyword(self, argument, instance, of):
                error.title = of.get("title", "") if error.title is None else error.title
                if path is not None:
                    error.path.appendleft(path)
                found.append(error)
        return found

    def _at_the_top(
        self, keyword: Any, _: Any, argument: Any, instance: Json, schema: Schema
    ) -> Iterable[Any]:
        found: Iterable[Any] = keyword(self, argument, instance, schema)
        return found

    def _steps_of(self, schema: Schema) -> Iterable[Step]:
        for name, argument in schema.items():
            if name == "$ref":
                yield from self._steps_of(self._schema["$defs"][argument.removeprefix(_REF)])
            elif name in KEYWORDS:
                yield KEYWORDS[name], argument, schema
            elif name in _ASSERTIONS:
                raise NotImplementedError(f"the keyword {name} of {schema.get('title')}")
