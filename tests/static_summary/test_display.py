"""Where the summary is displayed, and when it is brought up to date."""

from __future__ import annotations

import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import Any

import IPython
import nbclient
import nbformat
import pytest
from nbconvert import HTMLExporter

from modelpkg_widget import ModelPackageForm, SubmitError
from tests.project.notebooks import PATIENT
from tests.widget.scripted_client import ARN, TIMEOUT, Client, clause, said, until

GROUP = {"ModelPackageGroupName": "group"}


class Publisher:
    """Keeps what is displayed: MIME bundle, display id, whether it is an update."""

    def __init__(self) -> None:
        self.shown: list[tuple[dict[str, Any], str, bool]] = []
        self.broken = False

    def publish(
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False
    ) -> None:
        if self.broken:
            raise OSError("the socket is closed")
        self.shown.append((data, (transient or {}).get("display_id", ""), update))

    def texts(self) -> list[str]:
        """Of the summaries, oldest first."""
        return [data["text/plain"] for data, shown_as, _ in self.shown if shown_as]


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Publisher:
    made = Publisher()
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(display_pub=made))
    return made


def test_the_form_and_below_it_the_summary(publisher: Publisher) -> None:
    form = ModelPackageForm(GROUP, client=Client())
    form._ipython_display_()
    (widget, plain, _), (summary, shown_as, update) = publisher.shown
    assert "application/vnd.jupyter.widget-view+json" in widget
    assert widget["text/plain"] == "ModelPackageForm(1 member set)"
    assert (plain, update) == ("", False)
    assert shown_as
    assert set(summary) == {"text/plain", "text/html"}
    assert "Not sent" in summary["text/plain"]
    form.close()


def test_it_is_brought_up_to_date_when_the_package_is_made_and_when_it_ends(
    publisher: Publisher,
) -> None:
    client = Client()
    form = ModelPackageForm(GROUP, client=client)
    form._ipython_display_()
    form.submit()
    until(lambda: form.package)
    until(lambda: "Completed" in publisher.texts()[-1])
    assert len({shown_as for _, shown_as, _ in publisher.shown[1:]}) == 1
    assert all(update for *_, update in publisher.shown[2:])
    assert f"Created on {form.submission['when'][:10]}" in publisher.texts()[-1]
    assert ARN.format(1) in publisher.texts()[-1]
    count = len(publisher.shown)
    form.value = {"ModelPackageGroupName": "other"}
    assert len(publisher.shown) == count  # what was made is told, not what is typed since
    form._ipython_display_()
    assert "group/1" in publisher.texts()[-1]
    assert publisher.texts()[-1].splitlines()[-1] == "  ModelPackageGroupName  group"
    form.close()


@pytest.mark.parametrize(
    ("answer", "line"),
    [(TIMEOUT, "outcome unknown"), (said(clause("tags")), "Rejected on")],
    ids=["lost", "refused"],
)
def test_what_was_not_made_is_reported_too(
    publisher: Publisher, answer: Exception, line: str
) -> None:
    form = ModelPackageForm(GROUP, client=Client(answer))
    form._ipython_display_()
    with pytest.raises(SubmitError):
        form.submit()
    until(lambda: line in publisher.texts()[-1])
    form.close()


def test_a_form_that_was_not_displayed_shows_nothing(publisher: Publisher) -> None:
    form = ModelPackageForm(GROUP, client=Client())
    form.submit()
    form.close()
    assert publisher.shown == []


@pytest.mark.slow
def test_a_form_that_is_closed_changes_nothing(publisher: Publisher) -> None:
    client = Client()
    client.go.clear()
    form = ModelPackageForm(GROUP, client=client)
    form._ipython_display_()
    sending = threading.Thread(target=form.submit)
    sending.start()
    form.close()
    client.go.set()
    sending.join()
    assert form.arn
    assert len(publisher.texts()) == 1


def test_an_output_that_cannot_be_written_stops_nothing(publisher: Publisher) -> None:
    form = ModelPackageForm(GROUP, client=Client())
    form._ipython_display_()
    publisher.broken = True
    assert form.submit() == ARN.format(1)
    until(lambda: form.package.get("ModelPackageStatus") == "Completed")
    form.close()


def test_nobody_reads_it_in_voila(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    form = ModelPackageForm(GROUP, client=Client())
    form._ipython_display_()
    form.submit()
    form.close()
    assert len(publisher.shown) == 1


def test_without_ipython_nothing_is_displayed() -> None:
    form = ModelPackageForm(GROUP, client=Client())
    form._ipython_display_()
    form.close()


SECRET = "correct-horse-battery"
CELLS = [
    """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
value = {"ModelPackageGroupName": aws.group,
         "CustomerMetadataProperties": {"API_TOKEN": "-".join(["correct", "horse", "battery"])}}
form = ModelPackageForm(value, session=aws.session)
form""",
    "form.submit()",
    "form.wait(timeout=60)['ModelPackageStatus']",
    "form",
]


@pytest.mark.slow
def test_a_notebook_that_was_run_and_saved() -> None:
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    run = nbclient.NotebookClient(
        notebook, kernel_name="python3", store_widget_state=False, **PATIENT
    )
    run.execute()
    arn = notebook.cells[1].outputs[0].data["text/plain"].strip("'")
    for cell in (notebook.cells[0], notebook.cells[3]):  # the second time it is updated, too
        form, summary = cell.outputs
        assert form.data["text/plain"] == "ModelPackageForm(2 members set)"
        for text in (summary.data["text/plain"], summary.data["text/html"]):
            assert arn in text
            assert "Completed" in text
            assert "(hidden)" in text
    assert SECRET not in nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    html, _ = HTMLExporter().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    assert html.count("Saved summary (the interactive form needs a running kernel)") == 2
    assert f": {arn}<br" in html


@pytest.mark.slow
def test_a_terminal_prints_it_once() -> None:
    code = "display(ModelPackageForm({'ModelPackageGroupName': 'group'}))"
    program = [sys.executable, "-m", "IPython", "--colors=NoColor", "--quick", "-c"]
    run = f"from modelpkg_widget import ModelPackageForm; {code}"
    shown = subprocess.run([*program, run], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[0] == "ModelPackageForm(1 member set)"
    assert shown.count("Saved summary") == 1
    assert shown.splitlines()[-1] == "  ModelPackageGroupName  group"


def test_a_closed_form_that_is_displayed_says_what_to_do(publisher: Publisher) -> None:
    form = ModelPackageForm({"ModelPackageName": "mine"})
    form.close()
    form._ipython_display_()
    ((shown, _, _),) = publisher.shown
    assert shown["text/plain"] == (
        "This form is closed. To get a new one, rerun the cell. The request is still in form.value."
    )
    assert "application/vnd.jupyter.widget-view+json" not in shown
    assert form.value == {"ModelPackageName": "mine"}
