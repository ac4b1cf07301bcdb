"""The themes that hosts have: those of the installed JupyterLab, of VS Code, and none."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

LAB = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
# They use it without a value of its own; JupyterLab's scripts define it.
GREY = {"--md-grey-800": "#424242"}
_VSCODE = ["foreground", "editor-background", "sideBar-background", "input-background"]
_VSCODE += ["input-border", "contrastBorder"]


def _lab(name: str) -> dict[str, str]:
    text = (LAB / f"theme-{name}-extension" / "index.css").read_text(encoding="utf-8")
    return dict(re.findall(r"(--jp-[\w-]+):\s*([^;}]+)", text)) | GREY


def _vscode(colors: str) -> dict[str, str]:
    own = {f"--vscode-{n}": c for n, c in zip(_VSCODE, colors.split(), strict=False)}
    return _lab("light") | own  # which its widget manager brings along


Theme = tuple[dict[str, str], dict[str, str]]

NONE: Theme = ({"color-scheme": "light dark"}, {})
# Variables, and the attributes of the body. VS Code's are those of its built-in themes.
THEMES: dict[str, Theme] = {
    "JupyterLab light": (_lab("light"), {"data-jp-theme-light": "true"}),
    "JupyterLab dark": (_lab("dark"), {"data-jp-theme-light": "false"}),
    "JupyterLab high contrast": (_lab("dark-high-contrast"), {"data-jp-theme-light": "false"}),
    "VS Code light": (
        _vscode("#3b3b3b #ffffff #f8f8f8 #ffffff #cecece"),
        {"class": "vscode-light"},
    ),
    "VS Code dark": (_vscode("#cccccc #1f1f1f #181818 #313131 #3c3c3c"), {"class": "vscode-dark"}),
    "VS Code high contrast": (
        _vscode("#ffffff #000000 #000000 #000000 #6fc3df #6fc3df"),
        {"class": "vscode-high-contrast"},
    ),
    "VS Code high contrast, light": (
        _vscode("#292929 #ffffff #ffffff #ffffff #0f4a85 #0f4a85"),
        {"class": "vscode-high-contrast vscode-high-contrast-light"},
    ),
}

_WEAR = """([variables, attributes]) => {
  const { style } = document.documentElement;
  for (const name of [...style]) style.removeProperty(name);
  for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
  for (const name of document.body.getAttributeNames()) document.body.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) document.body.setAttribute(name, value);
}"""


def wear(page: Page, theme: str) -> None:
    """Give the page a host's theme; what the system prefers, which is the other, does not count."""
    page.emulate_media(color_scheme="dark" if "light" in theme else "light")
    page.evaluate(_WEAR, list(THEMES[theme]))


def bare(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Take the theme off: the form has its own, in a page of the scheme that the system prefers."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_WEAR, list(NONE))
