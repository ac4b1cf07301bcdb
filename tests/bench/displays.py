"""What a display sends to the page: comms, bytes, and the CPU of making it, beside other widgets.

``python -m tests.bench.displays ROUNDS [--quick]`` prints it as JSON: one kernel's process for all.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import comm
from comm.base_comm import BaseComm

from modelpkg_widget import ModelPackageForm, request_schema
from modelpkg_widget.widget import shared_program
from tests.bench import loads

Make = Callable[[dict[str, Any]], object]
PEERS = ("ipywidgets-jsonschema", "ipyautoui")


@dataclass
class Display:
    """Of one form."""

    comms: int
    bytes: int
    seconds: float
    """CPU."""


class _Wire:
    """Counts what goes to the page."""

    def __init__(self) -> None:
        self.comms = self.bytes = 0

    def create(self, **given: Any) -> BaseComm:
        """Make a comm that is counted; `comm.create_comm` for as long as the wire is in use."""
        wire = self

        class Counted(BaseComm):
            def publish_msg(self, msg_type: str, *rest: Any, **named: Any) -> None:
                wire.take(msg_type, named)

        return Counted(**given)

    def take(self, msg_type: str, content: dict[str, Any]) -> None:
        """Count one message, its buffers as they are and the rest as JSON."""
        self.comms += msg_type == "comm_open"
        buffers = content.pop("buffers", None) or ()
        self.bytes += sum(memoryview(buffer).nbytes for buffer in buffers)
        self.bytes += len(json.dumps(content, default=str))


def display(make: Make, request: dict[str, Any], *, again: bool = False) -> Display:
    """Make a form and count.

    Args:
        make: what makes it.
        request: that it shows.
        again: there was one before, with which the page has received the program. Else, as in a
            new kernel.
    """
    if not again:  # not closed: its comm may be of a manager that is gone
        shared_program._shared = None
    wire, before = _Wire(), comm.create_comm
    comm.create_comm = wire.create
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # one of them prints what it makes
            made = make(request)
            made._repr_mimebundle_()  # type: ignore[attr-defined]
    finally:
        comm.create_comm = before
    return Display(wire.comms, wire.bytes, time.process_time() - start)


def _without_patterns(schema: Any) -> Any:
    """What ipywidgets-jsonschema takes: it refuses a pattern that the standard `re` cannot read."""
    if isinstance(schema, dict):
        return {name: _without_patterns(of) for name, of in schema.items() if name != "pattern"}
    return [_without_patterns(of) for of in schema] if isinstance(schema, list) else schema


def _peers() -> dict[str, Make]:
    from ipyautoui import AutoUi  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from ipywidgets_jsonschema import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
        Form,
    )

    def jsonschema_form(request: dict[str, Any]) -> object:
        form = Form(_without_patterns(request_schema()))
        if request:
            form.data = request
        return form.widget

    def autoui(request: dict[str, Any]) -> object:
        return AutoUi(request_schema(), value=request)

    return dict(zip(PEERS, (jsonschema_form, autoui), strict=True))


def measure(makers: dict[str, Make], rounds: int, *, quick: bool) -> dict[str, dict[str, Any]]:
    """Return for each maker and load what one display is.

    Others take up to a minute for the largest load: it is made once, or not at all when quick.
    """
    found: dict[str, dict[str, list[Display]]] = {of: {} for of in makers}
    for at in range(rounds):
        for name in loads.NAMES:
            for of, make in makers.items():
                if (at or quick) and of in PEERS and name == "largest":
                    continue
                rows = found[of].setdefault(name, [])
                try:
                    rows.append(display(make, loads.load(name)))
                except Exception as error:  # noqa: BLE001  # what another program raises is its result
                    found[of][name] = []
                    print(f"{of}, {name}: {str(error).splitlines()[0]}", file=sys.stderr)
    return {
        of: {name: _middle(rows) for name, rows in by_load.items()} for of, by_load in found.items()
    }


def _middle(rows: list[Display]) -> dict[str, Any] | None:
    if not rows:
        return None
    return {**asdict(rows[0]), "seconds": statistics.median(row.seconds for row in rows)}


def main() -> None:
    logging.disable(logging.WARNING)
    makers = {"product": ModelPackageForm, **_peers()}
    quick = "--quick" in sys.argv
    measure({"product": ModelPackageForm}, 1, quick=quick)  # the schema is made once in a process
    found = measure(makers, int(sys.argv[1]), quick=quick)
    versions = {name: importlib.metadata.version(name) for name in PEERS}
    print(json.dumps({"displays": found, "versions": versions}))


if __name__ == "__main__":
    main()
