"""Make the README's picture anew: ``python -m tests.browser.picture FILE``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from .conftest import ARGUMENTS, CHROMIUM
from .lab import LabServer, Notebook

CELLS = [
    """from modelpkg_widget import ModelPackageForm, sandbox

aws = sandbox()
form = ModelPackageForm(session=aws.session)
form""",
    "form.arn",
]
START = """
form.value = {
    "ModelPackageGroupName": aws.group + "_",
    "ModelPackageDescription": "Gradient boosted trees that tell who is about to leave.",
    "InferenceSpecification": {"Containers": [{"Image": aws.image}]},
}
"""
SIZE: ViewportSize = {"width": 1120, "height": 1000}


def main(file: Path) -> None:
    """Fill in a form in JupyterLab and take its picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = LabServer(Path(folder), {})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            lab.wait()
            lab.write("picture.ipynb", [*CELLS, START])
            page = browser.new_page(viewport=SIZE)
            notebook = Notebook(page, lab, "picture.ipynb")
            notebook.run(0)
            notebook.run(2)
            hide = "() => window.jupyterapp.commands.execute('application:toggle-left-area')"
            page.evaluate(hide)
            name = notebook.form().get_by_label("ModelPackageGroupName")
            name.focus()
            name.blur()
            page.locator(".jp-CodeCell").first.scroll_into_view_if_needed()
            page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)")
            page.wait_for_timeout(500)
            top, end = (page.locator(".jp-CodeCell").nth(at).bounding_box() for at in (0, 1))
            assert top and end
            height = end["y"] + end["height"] - top["y"]
            page.screenshot(
                path=file,
                clip={"x": top["x"], "y": top["y"], "width": top["width"], "height": height},
            )
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
