"""The metadata of a wheel that depend on where the project's public home is.

`home` of `[tool.hatch.metadata.hooks.custom]` is its address, such as `https://host/owner/name`.
Relative links of the README lead nowhere outside of a checkout: with a home they become absolute,
without one only their text stays, and a picture goes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

README = "README.md"
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\\.)*)\]\(([^()\s]+)\)")
_ABSOLUTE = re.compile(r"[a-z]+:|#")
#: A picture in HTML, with one file for each theme.
_PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)
_FILE = re.compile(r'\b(src|srcset)="(?![a-z]+:)([^"]*)"')


def absolute_links(text: str, home: str) -> str:
    """Return a Markdown text in which no link is relative.

    Args:
        text: of a file at the root of the repository.
        home: the address of the repository; empty if it has none.
    """

    def replace(link: re.Match[str]) -> str:
        picture, label, target = link.groups()
        if _ABSOLUTE.match(target):
            return link[0]
        if home:
            return f"{picture}[{label}]({home}/{'raw' if picture else 'blob'}/HEAD/{target})"
        return "" if picture else label

    def replace_files(picture: re.Match[str]) -> str:
        return _FILE.sub(rf'\1="{home}/raw/HEAD/\2"', picture[0]) if home else ""

    text = _PICTURE.sub(replace_files, _LINK.sub(replace, text))
    return re.sub(r"\n{3,}", "\n\n", text)


def urls(home: str) -> dict[str, str]:
    """Return the project's URLs; none without a home."""
    if not home:
        return {}
    return {
        "Documentation": f"{home}/blob/HEAD/docs/index.md",
        "Source": home,
        "Issues": f"{home}/issues",
        "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
    }


class HomeHook(MetadataHookInterface):
    """Sets `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        home = str(self.config.get("home", "")).rstrip("/")
        text = Path(self.root, README).read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": absolute_links(text, home),
        }
        metadata["urls"] = urls(home)
