"""Loading a file that is opened in the browser: the page reads it and sends its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import opened, panel
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


def test_a_file_is_read_in_the_page(own_page: Own, tmp_path: Path) -> None:
    page = own_page()
    form = opened(page, {}, "text")
    small, large = tmp_path / "train.py", tmp_path / "large.json"
    small.write_text("x.create_model_package(Domain='é')", encoding="utf-8")
    large.write_bytes(b" " * 1_000_001)
    choose = panel(form).get_by_label("Or choose a file on this computer")
    choose.set_input_files(large)
    expect(panel(form).locator('[data-role="loaded"]')).to_have_text(
        "The file is larger than 1 MB, too large for a request."
    )
    assert page.messages_of("preview") == []
    choose.set_input_files(small)
    page.page.wait_for_function("() => model.sent.some(({ kind }) => kind === 'preview')")
    (message,) = page.messages_of("preview")
    assert (message["file"], message["text"]) == ("train.py", small.read_text(encoding="utf-8"))
    panel(form).get_by_label("Request as text").fill("x" * 1_000_001)
    button(panel(form), "Load").click()
    expect(panel(form).locator('[data-role="loaded"]')).to_contain_text("larger than 1 MB")
    assert len(page.messages_of("preview")) == 1
