"""Writing the files of a container to start from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Traversable

#: The folders whose files are written, by framework.
_FOLDERS = {
    "none": ("common", "none"),
    "pytorch": ("common", "trained", "pytorch"),
    "sklearn": ("common", "trained", "sklearn"),
    "xgboost": ("common", "trained", "xgboost"),
}
FRAMEWORKS = tuple(_FOLDERS)
#: What the README says of a framework: its name, and the files in the model archive.
_WORDS = {
    "none": ("no framework", "`model.json`"),
    "pytorch": ("PyTorch", "`model.pt`, the weights, and `labels.json`"),
    "sklearn": ("scikit-learn", "`model.joblib`"),
    "xgboost": ("XGBoost", "`model.json` and `labels.json`"),
}
_EXECUTABLE = {"serve"}
_NAME = "container"


def scaffold(folder: Path, framework: str = "none") -> list[Path]:
    """Write the files into a folder that is new or empty.

    Args:
        folder: whose name becomes the name of image and package.
        framework: of `FRAMEWORKS`.

    Returns:
        The files.

    Raises:
        FileExistsError: there are files in the folder.
        OSError: it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} exists and isn't an empty folder.")
    name = image_name(folder.absolute().name)
    title, files = _WORDS[framework]
    written = []
    top = resources.files("modelpkg_widget").joinpath("scaffold").joinpath("files")
    found = [one for part in _FOLDERS[framework] for one in _files(top.joinpath(part), ())]
    for steps, file in found:
        path = folder.joinpath(*steps[:-1], steps[-1].removesuffix(".txt"))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        for key, value in (("{name}", name), ("{title}", title), ("{files}", files)):
            text = text.replace(key, value)
        path.write_text(text, encoding="utf-8", newline="\n")
        # Others read it in the image, whatever this process's umask is.
        path.chmod(0o755 if path.name in _EXECUTABLE else 0o644)
        written.append(path)
    return sorted(written)


def image_name(text: str) -> str:
    """Return a name that images and packages can have, made of another one."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:63].strip("-") or _NAME


def _files(
    top: Traversable, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    for one in top.iterdir():
        steps = (*above, one.name)
        if one.is_dir():
            yield from _files(one, steps)
        else:
            yield steps, one
