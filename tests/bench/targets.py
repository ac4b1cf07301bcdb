"""What is to be reached, as ratios of one run, and whether it was.

Of pages it is the largest request that counts, where no other is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Measured = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """A figure, how it comes from what was measured, and the most that it may be."""

    name: str
    most: float
    value: Callable[[Measured], float]

    def line(self, measured: Measured) -> tuple[str, float, float, bool]:
        """Return the row of the table: name, figure, bound, and whether the figure keeps it."""
        value = self.value(measured)
        return self.name, value, self.most, value <= self.most


def _kb(kind: str) -> Callable[[Measured], float]:
    return lambda m: m["bytes"]["product"][kind] / 1000


def _page(measure: str, of: str) -> Callable[[Measured], float]:
    """One measure of the product at the largest request, as a ratio to that of another."""

    def ratio(measured: Measured) -> float:
        pages = measured["pages"]["largest"]
        return float(pages["product"][measure] / pages[of][measure])

    return ratio


def _floor(measured: Measured) -> float:
    pages = measured["pages"]["empty"]
    return float(pages["product"]["thread"] / pages["floor"]["thread"])


def _long_tasks(measured: Measured) -> float:
    return float(measured["pages"]["largest"]["product"]["long_tasks"])


def _wire(measured: Measured) -> float:
    displays = measured["displays"]
    nearest = min(displays[of]["empty"]["bytes"] for of in displays if of != "product")
    return float(displays["product"]["empty"]["bytes"] / nearest)


def _growth(measured: Measured) -> float:
    pages = measured["pages"]
    return float(pages["largest"]["product"]["thread"] / pages["empty"]["product"]["thread"])


def _painted(load: str) -> Callable[[Measured], float]:
    def figure(measured: Measured) -> float:
        pages = measured["pages"]
        return float(pages[load]["product"]["display"] / pages["empty"]["product"]["display"])

    return figure


def _ratio(group: str, of: str) -> Callable[[Measured], float]:
    return lambda m: m[group]["product"] / m[group][of]


TARGETS = [
    Target("script per key, to RJSF as it comes", 0.03, _page("script", "rjsf-plain")),
    Target("script per key, to RJSF tuned", 0.06, _page("script", "rjsf-tuned")),
    Target("main thread per key, empty request, to an empty page", 3, _floor),
    Target("main thread per key, to that of the empty request", 2, _growth),
    Target("long tasks in 100 keys", 0, _long_tasks),
    Target("painted, to RJSF as it comes", 0.2, _page("display", "rjsf-plain")),
    Target("painted, to RJSF tuned", 0.3, _page("display", "rjsf-tuned")),
    Target("painted, largest request, to the empty one", 2, _painted("largest")),
    Target("painted, typical request, to the empty one", 1.3, _painted("typical")),
    Target("heap, to RJSF as it comes", 0.25, _page("heap", "rjsf-plain")),
    Target("first part, script and style, kB minified", 115, _kb("minified")),
    Target("first part, script and style, kB gzipped", 40, _kb("gzipped")),
    Target("bytes of one display, to the nearest other widget", 1 / 14, _wire),
    Target("comms of one display", 3, lambda m: m["displays"]["product"]["empty"]["comms"]),
    Target("check(), ms of CPU", 100, lambda m: m["checks"]["largest"] * 1000),
    Target("schema, to botocore's loading of its model", 1.5, _ratio("schemas", "botocore")),
    Target("import, to anywidget and jsonschema", 1.2, _ratio("imports", "parts")),
]


def lines(measured: Measured) -> Iterator[tuple[str, float, float, bool]]:
    """Yield for each target its row."""
    for target in TARGETS:
        yield target.line(measured)
