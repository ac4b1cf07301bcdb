"""What a page costs: the form, others that make one of the same schema, and an empty page."""

from __future__ import annotations

import gzip
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import loads
from tests.e2e.conftest import ARGUMENTS, chromium

from .keys import Meter, cost_of_keys, painted_after_keys, percentile
from .serving import PEERS, served

CONTENDERS = ("floor", "product", *PEERS)
MOST_SECONDS = 6
"""For the keys of one page: a page that takes longer for each is given fewer."""
SCRIPTS = {
    "product": ("loader.js", "widget.js", "widget.css"),
    "rjsf-plain": ("rjsf-plain.js",),
    "rjsf-tuned": ("rjsf-tuned.js",),
}

Row = dict[str, float]
Found = dict[str, dict[str, Row]]


def measure(rounds: int, keys: int, tell: Callable[[str], None]) -> tuple[Found, dict[str, Any]]:
    """Return medians by load and contender, and the bytes and versions of what was measured."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    turns = [
        (at, load, contender)
        for at in range(rounds)
        for load in loads.NAMES
        for contender in _in_turn(at)
    ]
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name), peers=True) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for at, load, contender in turns:
            tell(f"round {at + 1} of {rounds}: {contender}, {load}")
            with opened(browser, url + contender) as page:
                rows[load, contender].append(one(page, load, keys))
        about = {"Chromium": browser.version, "bytes": _bytes(Path(name))}
        browser.close()
    found: Found = {load: {} for load in loads.NAMES}
    for (load, contender), measured in rows.items():
        found[load][contender] = {
            name: statistics.median(row[name] for row in measured) for name in measured[0]
        }
    return found, about


def _in_turn(at: int) -> tuple[str, ...]:
    """Return the contenders, each round beginning with another."""
    first = at % len(CONTENDERS)
    return CONTENDERS[first:] + CONTENDERS[:first]


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Open a contender on a page of its own; an error of its script ends the run."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    page.wait_for_selector("[data-ready]", state="attached")
    page.evaluate("() => bench.prepare()")
    yield page
    page.close()
    if errors:
        raise RuntimeError(f"{url}: {errors[0]}")


def one(page: Page, load: str, keys: int) -> Row:
    """Return what one page costs, from its script to the last key."""
    meter = Meter(page)
    evaluated = page.evaluate("() => bench.evaluate()")
    page.evaluate("(request) => bench.receive(request)", loads.load(load))
    displayed = page.evaluate("() => bench.display()")
    if page.evaluate("() => bench.enter()"):
        raise RuntimeError(f"{page.url}, {load}: the field is wrong before a key was pressed")
    painted = painted_after_keys(page, keys, MOST_SECONDS)
    before = page.evaluate("() => bench.longTasks().length")
    cost = cost_of_keys(page, meter, keys, MOST_SECONDS)
    long = page.evaluate("() => bench.longTasks().length") - before
    return {
        "evaluation": evaluated,
        "display": displayed,
        "key_p50": percentile(painted, 50),
        "key_p95": percentile(painted, 95),
        "script": cost.script,
        "tasks": cost.tasks,
        "thread": cost.thread,
        "long_tasks": long * 100 / cost.keys,
        "heap": meter.heap() / 1e6,
        "nodes": page.evaluate("() => bench.nodes()"),
    }


def _bytes(folder: Path) -> dict[str, dict[str, int]]:
    found = {}
    for name, files in SCRIPTS.items():
        contents = [(folder / file).read_bytes() for file in files]
        found[name] = {
            "minified": sum(map(len, contents)),
            "gzipped": sum(len(gzip.compress(content)) for content in contents),
        }
    return found
