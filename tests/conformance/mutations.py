"""Ways in which one place of a request goes wrong, or becomes another that is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from modelpkg_widget.schema.from_botocore import Schema, request_schema
from tests.conformance.material import (
    ELSEWHERE,
    FLOATS,
    KEYS,
    NUMBERS,
    PIECES,
    SECRETS,
    TEXTS,
    known_texts,
)


@dataclass(frozen=True)
class Place:
    """A value of a request where it can be taken hold of; ``schema`` is {} where there is none."""

    holder: Any
    key: Any
    schema: Schema

    @property
    def value(self) -> Any:
        return self.holder[self.key]

    def put(self, value: Any) -> None:
        self.holder[self.key] = value


@lru_cache(maxsize=1)
def model() -> Schema:
    return request_schema()


def resolved(schema: Schema) -> Schema:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    return model()["$defs"][name] if name else schema


def places(holder: Any, key: Any, given: Schema) -> Iterator[Place]:
    """All places from one on that the model knows, and what it does not know below them."""
    schema = resolved(given)
    yield Place(holder, key, schema)
    value = holder[key]
    if isinstance(value, list) and "items" in schema:
        for at in range(len(value)):
            yield from places(value, at, schema["items"])
    elif isinstance(value, dict) and schema:
        more = schema.get("additionalProperties") or {}
        for name in value:
            yield from places(value, name, schema.get("properties", {}).get(name, more))


def good(rng: Random, given: Schema, depth: int = 0) -> Any:
    """A value that the model, if not the rules, is likely to take."""
    schema = resolved(given)
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        members = schema["properties"]
        least = schema.get("required", [])
        more = rng.sample(sorted(members), min(len(members), rng.randint(0, 3 if depth < 4 else 0)))
        return {
            name: good(rng, members[name], depth + 1) for name in dict.fromkeys([*least, *more])
        }
    if kind == "object":
        keys = [good(rng, schema["propertyNames"], depth + 1) for _ in range(rng.randint(0, 3))]
        return {key: good(rng, schema["additionalProperties"], depth + 1) for key in keys}
    if kind == "array":
        count = rng.randint(schema.get("minItems", 0), 3)
        return [good(rng, schema["items"], depth + 1) for _ in range(count)]
    if kind in ("integer", "number"):
        return rng.randint(schema.get("minimum", 0), schema.get("maximum", 20))
    if kind == "boolean":
        return rng.random() < 0.5
    return rng.choice(schema.get("enum") or known_texts().get(schema.get("title", "")) or ["a"])


def long_text(rng: Random, place: Place) -> Any:
    """As long as a limit, or one off; the text that is there, filled up."""
    limits = [place.schema[name] for name in ("minLength", "maxLength") if name in place.schema]
    length = rng.choice(limits or [300]) + rng.choice([-1, 0, 0, 1])
    if length > 11_000 and rng.random() < 0.8:
        length = 300
    text = place.value if isinstance(place.value, str) else ""
    fill = rng.choice(["a", "a", "a", "1", "-", "😀", "é", "\n", rng.choice(PIECES)])
    return (text + fill * max(0, length))[: max(0, length)]


def odd_text(rng: Random, place: Place) -> Any:
    """Something that belongs to no name, at the beginning, at the end or in between."""
    text = place.value if isinstance(place.value, str) else rng.choice(["a", ""])
    at = rng.choice([0, len(text), rng.randint(0, len(text))])
    return text[:at] + rng.choice(PIECES) + text[at:]


def elsewhere(rng: Random, place: Place) -> Any:
    """Another partition, account, region or bucket."""
    if not isinstance(place.value, str):
        return rng.choice(TEXTS)
    form, others = rng.choice(ELSEWHERE)
    return re.sub(form, lambda _: rng.choice(others), place.value)


def known_text(rng: Random, place: Place) -> Any:
    title = place.schema.get("title", "")
    return rng.choice(known_texts().get(title) or place.schema.get("enum") or TEXTS)


def other_type(rng: Random, place: Place) -> Any:
    deep: Any = 1
    for _ in range(rng.choice([3, 60, 2000]) if rng.random() < 0.1 else 1):
        deep = [deep] if rng.random() < 0.5 else {rng.choice(KEYS): deep}
    kinds = [None, True, False, [], {}, [None], {"a": 1}, [[]], deep]
    return rng.choice([*kinds, rng.choice(NUMBERS), rng.choice(FLOATS), rng.choice(TEXTS)])


def near_number(rng: Random, place: Place) -> Any:
    bounds = [place.schema[name] for name in ("minimum", "maximum") if name in place.schema]
    number = rng.choice([*bounds, 100]) + rng.choice([-1, 0, 1])
    return rng.choice([number, float(number), str(number), *NUMBERS, *FLOATS])


def good_value(rng: Random, place: Place) -> Any:
    return good(rng, place.schema) if place.schema else rng.choice(TEXTS)


def other_case(rng: Random, place: Place) -> Any:
    text = place.value
    return rng.choice([text.lower(), text.upper(), text + " "]) if isinstance(text, str) else None


def more_items(rng: Random, place: Place) -> Any:
    """A list as long as its limit or one off, with one item often, or with none."""
    value = place.value
    if not isinstance(value, list) or "items" not in place.schema:
        return good(rng, place.schema)
    limit = rng.choice([0, 1, place.schema.get("minItems", 0), place.schema.get("maxItems", 3)])
    count = max(0, limit + rng.choice([-1, 0, 0, 1]))
    items = [*value, *(good(rng, place.schema["items"]) for _ in range(2))]
    return [items[rng.randrange(len(items))] for _ in range(count)]


def more_members(rng: Random, place: Place) -> Any:
    """Members of a structure taken out, put in, misspelled; entries of a map, up to its limit."""
    value = dict(place.value) if isinstance(place.value, dict) else {}
    members = place.schema.get("properties")
    step = rng.randrange(4)
    if step == 0 and value:
        del value[rng.choice(list(value))]
    elif step == 1:
        value[rng.choice(KEYS)] = rng.choice([None, 1, "a", {}, []])
    elif step == 2 and value:
        name = rng.choice(list(value))
        value[rng.choice([name.lower(), name + rng.choice(PIECES)])] = value.pop(name)
    elif members:
        name = rng.choice(list(members))
        value[name] = good(rng, members[name])
    elif rng.random() < 0.5:
        value |= dict([rng.choice(SECRETS)])
    else:
        count = place.schema.get("maxProperties", 3) + rng.choice([-1, 0, 1])
        value |= {f"K{at}": "v" for at in range(count - len(value))}
        name = rng.choice(list(value) or [""])
        value[
            (name + rng.choice(["a" * 1025, "a" * 130, *PIECES]))[: rng.choice([128, 1024, None])]
        ] = "v"
    return value


OF_TEXT = [long_text, long_text, odd_text, odd_text, elsewhere, known_text, other_case]
Mutation = Callable[[Random, Place], Any]


def mutate(rng: Random, place: Place) -> None:
    """Change one place, mostly in a way that is about values of its kind."""
    ways: list[Mutation] = {
        "string": OF_TEXT,
        "integer": [near_number],
        "number": [near_number],
        "boolean": [good_value],
        "array": [more_items],
        "object": [more_members],
    }.get(place.schema.get("type", ""), [other_type])
    way = other_type if rng.random() < 0.12 else rng.choice(ways)
    place.put(good_value(rng, place) if rng.random() < 0.08 else way(rng, place))
