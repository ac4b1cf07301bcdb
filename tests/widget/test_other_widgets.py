"""A form beside widgets of ipywidgets: linked, observed, shown in boxes and in an output."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
import traitlets

from modelpkg_widget import ModelPackageForm

from .recorded_comm import BAD, GOOD, Make, Wire

pytestmark = pytest.mark.usefixtures("quiet")


def test_two_forms_are_linked(make: Make) -> None:
    one, other = make(GOOD), make()
    link = traitlets.link((one, "value"), (other, "value"))
    assert other.value == GOOD
    Wire(other).write({**GOOD, "Domain": "typed"})
    assert one["Domain"] == "typed"
    one["Domain"] = "set"
    assert other["Domain"] == "set"
    other.undo()
    assert one["Domain"] == "typed"
    link.unlink()
    one["Domain"] = "alone"
    assert other["Domain"] == "typed"


def test_a_button_follows_what_is_valid(make: Make) -> None:
    form, button = make(BAD), ipywidgets.Button(disabled=True)
    traitlets.dlink((form, "valid"), (button, "disabled"), lambda valid: not valid)
    assert button.disabled
    form.value = GOOD
    assert button.disabled == (not form.valid)
    traitlets.dlink((form, "status"), (button, "description"))
    assert button.description == "editing"


def test_a_text_field_sets_one_member(make: Make) -> None:
    form, field = make(GOOD), ipywidgets.Text()
    field.comm = None  # the page of this test knows messages of the form alone

    def write(change: Any) -> None:
        form["ModelPackageDescription"] = change["new"]

    field.observe(write, "value")
    field.value = "from a field"
    assert form["ModelPackageDescription"] == "from a field"


def test_observe_takes_what_widgets_take(make: Make) -> None:
    form, seen = make(GOOD), []
    form.observe(lambda change: seen.append(change["name"]), ["value", "issues"])
    form.observe(lambda change: seen.append("all"))
    form.observe(lambda change: seen.append("type"), names=traitlets.All, type="change")
    form["Domain"] = "a"
    assert {"value", "all", "type"} <= set(seen)
    seen.clear()
    form.unobserve_all()
    form["Domain"] = "b"
    assert seen == []


def test_an_output_shows_what_a_function_makes_of_the_form(make: Make) -> None:
    form, seen = make(GOOD), []
    out = ipywidgets.interactive_output(
        lambda request: seen.append(dict(request)), {"request": form}
    )
    assert seen == [GOOD]
    form["Domain"] = "a"
    assert seen[-1] == {**GOOD, "Domain": "a"}
    assert isinstance(out, ipywidgets.Output)


@pytest.mark.parametrize("box", ["HBox", "VBox", "GridBox", "Tab", "Accordion", "Stack"])
def test_a_box_holds_a_form(make: Make, box: str) -> None:
    form = make(GOOD)
    made = getattr(ipywidgets, box)([form, ipywidgets.Label("beside")])
    assert made.children[0] is form
    made.close()
    assert form.value == GOOD
    form["Domain"] = "a"  # it lives on
    assert form.comm is not None


def test_an_app_layout_holds_a_form(make: Make) -> None:
    form: ModelPackageForm = make(GOOD)
    layout = ipywidgets.AppLayout(center=form, left_sidebar=ipywidgets.Label("beside"))
    assert form in layout.children
