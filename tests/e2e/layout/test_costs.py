"""What a key may cost in the page, as a ratio of CPU: the same on every machine.

`make bench` measures the rest, and others beside it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from operator import truediv
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.bench import loads
from tests.bench.keys import Meter, cost_of_keys
from tests.bench.pages import opened
from tests.bench.serving import served
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.guide_page import guided

Own = Callable[[], OwnPage]

TURNS, MOST_TURNS, KEYS = 5, 20, 16
#: Of the first paint, how many times what the empty request costs.
LIMITS = {"empty": 1, "typical": 1.5, "largest": 2}
#: A contender and its load.
SHOWN = {
    "floor": ("floor", "empty"),
    "empty": ("product", "empty"),
    "largest": ("product", "largest"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("bench"), peers=False) as url:
        yield url


def test_a_key_costs_little_more_than_in_an_empty_page_and_hardly_grows(
    address: str, browser: Browser, record_property: Any
) -> None:
    """Three pages are typed into in turns; of the ratios of one turn the least counts.

    Within a turn the machine is as busy for all three.
    """
    costs: dict[str, list[float]] = {name: [] for name in SHOWN}
    with ExitStack() as stack:
        pages = {
            name: stack.enter_context(opened(browser, address + of))
            for name, (of, _) in SHOWN.items()
        }
        for name, page in pages.items():
            page.evaluate("() => bench.evaluate()")
            page.evaluate("(request) => bench.receive(request)", loads.load(SHOWN[name][1]))
            page.evaluate("() => bench.display()")
            assert page.evaluate("() => bench.enter()") is False
        meters = {name: Meter(page) for name, page in pages.items()}
        for _ in range(TURNS):
            for name, page in pages.items():
                costs[name].append(cost_of_keys(page, meters[name], KEYS).thread)
    figures = ", ".join(
        f"{name} {' '.join(f'{cost:.2f}' for cost in costs[name])} ms" for name in SHOWN
    )
    record_property("CPU per key", figures)
    print(f"CPU per key: {figures}")
    assert ratio(costs["empty"], costs["floor"]) <= 3, figures
    assert ratio(costs["largest"], costs["empty"]) <= 2, figures


#: What a page does 50 ms after the first frame is no part of it, however slow the machine is.
ONLY_FIRST = """() => {
  const later = window.setTimeout;
  window.setTimeout = (task, ms, ...given) => (ms === 50 ? 0 : later(task, ms, ...given));
}"""


def test_the_first_paint_grows_little_with_the_request(
    address: str, browser: Browser, record_property: Any
) -> None:
    """New pages in turns; the main thread's CPU from the request to its paint, as ratios.

    Within a turn the machine is as busy for all, so that the median of the turns' ratios counts.
    More turns are taken while it is above the limit.
    """
    costs: dict[str, list[float]] = {load: [] for load in LIMITS}
    for turn in range(MOST_TURNS):
        for load, row in costs.items():
            row.append(cost_of_paint(browser, address, load))
        grown = {
            load: statistics.median(map(truediv, row, costs["empty"]))
            for load, row in costs.items()
        }
        too_much = [load for load, most in LIMITS.items() if grown[load] > most]
        if turn + 1 >= TURNS and not too_much:
            break
    figures = ", ".join(
        f"{load} {statistics.median(row):.1f} ms, {grown[load]:.2f} times the empty one"
        for load, row in costs.items()
    )
    record_property("CPU until painted", figures)
    print(f"CPU until painted: {figures}")
    assert too_much == [], figures


def cost_of_paint(browser: Browser, address: str, load: str) -> float:
    """Return the milliseconds of CPU from the request to the first paint, in a new page."""
    with opened(browser, f"{address}product") as page:
        meter = Meter(page)
        page.evaluate("() => bench.evaluate()")
        page.evaluate(ONLY_FIRST)
        page.evaluate("(request) => bench.receive(request)", loads.load(load))
        before = meter.read()["ThreadTime"]
        page.evaluate("() => bench.display()")
        return (meter.read()["ThreadTime"] - before) * 1000


def ratio(costs: list[float], others: list[float]) -> float:
    """Return how much more one costs than the other, in the turn where that was least."""
    return min(cost / other for cost, other in zip(costs, others, strict=True))


#: The fields that Chromium's autofill reads at a key of the one that has the focus.
READ = "() => [...document.activeElement.form?.elements ?? [0, 0]].length"


def test_the_field_that_is_typed_is_the_only_one_that_autofill_reads(own_page: Own) -> None:
    page = own_page()
    form = page.show(
        {"ModelPackageName": "a", "Tags": [{"Key": str(at), "Value": ""} for at in range(9)]}
    )
    address = page.page.url
    for member in ("ModelPackageName", "ModelPackageDescription", "Tags[8].Key"):
        field = form.locator(f'[data-path="{member}"]').locator("input, textarea").first
        field.focus()
        page.page.keyboard.type("b")
        assert page.page.evaluate(READ) == 1, member
        # A form with one field is sent by Enter, which would leave the notebook.
        page.page.keyboard.press("Enter")
        page.page.keyboard.press("Tab")
    assert page.page.url == address
    expect(form).to_be_visible()


def test_radio_buttons_stay_among_their_like(own_page: Own) -> None:
    page = own_page()
    form = guided(page, guide="registry")
    form.get_by_role("radio", checked=True).focus()
    for _ in range(2):
        page.page.keyboard.press("ArrowDown")
        expect(form.get_by_role("radio", checked=True)).to_have_count(1)
        assert page.page.evaluate("() => document.activeElement.form") is None
