"""A walk at random through the form in a real browser: see ``static/walk.js``."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
START = {
    "ModelPackageName": "start",
    "Domain": "d",
    "InferenceSpecification": {
        "Containers": [{"Image": "a"}, {"Image": "b"}],
        "SupportedContentTypes": ["a/a", "b/b"],
    },
    "Tags": [{"Key": "k", "Value": "v"}],
    "CustomerMetadataProperties": {"n": "v"},
}
SECTIONS = ["Containers and inference", "Model card and metadata"]


def walk(page: OwnPage, seed: int, count: int) -> None:
    print(f"seed {seed}, {count} actions")
    # As a page writes it: a first action may change nothing.
    form = page.show(text=json.dumps(START, separators=(",", ":")))
    for name in SECTIONS:
        form.get_by_role("button", name=name).click()
    for script in ("plain_form.js", "form_actions.js", "random_edits.js", "walk.js"):
        page.page.add_script_tag(url=script)
    came_to: dict[str, Any] = page.page.evaluate("(given) => walk(...given)", [seed, count, START])
    assert "wrong" not in came_to, json.dumps(came_to, indent=1)
    print(came_to["done"])
    assert page.errors == []


@pytest.mark.timeout(300)
def test_a_short_walk(own_page: Own) -> None:
    """100 acts by chance, undone and redone: the page and a plain model of it stay equal."""
    walk(own_page(), seed=1, count=100)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_long_walk_from_a_new_seed(own_page: Own) -> None:
    walk(own_page(), int(os.environ.get("SEED", random.randrange(1, 2**31))), count=2500)
