"""Which kind of package the form is for, as the kernel remembers it."""

from __future__ import annotations

from typing import Any

import pytest

from .wire import Make, Wire


def test_the_chosen_kind_is_remembered_for_the_next_page_and_is_no_part_of_the_request(
    make: Make,
) -> None:
    form = make({"ModelPackageName": "a"})
    assert form.get_state()["kind"] is None
    wire = Wire(form)
    wire.message({"kind": "kind", "id": "1", "chosen": "marketplace"})
    assert form.kind == "marketplace"
    assert form.get_state()["kind"] == "marketplace"
    wire.message({"kind": "kind", "id": "2", "chosen": ""})
    assert form.kind == ""
    assert form.answered == "2"
    assert form.value == {"ModelPackageName": "a"}


@pytest.mark.parametrize("chosen", [None, 3, "nothing", ["marketplace"], {}, "x" * 100_000])
def test_what_is_no_kind_changes_nothing(make: Make, chosen: Any) -> None:
    form = make()
    Wire(form).message({"kind": "kind", "id": "1", "chosen": chosen})
    form.set_state({"kind": "marketplace"})
    assert form.kind is None
