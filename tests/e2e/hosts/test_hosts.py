"""Notebook 7, Voila and marimo: each fills in, submits and reads the ARN."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.hosting import hosted, marimo, voila
from tests.e2e.lab import LabServer, Notebook
from tests.hosts.boxes import BOXES, CODE, check_boxes
from tests.hosts.looks import LAB, as_it_is, check_looks
from tests.hosts.results import record

pytestmark = pytest.mark.own_tab

ARN = re.compile(r"^arn:aws:sagemaker:us-east-1:\d{12}:model-package/modelpkg-sandbox/\d+$")
START = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm(session=aws.session)
form
"""
MARIMO = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from modelpkg_widget import ModelPackageForm, sandbox
    aws = sandbox()
    form = mo.ui.anywidget(ModelPackageForm(session=aws.session))
    read = mo.ui.run_button(label="Read")
    mo.vstack([form, read])
    return ModelPackageForm, aws, form, mo, read


@app.cell
def _(form, mo, read):
    mo.md(f"The kernel says: {form.status} {form.arn}" if read.value else "Not read")


@app.cell
def _(ModelPackageForm, aws):
    ModelPackageForm({"ModelPackageName": "beside"}, session=aws.session)
"""


#: marimo's own boxes, and two of ipywidgets, with a form and without one.
MARIMO_BOXES = """
import marimo

app = marimo.App()


@app.cell
def _():
    import ipywidgets
    import marimo as mo
    from modelpkg_widget import ModelPackageForm, sandbox
    aws = sandbox()
    form = mo.ui.anywidget(ModelPackageForm(session=aws.session))
    form
    return form, ipywidgets, mo


@app.cell
def _(form):
    form


@app.cell
def _(form, mo):
    mo.hstack([form])


@app.cell
def _(form, mo):
    mo.vstack([form])


@app.cell
def _(form, mo):
    mo.ui.tabs({"form": form})


@app.cell
def _(form, ipywidgets):
    ipywidgets.VBox([form.widget])


@app.cell
def _(ipywidgets):
    ipywidgets.VBox([ipywidgets.FloatSlider()])
"""


def record_host(
    name: str, seen: Watched, versions: dict[str, str], boxes: Iterable[str] = BOXES
) -> None:
    """Keep for the documentation that a package was created, what was fetched, and the boxes."""
    assert seen.programs == 0
    elsewhere = sorted(host for host in seen.hosts if not host.startswith("127.0.0.1"))
    found = {"versions": versions, "arn": True, "fetches": ", ".join(elsewhere)}
    record("hosts", name, **found, boxes=list(boxes))


def installed(*packages: str) -> dict[str, str]:
    """Return the versions of packages beside the tests, and that of ipywidgets."""
    return {package: version(package) for package in (*packages, "ipywidgets")}


class Watched:
    """What a page complains of, but for what its own program does, and whom it asks."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.programs = 0
        """How many forms have requested a program of their own: the page finds no shared one."""
        page.on("pageerror", self._complain)
        page.on("request", lambda request: self._note_host(request.url))
        page.on("request", lambda request: self._note_sent(request.post_data_buffer or b""))
        page.on("websocket", lambda socket: socket.on("framesent", self._note_sent))

    def _note_host(self, url: str) -> None:
        if host := urlsplit(url).netloc:  # none in data: and blob:
            self.hosts.add(host)

    def _note_sent(self, data: bytes | str) -> None:
        self.programs += b"get_page_program" in (data.encode() if isinstance(data, str) else data)

    def _complain(self, error: Error) -> None:
        if "/static/notebook/" not in (error.stack or ""):  # Notebook 7.6 misses a setting of its
            self.errors.append(str(error))


def fill_in_and_submit(form: Locator) -> str:
    """A wrong name, the right one, the button; returns the ARN."""
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox: nothing is sent to AWS")
    name = form.get_by_label("ModelPackageGroupName")
    name.fill("-not a name-")
    name.blur()
    error = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    expect(error).to_contain_text("letters, digits, or hyphens")
    name.fill("modelpkg-sandbox")
    expect(error).to_be_empty()
    form.get_by_role("button", name="Create model package", exact=True).click()
    shown = form.locator('[data-role="arn"]')
    expect(shown).to_have_text(ARN)
    return shown.inner_text()


@pytest.fixture
def notebook_7(tmp_path: Path) -> Iterator[LabServer]:
    server = LabServer(tmp_path, {}, "notebook")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_notebook_7(notebook_7: LabServer, page: Page) -> None:
    notebook_7.write("host.ipynb", [START, "print(form.arn, form.status)", CODE])
    seen = Watched(page)
    notebook = Notebook(page, notebook_7, "host.ipynb")
    notebook.run(0)
    arn = fill_in_and_submit(notebook.form(0))
    summary = page.locator(".jp-RenderedHTML").filter(has_text="Saved summary")
    expect(summary).to_contain_text(arn)
    expect(summary).to_be_hidden()
    notebook.run(1)
    assert notebook.text(1) == f"{arn} created"
    check_looks(notebook.form(0), "notebook-7", LAB)
    notebook.run(2)
    check_boxes(page, "notebook-7")
    assert seen.errors == []
    assert len(seen.hosts) == 1
    record_host("Notebook 7", seen, installed("notebook"))


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_voila(tmp_path: Path, page: Page) -> None:
    cells = [nbformat.v4.new_code_cell(code) for code in (START, CODE)]  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbformat.write(made, tmp_path / "host.ipynb")  # type: ignore[no-untyped-call]
    seen = Watched(page)
    words = [*voila("host.ipynb"), "--VoilaConfiguration.allow_theme_override=YES"]
    with hosted(tmp_path, words, "/voila/static/") as url:
        for theme in ("light", "dark"):
            page.goto(f"{url}?theme={theme}", timeout=100_000)
            form = page.locator(".modelpkg-form").first
            expect(form).to_be_visible(timeout=60_000)
            fill_in_and_submit(form)
            check_boxes(page, f"voila-{theme}")
            check_looks(form, "voila", [(theme, as_it_is)])
        expect(page.get_by_text("Saved summary")).to_have_count(0)
    assert seen.errors == []
    record_host("Voila", seen, installed("voila"))


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_marimo(tmp_path: Path, page: Page) -> None:
    (tmp_path / "host.py").write_text(MARIMO)
    seen = Watched(page)
    with hosted(tmp_path, marimo("host.py")) as url:
        page.goto(url)
        form, beside = (page.locator(".modelpkg-form").nth(at) for at in (0, 1))
        expect(form).to_be_visible(timeout=60_000)
        assert form.evaluate("(form) => form.getRootNode() instanceof ShadowRoot")
        arn = fill_in_and_submit(form)
        page.get_by_role("button", name="Read", exact=True).click()
        expect(page.get_by_text("The kernel says: created")).to_contain_text(arn)
        expect(beside.get_by_label("ModelPackageName")).to_have_value("beside")
        check_looks(form, "marimo")
    assert seen.errors == []


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_marimo_dark_and_its_boxes(tmp_path: Path, page: Page) -> None:
    """Its own hold a form; those of ipywidgets it shows with nothing in them, and says so."""
    (tmp_path / "host.py").write_text(MARIMO_BOXES)
    settings = tmp_path / "config" / "marimo" / "marimo.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[display]\ntheme = "dark"\n')
    boxes = ("hstack", "vstack", "tabs")
    seen = Watched(page)
    with hosted(tmp_path, marimo("host.py")) as url:
        page.goto(url)
        form = page.locator(".modelpkg-form").first
        expect(form).to_be_visible(timeout=60_000)
        fill_in_and_submit(form)
        check_boxes(page, "marimo", boxes)
        refused = page.get_by_text("Jupyter widgets are not supported in marimo.")
        expect(refused).to_have_count(2)
        check_looks(form, "marimo", [("dark", as_it_is)])
    assert seen.errors == []
    assert len(seen.hosts) == 1
    record_host("marimo", seen, installed("marimo"), boxes)
