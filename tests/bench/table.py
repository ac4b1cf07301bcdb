"""The figures of one run as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bench import loads

from .pages import CONTENDERS
from .targets import Measured, lines

PAGE = {
    "evaluation": "evaluation of the script, ms",
    "display": "display to painted, ms",
    "key_p50": "key to painted verdict, p50, ms",
    "key_p95": "key to painted verdict, p95, ms",
    "script": "script per key, ms of CPU",
    "tasks": "tasks per key, ms of CPU",
    "thread": "main thread per key, ms of CPU",
    "long_tasks": "long tasks in 100 keys",
    "heap": "heap, MB",
    "nodes": "elements",
}
HEADS = {
    "floor": "empty page",
    "product": "this form",
    "rjsf-plain": "RJSF as it comes",
    "rjsf-tuned": "RJSF tuned",
}


def figure(value: float | None) -> str:
    """Return it with three digits that say something."""
    if value is None:
        return "fails"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def markdown(measured: Measured) -> str:
    """Return the whole report."""
    parts = [_about(measured["about"]), _targets(measured)]
    parts += [_page(load, measured["pages"][load]) for load in loads.NAMES]
    parts += [_bytes(measured["bytes"]), _displays(measured["displays"]), _kernel(measured)]
    return "\n\n".join(parts) + "\n"


def _grid(*rows: list[str]) -> str:
    head, *rest = rows
    ruler = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruler, *rest))


def _about(about: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    machine = f"{about['cpu']}, {about['cores']} cores, load {about['load']}"
    run = f"{about['rounds']} rounds of {about['keys']} keys in turns; medians."
    return f"{about['date']}; {machine}; {versions}.\n{run}"


def _targets(measured: Measured) -> str:
    rows = [
        [name, figure(value), figure(most), "yes" if met else f"no, {_over(value, most)}"]
        for name, value, most, met in lines(measured)
    ]
    return _grid(["to reach", "is", "at most", "reached"], *rows)


def _over(value: float, most: float) -> str:
    return f"{value / most:.2g} times" if most else f"{figure(value)} too many"


def _page(load: str, found: dict[str, dict[str, float]]) -> str:
    def row(measure: str, label: str) -> list[str]:
        values = [found[of][measure] for of in CONTENDERS]
        product = found["product"][measure]
        ratios = [product / found[of][measure] if found[of][measure] else None for of in CONTENDERS]
        return [
            label,
            *map(figure, values),
            *("" if ratio is None else f"{ratio:.2g}" for ratio in (ratios[0], *ratios[2:])),
        ]

    others = [f"to {HEADS[of]}" for of in CONTENDERS if of != "product"]
    head = [f"{load} request", *(HEADS[of] for of in CONTENDERS), *others]
    return _grid(head, *(row(*pair) for pair in PAGE.items()))


def _bytes(found: dict[str, dict[str, int]]) -> str:
    rows = (
        [HEADS[of], figure(row["minified"] / 1000), figure(row["gzipped"] / 1000)]
        for of, row in found.items()
    )
    return _grid(["script and style", "kB minified", "kB gzipped"], *rows)


def _displays(found: dict[str, dict[str, Any]]) -> str:
    return _grid(["one display", "comms", "bytes", "CPU, s"], *_display_rows(found))


def _display_rows(found: dict[str, dict[str, Any]]) -> Iterator[list[str]]:
    for load in loads.NAMES:
        for of, by_load in found.items():
            if load in by_load:
                row = by_load[load] or {}
                name = HEADS.get(of, of)
                figures = [figure(row.get(key)) for key in ("comms", "bytes", "seconds")]
                yield [f"{name}, {load} request", *figures]


def _kernel(measured: Measured) -> str:
    rows = [
        [f"check() of the {load} request", figure(seconds * 1000), ""]
        for load, seconds in measured["checks"].items()
    ]
    beside = {"schema": "botocore loads its model", "import": "anywidget and jsonschema"}
    for group, of in beside.items():
        product, other = (figure(seconds * 1000) for seconds in measured[f"{group}s"].values())
        rows.append([group, product, f"{of}: {other}"])
    return _grid(["kernel", "ms of CPU", "beside it"], *rows)
