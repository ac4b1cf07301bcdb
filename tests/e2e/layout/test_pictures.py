"""Each picture of README, docs and notebooks still shows what its scene looks like."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import botocore
import pytest
from playwright.sync_api import Browser

from tests.e2e.pictures import Studio
from tests.project.picture_list import Picture, digests, pictures


@pytest.fixture(scope="module")
def studio(browser: Browser, harness: str) -> Iterator[Studio]:
    """One page for all scenes, as when the pictures are taken."""
    made = Studio(browser, harness)
    yield made
    made.close()


@pytest.mark.parametrize("picture", pictures(), ids=lambda one: one.name)
def test_a_picture_is_of_the_scene_as_it_is_now(studio: Studio, picture: Picture) -> None:
    studio.show(picture)
    now, then = studio.digest(picture), digests()[picture.name]
    changed = [what for what, digest in now.items() if then[what] != digest]
    files = " and ".join(picture.file(theme).name for theme in ("light", "dark"))
    message = (
        f"{files} in docs/pictures are stale: {' and '.join(changed)} of the scene "
        f"{picture.scene!r} have changed. Run `make pictures`, look at them, and commit them."
    )
    if changed and digests()["botocore"] != botocore.__version__:
        warnings.warn(f"another botocore: {message}", stacklevel=1)  # it has other descriptions
    else:
        assert changed == [], message
