"""Requests to compare verdicts on: real ones, those of the rules' cases, and mutations of both."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import Any

from modelpkg_widget.request import json_codec
from tests.conformance.material import TEXTS
from tests.conformance.mutations import Place, good, model, mutate, places
from tests.conformance.shared_cases import CASES, read, request_cases
from tests.validation.test_rules import spelled_out


@lru_cache(maxsize=1)
def real() -> list[Any]:
    return [case.value for case in request_cases()]


@lru_cache(maxsize=1)
def of_rules() -> list[Any]:
    """Requests that break one rule each, or barely do not."""
    cases = read(CASES / "rules.json").values()
    return [spelled_out(case["request"]) for group in cases for case in group]


def requests(seed: int, count: int) -> Iterator[str]:
    """Make requests as JSON text: what is there as it is, then what chance makes of it."""
    rng = Random(seed)
    for at in range(count):
        known = [*real(), *of_rules()]
        yield json_codec.dumps(known[at] if at < len(known) else mutated(rng))


def mutated(rng: Random) -> Any:
    if rng.random() < 0.01:
        return rng.choice([None, 1, True, [], {}, [{}], *TEXTS])
    base = rng.choice(real() if rng.random() < 0.6 else of_rules())
    root = [copy.deepcopy(base if rng.random() < 0.95 else good(rng, model()))]
    if rng.random() < 0.3:  # members of another one: what no rule lets stand together
        other = rng.choice([*real(), *of_rules()])
        for name in rng.sample(sorted(other), min(len(other), rng.randint(1, 2))):
            root[0][name] = copy.deepcopy(other[name])
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        mutate(rng, chosen(rng, list(places(root, 0, model()))))
    return root[0]


def chosen(rng: Random, found: list[Place]) -> Place:
    """One of the places, those of rare types as often as texts, the whole request more often."""
    if rng.random() < 0.1:
        return found[0]
    kind = rng.choice(sorted({place.schema.get("type", "") for place in found}))
    return rng.choice([place for place in found if place.schema.get("type", "") == kind])
