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
#: Of these, each kind of element, each state and each member of what a kernel says is in another
#: scene: `make soak` judges them too, and that it is so. A new scene is judged in each run.
REPEATED = {
    "all_choices", "all_metrics", "approval_to_be_meant", "asking_stopped", "changed",
    "completed", "empty_and_open", "entries_that_wait", "exercise_done",
    "exported_for_marketplace", "failed", "guide_at_a_load",
    "guide_at_the_portal", "guide_before_creating", "guide_begun", "guide_of_no_kind",
    "guide_to_choose", "guide_to_review", "guide_with_what_its_kind_forbids", "json_in_a_text",
    "kind_chosen", "kind_with_what_does_not_apply", "load_previewed", "local_file",
    "many_metadata", "marketplace", "nothing_changed", "one_to_fix", "problems", "refused",
    "typed_choice", "warnings",
}  # fmt: skip
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
