"""Settings of the documentation, which `make docs` builds.

Nothing is fetched while it is built, and no page of it asks another host for anything.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

import modelpkg_widget

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

project = "modelpkg-widget"
author = "modelpkg-widget contributors"
copyright = author  # noqa: A001 - Sphinx wants this name
version = release = modelpkg_widget.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

# ---- Markdown: links are those of plain Markdown, so that the pages can be read in a checkout too.
myst_heading_anchors = 4

# ---- Notebooks: shown with the outputs that they were saved with. They are copied because Sphinx
# reads pages from one folder only.
nb_execution_mode = "off"
nb_merge_streams = True
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # its default loads scripts from a CDN

# ---- The reference: made of the docstrings (Google style).
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
autodoc_preserve_defaults = True
napoleon_custom_sections = ["Source"]
napoleon_use_ivar = True
default_role = "py:obj"

# ---- The site.
html_theme = "pydata_sphinx_theme"
html_title = "modelpkg-widget"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_sidebars = {"**": ["all-pages"]}
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "navbar_center": [],
    "navbar_persistent": ["search-button"],  # the wider one has another name than it shows
    "navbar_end": ["theme-switcher"],
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def _write(path: Path, content: bytes) -> None:
    """Write a file whose content has changed: Sphinx reads again what is newer."""
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def _copy_notebooks() -> None:
    folder = DOCS / "notebooks"
    folder.mkdir(exist_ok=True)
    notebooks = {path.name: path for path in (ROOT / "notebooks").glob("*.ipynb")}
    for stale in folder.glob("*.ipynb"):
        if stale.name not in notebooks:
            stale.unlink()
    for name, path in notebooks.items():
        _write(folder / name, _with_picture_files(path).encode("utf-8"))


def _with_picture_files(path: Path) -> str:
    """Return a notebook that shows the files its attachments were made of, which MyST-NB can."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell.pop("attachments", None):
            cell["source"] = "".join(cell["source"]).replace("(attachment:", "(../pictures/")
    return json.dumps(notebook)


_copy_notebooks()


_LIGHT, _DARK = "light.png", "dark.png"


class BothThemes(SphinxTransform):
    """Shows the dark one of two pictures too, and each as large as it is in a notebook.

    Pages name the light one only, so that they can be read in a checkout too.
    """

    default_priority = 500

    def apply(self, **_: Any) -> None:
        for image in list(self.document.findall(nodes.image)):
            if image["uri"].endswith(f"-{_LIGHT}"):
                image["classes"] = ["form-picture", "no-scaled-link", "only-light"]
                image["width"] = f"{_css_width(DOCS / 'pictures' / Path(image['uri']).name)}px"
                dark = image.deepcopy()
                dark["uri"] = image["uri"].replace(_LIGHT, _DARK)
                dark["classes"] = ["form-picture", "no-scaled-link", "only-dark"]
                image.parent.insert(image.parent.index(image) + 1, dark)


def _css_width(path: Path) -> int:
    """Return the width of a PNG that has two pixels for each of CSS."""
    return int.from_bytes(path.read_bytes()[16:20], "big") // 2


def _own_signature(
    app: object, what: str, name: str, obj: Any, options: object, signature: str, returns: str
) -> tuple[str, str] | None:
    """Return the signature of a widget's own `__init__`; its metaclass hides it."""
    if what != "class" or "__init__" not in vars(obj) or signature != "(*args, **kwargs)":
        return None
    own = inspect.signature(obj.__init__)
    shown = [
        one.replace(annotation=inspect.Parameter.empty)
        for name, one in own.parameters.items()
        if name != "self"
    ]
    return str(own.replace(parameters=shown, return_annotation=own.empty)), returns


def _write_live_form(app: Sphinx, error: Exception | None) -> None:
    """Write the form of the first page: the file that `modelpkg-widget page` writes."""
    if error is None and app.builder.format == "html":
        form = modelpkg_widget.ModelPackageForm({"ModelPackageGroupName": "churn"})
        (Path(app.outdir) / "form.html").write_text(form.to_html(), encoding="ascii")
        form.close()


def setup(app: Sphinx) -> None:
    app.add_transform(BothThemes)
    app.connect("build-finished", _write_live_form)
    app.connect("autodoc-process-signature", _own_signature)
