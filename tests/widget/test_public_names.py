"""What tab completion and help show of a form."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from modelpkg_widget import ModelPackageForm

METHODS = {
    "attach", "confirm", "diff", "follow", "load", "preflight", "prepare_retry", "resolve_draft",
    "submit", "to_html", "wait",
}  # fmt: skip
TRAITS = {
    "arn", "draft_state", "failure", "guide", "issues", "kind", "loaded", "next_steps", "package",
    "pending", "preflight_report", "status", "submission", "target", "valid", "value",
    "watch_state",
}  # fmt: skip
OF_WIDGETS = {"close", "layout", "observe", "unobserve"}


def test_tab_completion_shows_what_people_use() -> None:
    form = ModelPackageForm()
    public = {name for name in dir(form) if not name.startswith("_")}
    form.close()
    assert public == METHODS | TRAITS | OF_WIDGETS


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
