"""What tab completion and help show of a form."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
from IPython.core.interactiveshell import InteractiveShell

import modelpkg_widget
from modelpkg_widget import ModelPackageForm

METHODS = {
    "attach", "confirm", "diff", "export", "follow", "load", "preflight", "prepare_retry",
    "redo", "rehearse", "reset", "resolve_draft", "submit", "to_html", "undo", "wait",
}  # fmt: skip
TRAITS = {
    "arn", "done_tasks", "draft_state", "failure", "guide", "issues", "kind", "loaded",
    "next_steps", "package", "pending", "preflight_report", "rehearsal_report", "status",
    "submission", "target",
    "valid", "value", "watch_state",
}  # fmt: skip
OF_WIDGETS = {"close", "layout", "observe", "unobserve"}


def test_tab_completion_shows_what_people_use() -> None:
    form = ModelPackageForm()
    public = {name for name in dir(form) if not name.startswith("_")}
    form.close()
    assert public == METHODS | TRAITS | OF_WIDGETS


def test_tab_completion_shows_names_of_the_package_that_are_not_loaded_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(vars(modelpkg_widget), "sandbox", raising=False)
    shown = dir(modelpkg_widget)
    assert {*modelpkg_widget.__all__, "__version__"} <= set(shown)
    assert "sandbox" not in vars(modelpkg_widget)
    assert shown == sorted(shown)


@pytest.mark.parametrize("name", sorted(TRAITS))
def test_each_trait_says_what_it_is(name: str) -> None:
    trait: Any = ModelPackageForm.class_traits()[name]
    assert trait.help[0].isupper() or trait.help.startswith("`")
    assert trait.__doc__ == trait.help


def test_a_question_mark_in_a_notebook_says_what_issues_are() -> None:
    make_shell: Any = InteractiveShell
    shell = make_shell()
    shell.push({"form": ModelPackageForm()})
    assert shell.object_inspect("form.issues")["docstring"].startswith("All that is wrong")


MEANT = {
    "isues": "no attribute 'isues'. Did you mean 'issues'?",
    "submitt": "Did you mean 'submit'?",
    "valeu": "Did you mean 'value'?",
    "to_json": "For the request as text, use form.export('json'); draft= keeps it in a file.",
    "next_step": "Did you mean 'next_steps'?",
    "Domain": "no attribute 'Domain'. For the member of the request, use form['Domain'].",
    "zebra": "ModelPackageForm has no attribute 'zebra'.",
}


@pytest.mark.parametrize("name", MEANT)
def test_an_unknown_attribute_is_refused_with_the_one_that_was_meant(name: str) -> None:
    form = ModelPackageForm()
    with pytest.raises(AttributeError) as read:
        getattr(form, name)
    with pytest.raises(AttributeError) as written:
        setattr(form, name, {})
    assert str(read.value).endswith(MEANT[name])
    assert str(written.value) == str(read.value)
    assert not hasattr(form, name)


def test_a_subclass_may_have_attributes_of_its_own() -> None:
    class Mine(ModelPackageForm):
        def __init__(self) -> None:
            self.team = "growth"
            super().__init__()

    assert Mine().team == "growth"


def test_an_unknown_argument_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(TypeError, match=r"no argument 'sesion'\. Did you mean 'session'\?$"):
        ModelPackageForm(sesion=None)
    with pytest.raises(TypeError, match=r"no argument 'zebra'\.$"):
        ModelPackageForm({}, zebra=1)


def test_options_of_ipywidgets_are_taken() -> None:
    layout = ipywidgets.Layout(width="30em")
    form = ModelPackageForm(layout=layout, tooltip="a form")
    other = ModelPackageForm(layout={"width": "20em"})
    assert form.layout is layout
    assert form.tooltip == "a form"
    assert other.layout.width == "20em"
    form.close()
    other.close()
    assert layout.comm is not None  # it may be that of other widgets, too
