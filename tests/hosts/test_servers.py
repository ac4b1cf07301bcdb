"""Servers of other versions than those beside the tests: each to an ARN."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.hosts.test_hosts import START, Watched, fill_in_and_submit, record_host
from tests.e2e.lab import LabServer, Notebook
from tests.hosts.boxes import CODE, check_boxes
from tests.hosts.environments import Environment
from tests.hosts.looks import LAB, NARROW_LAB, check_looks

Serve = Callable[..., LabServer]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a server, with the packages of an environment or those beside the tests."""
    with ExitStack() as ending:

        def started(
            application: str = "jupyterlab", environment: Environment | None = None
        ) -> LabServer:
            python = {"python": str(environment.python)} if environment else {}
            server = LabServer(tmp_path, {}, application, **python)
            ending.callback(server.stop)
            server.wait()
            server.write("host.ipynb", [START, "print(form.arn, form.status)", CODE])
            return server

        yield started


def create(page: Page, server: LabServer, name: str) -> Watched:
    """Create a package in the form of a notebook; the kernel has its ARN too."""
    seen = Watched(page)
    notebook = Notebook(page, server, "host.ipynb")
    notebook.run(0)
    arn = fill_in_and_submit(notebook.form(0))
    notebook.run(1)
    assert notebook.text(1) == f"{arn} created"
    check_looks(notebook.form(0), name, LAB, NARROW_LAB)
    notebook.run(2)
    check_boxes(page, name)
    assert seen.errors == []
    return seen


def test_jupyterlab_of_the_tests(serve: Serve, page: Page) -> None:
    seen = create(page, serve(), "lab")
    packages = ("jupyterlab", "ipywidgets", "anywidget")
    found = {name: version(name) for name in packages}
    record_host(f"JupyterLab {'.'.join(found['jupyterlab'].split('.')[:2])}", seen, found)


def test_jupyterlab_4_4(serve: Serve, page: Page) -> None:
    environment = Environment("lab-4.4")
    seen = create(page, serve("jupyterlab", environment), "lab-4.4")
    found = environment.versions()
    assert found["jupyterlab"].startswith("4.4.")
    record_host(
        "JupyterLab 4.4", seen, {name: found[name] for name in ("jupyterlab", "ipywidgets")}
    )


def test_nbclassic(serve: Serve, page: Page) -> None:
    environment = Environment("classic")
    server = serve("nbclassic", environment)
    seen = Watched(page)
    page.set_default_timeout(60_000)
    page.goto(f"{server.url}/notebooks/host.ipynb?token={server.token}")
    page.wait_for_function(
        """() => {
          const { kernel, _fully_loaded } = window.Jupyter?.notebook ?? {};
          const answers = kernel?.is_connected() && kernel.info_reply?.status === "ok";
          return answers && _fully_loaded && kernel.widget_manager;
        }"""
    )
    page.evaluate("() => Jupyter.notebook.execute_cells([0])")
    arn = fill_in_and_submit(page.locator(".modelpkg-form"))
    page.evaluate("() => Jupyter.notebook.execute_cells([1])")
    expect(page.locator(".output_text").last).to_have_text(f"{arn} created")
    expect(page.get_by_text("Saved summary")).to_be_hidden()
    check_looks(page.locator(".modelpkg-form"), "nbclassic")
    page.evaluate("() => Jupyter.notebook.execute_cells([2])")
    check_boxes(page, "nbclassic")
    found = environment.versions()
    record_host("nbclassic", seen, {name: found[name] for name in ("nbclassic", "ipywidgets")})
    assert seen.errors == []


def test_two_people_in_one_form(serve: Serve, browser: Browser) -> None:
    """jupyter-collaboration: both see the form, both type, both press; one package is created."""
    environment = Environment("together")
    server = serve("jupyterlab", environment)
    pages = [browser.new_context().new_page() for _ in range(2)]
    seen = Watched(pages[0])
    first = Notebook(pages[0], server, "host.ipynb")
    first.run(0)
    expect(first.form(0)).to_be_visible()
    second = Notebook(pages[1], server, "host.ipynb")
    pages[1].reload()  # a form that is older than the page shows after a reload, as any widget does
    expect(second.form(0)).to_be_visible(timeout=60_000)
    forms = [first.form(0), second.form(0)]
    forms[0].get_by_label("ModelPackageGroupName").fill("modelpkg-sandbox")
    expect(forms[1].get_by_label("ModelPackageGroupName")).to_have_value("modelpkg-sandbox")
    forms[1].get_by_label("ModelPackageDescription").fill("of both")
    expect(forms[0].get_by_label("ModelPackageDescription")).to_have_value("of both")
    for form in forms:
        # By its role, because the first press may have changed its name.
        form.locator('[data-role="submit"]').click(no_wait_after=True)
    arns = []
    for form in forms:
        shown = form.locator('[data-role="arn"]')
        expect(shown).to_be_visible()
        arns.append(shown.inner_text())
    assert arns[0] == arns[1]
    assert arns[0].endswith("/modelpkg-sandbox/1")
    for at, form in enumerate(forms):
        check_looks(form, f"together-{at + 1}", LAB, NARROW_LAB)
    first.run(1)
    assert first.text(1) == f"{arns[0]} created"
    first.run(2)
    check_boxes(pages[0], "together")
    found = environment.versions()
    names = ("jupyterlab", "jupyter-collaboration", "ipywidgets")
    record_host("jupyter-collaboration, two people", seen, {name: found[name] for name in names})
    for page in pages:
        page.context.close()
