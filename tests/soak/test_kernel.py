"""Many forms made, displayed, sent and closed in one kernel: nothing of them stays."""

from __future__ import annotations

import gc
import threading
import time
import tracemalloc
import weakref
from typing import Any

import comm
import pytest
from ipywidgets.widgets.widget import _instances

from modelpkg_widget import ModelPackageForm
from tests.helpers.sandboxes import request
from tests.widget.recorded_comm import Recorded, Wire
from tests.widget.scripted_client import Client, until

COUNTS = [20, pytest.param(100, marks=pytest.mark.soak)]
LARGE = "02-marketplace-iris-validation.json"


@pytest.fixture
def comms(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The comms that are open now."""
    monkeypatch.setattr(comm, "create_comm", Recorded)
    opened: dict[str, Any] = comm.get_comm_manager().comms
    return opened


def opened() -> ModelPackageForm:
    """A form with all that happens in its life."""
    form = ModelPackageForm(request(LARGE), client=Client())
    wire = Wire(form)
    wire.message({"kind": "hello", "id": "1"})
    wire.write({"ModelPackageGroupName": "group"})
    wire.message({"kind": "preflight", "id": "2"})
    form.observe(lambda _: None, "value")
    form._ipython_display_()
    form.submit()
    until(lambda: form.package and form.target["state"] != "asking")
    return form


def closed(forms: list[ModelPackageForm]) -> list[weakref.ref[ModelPackageForm]]:
    """Close them and forget them, but for what tells whether they are still there."""
    for form in forms:
        form.close()
    known = [weakref.ref(form) for form in forms]
    forms.clear()
    return known


def settled(threads: set[threading.Thread]) -> int:
    """Wait until no thread is left of what was begun since; returns the bytes that are held."""
    until(lambda: set(threading.enumerate()) <= threads)
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.slow
def test_closed_forms_leave_nothing(count: int, comms: dict[str, Any]) -> None:
    threads = set(threading.enumerate())
    closed([opened() for _ in range(5)])  # what is loaded once is loaded now
    tracemalloc.start()
    try:
        before = settled(threads)
        widgets, open_ = len(_instances), len(comms)
        start = time.process_time()
        forms = [opened() for _ in range(count)]
        took = time.process_time() - start
        held = settled(threads) - before
        assert len(_instances) == widgets + 2 * count  # each has a layout
        assert len(comms) == open_ + 2 * count
        known = closed(forms)
        left = settled(threads) - before
    finally:
        tracemalloc.stop()
    print(
        f"{count} forms, {took / count * 1000:.0f} ms of CPU each: held {held:,} bytes, "
        f"closed {left:,}; {len(threading.enumerate())} threads"
    )
    assert [form for form in known if form() is not None] == []
    assert len(_instances) == widgets
    assert len(comms) == open_
    assert left <= 0.1 * held


@pytest.mark.slow
def test_dropped_forms_end_with_their_comm(comms: dict[str, Any]) -> None:
    """ipywidgets keeps a widget until it is closed: by its comm too, as when a page closes it."""
    threads = set(threading.enumerate())
    others = set(_instances)  # of tests before, whose comms may be of other managers
    forms = []
    for _ in range(3):
        form = ModelPackageForm({"ModelPackageGroupName": "group"}, client=Client())
        forms.append(weakref.ref(form))
        del form
    gc.collect()
    assert all(form() is not None for form in forms)
    for name in [name for name in _instances if name not in others]:
        _instances[name].close()
    settled(threads)
    assert [form for form in forms if form() is not None] == []
