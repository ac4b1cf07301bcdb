"""What a check costs, beside jsonschema on the same schema in the same run."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from modelpkg_widget import check, request_schema
from tests.bench import loads
from tests.helpers.cpu_time import assert_ratio


def without_patterns(schema: Any) -> Any:
    """Python's own expressions read some of AWS's in another way, or not at all."""
    if isinstance(schema, dict):
        return {
            name: without_patterns(part)
            for name, part in schema.items()
            if name != "pattern" or not isinstance(part, str)
        }
    return [without_patterns(part) for part in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize(("load", "at_most"), [("largest", 0.55), ("typical", 1.0)])
def test_a_check_costs_less_than_jsonschema_alone(load: str, at_most: float) -> None:
    """Patterns and rules included, which jsonschema alone is spared."""
    request = loads.load(load)
    validator = jsonschema.Draft202012Validator(without_patterns(request_schema()))
    check(request)  # expressions are compiled once
    assert list(validator.iter_errors(request)) == []
    assert_ratio(
        lambda: check(request), lambda: list(validator.iter_errors(request)), at_most=at_most
    )
