"""What every scene is made with, and the table that it stands in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator

from tests.conftest import ROOT
from tests.e2e.layout.test_height import open_sections
from tests.e2e.own_page import OwnPage

Scene = Callable[[OwnPage], Locator]
SCENES: dict[str, Scene] = {}
REQUESTS = ROOT / "tests" / "conformance" / "cases" / "requests"
CREATE = "Create model package"
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/serve"
LONG = "arn:aws:sagemaker:us-east-1:123456789012:model-package-group/" + "a-rather-long-name-" * 3
REALTIME = "SupportedRealtimeInferenceInstanceTypes"


def scene(make: Scene) -> Scene:
    SCENES[make.__name__] = make
    return make


def saved(name: str) -> Any:
    return json.loads((REQUESTS / f"{name}.json").read_text(encoding="utf-8"))


def filled(page: OwnPage, name: str) -> Locator:
    request = saved(name)
    form = page.show(request)
    open_sections(form, set(request))
    return form


def section(form: Locator, title: str) -> None:
    form.get_by_role("button", name=title).click()
