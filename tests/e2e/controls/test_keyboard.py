"""A whole request entered in JupyterLab by somebody who has nothing but a keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.shared_cases import CASES
from tests.e2e.keyboard import Keyboard
from tests.e2e.lab import Notebook

Open = Callable[..., Notebook]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm(session=sandbox().session)
form
"""
SHOW = "import json; print(json.dumps(form.value))"
REQUEST = json.loads((CASES / "requests" / "02-marketplace-iris-validation.json").read_text())
CELLS = """() => {
  const { widgets } = window.jupyterapp.shell.currentWidget.content;
  return widgets.map(({ model }) => {
    const { id, cell_type, source, execution_count } = model.toJSON();
    return { id, cell_type, source, execution_count };
  });
}"""


# Every key goes to whatever has the focus: nothing is clicked, focused or filled by the test.
@pytest.mark.timeout(300)
def test_a_request_from_nothing_by_keyboard_alone(notebook: Open) -> None:
    """By keys alone, in JupyterLab, which has shortcuts of its own on the same keys."""
    page = notebook(START, SHOW, "# a cell that is in danger", "print('another')")
    keys = Keyboard(page.page)
    keys.press("Shift+Enter")
    page.form().wait_for()
    page.wait_idle()
    before = page.page.evaluate(CELLS)
    keys.press("ArrowUp")
    keys.tab_to("Package type")
    enter(keys)
    keys.press("Escape")
    print(f"{keys.moves} keys to move, choose and press; {keys.typed} characters typed")
    assert page.page.evaluate(CELLS) == before

    keys.press("Control+k")
    while keys.focus()["isForm"]:
        keys.press("Shift+Tab")
    page.expect_printed(1, REQUEST)
    assert page.errors == []


def enter(keys: Keyboard) -> None:
    """Enter the request, with stray keys on controls of each kind."""
    spec = REQUEST["InferenceSpecification"]
    keys.stray()
    field(keys, "ModelPackageName", REQUEST, stray=True)
    field(keys, "ModelPackageDescription", REQUEST, stray=True)
    press(keys, "Containers and inference")
    press(keys, "Add Containers item")
    assert keys.focus()["name"] == "Image"
    keys.stray()
    keys.type(spec["Containers"][0]["Image"])
    keys.find("transform types", "InferenceSpecification.SupportedTransformInstanceTypes")
    keys.tab_to("Search SupportedTransformInstanceTypes")
    pick(keys, spec["SupportedTransformInstanceTypes"][0])
    keys.tab_to("Search SupportedRealtimeInferenceInstanceTypes")
    pick(keys, spec["SupportedRealtimeInferenceInstanceTypes"][0])
    for name in ("SupportedContentTypes", "SupportedResponseMIMETypes"):
        press(keys, f"Add {name} item")
        rows(keys, spec[name])
    press(keys, "Validation and Marketplace")
    checks = REQUEST["ValidationSpecification"]
    field(keys, "ValidationRole", checks, stray=True)
    press(keys, "Add ValidationProfiles item")
    profile = checks["ValidationProfiles"][0]
    keys.stray()
    keys.type(profile["ProfileName"])
    job = profile["TransformJobDefinition"]
    choice(keys, "BatchStrategy", job, stray=True)
    choice(keys, "S3DataType", job["TransformInput"]["DataSource"]["S3DataSource"])
    field(keys, "S3Uri", job["TransformInput"]["DataSource"]["S3DataSource"])
    field(keys, "ContentType", job["TransformInput"])
    field(keys, "S3OutputPath", job["TransformOutput"])
    field(keys, "InstanceType", job["TransformResources"], stray=True)
    field(keys, "InstanceCount", job["TransformResources"])
    choice(keys, "CertifyForMarketplace", {"CertifyForMarketplace": "true"})


def field(keys: Keyboard, name: str, owner: dict[str, Any], *, stray: bool = False) -> None:
    keys.tab_to(name)
    if stray:
        keys.stray()
    keys.type(str(owner[name]))


def choice(keys: Keyboard, name: str, owner: dict[str, Any], *, stray: bool = False) -> None:
    keys.tab_to(name)
    if stray:
        keys.stray()
    keys.choose(owner[name])


def press(keys: Keyboard, name: str) -> None:
    keys.tab_to(name)
    keys.stray()
    keys.press("Enter")


def pick(keys: Keyboard, value: str) -> None:
    """Choose a value in the box that finds values, and wander through its list first."""
    keys.stray()
    keys.type(value)
    keys.press("ArrowDown", 2)
    keys.press("ArrowUp", 2)
    keys.press("Enter")
    keys.press("Escape")


def rows(keys: Keyboard, values: list[str]) -> None:
    for at, value in enumerate(values):
        if at > 0:
            keys.press("Enter")
        else:
            keys.stray()
        keys.type(value)
