"""How the form looks in a host: judged in its themes, wide and narrow, and with all open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import Locator, Page

from tests.e2e.layout.test_scenes import JUDGES
from tests.hosts.results import keep_picture

NARROW, WIDE = 420, 1280
#: Of JupyterLab, which has a list of files beside the notebook.
NARROW_LAB = 760
HEIGHT = 1400
_PLACE = """(form) => {
  const root = form.getRootNode();
  window.shadow = root instanceof ShadowRoot ? root : undefined;
}"""
# Rows of <html> are the host's own.
_LOOKS = """() => seen().length < 50 ? ["nothing is seen"] :
  Object.entries({ contrast: contrast(), ...geometry() }).flatMap(([judge, texts]) =>
    texts.filter((text) => !text.includes("<html")).map((text) => `${judge}: ${text}`))"""
_OPEN = """async (form) => {
  const closed = () => form.querySelectorAll('.mp-disclosure[aria-expanded="false"]');
  while (closed().length > 0) {
    for (const button of closed()) button.click();
    await new Promise((done) => setTimeout(done));
  }
}"""
_CLOSE = """(form) => {
  for (const one of form.querySelectorAll('.mp-disclosure[aria-expanded="true"]')) one.click();
}"""
_LAB = """async (theme) => {
  await window.jupyterapp.commands.execute("apputils:change-theme", { theme });
  document.activeElement.blur();
}"""
Theme = tuple[str, Callable[[Page], object]]


def _lab(theme: str) -> Callable[[Page], object]:
    def wear(page: Page) -> None:
        page.evaluate(_LAB, theme)
        is_light = str("Light" in theme).lower()
        page.locator(f'body[data-jp-theme-light="{is_light}"]').wait_for(state="attached")

    return wear


#: Of JupyterLab and Notebook 7.
LAB = (("light", _lab("JupyterLab Light")), ("dark", _lab("JupyterLab Dark")))


def as_it_is(page: Page) -> None:
    """Leave the theme as it is."""


def check_looks(
    form: Locator,
    host: str,
    themes: Iterable[Theme] = (("light", as_it_is),),
    narrow: int = NARROW,
) -> None:
    """Judge a form, and keep its pictures: in each theme and width, then once with all open.

    After it, all is closed.

    Args:
        form: its root; all forms of its place are judged.
        host: its name, for those of the pictures.
        themes: of the host: name, and what the page does to wear it. What the system prefers is
            the other one, and does not count.
        narrow: width of the narrow window.
    """
    page = form.page
    page.evaluate(JUDGES + ";0")
    form.evaluate(_PLACE)
    before = page.viewport_size
    wrong: list[str] = []

    def judge(name: str) -> None:
        form.scroll_into_view_if_needed()
        keep_picture(page, name.replace(" ", "-"))
        wrong.extend(f"{name}: {text}" for text in page.evaluate(_LOOKS))

    for theme, wear in themes:
        page.emulate_media(color_scheme="dark" if "light" in theme else "light")
        wear(page)
        for width in (narrow, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            judge(f"{host}-{theme}-{width}")
    form.evaluate(_OPEN)
    judge(f"{host}-open")
    form.evaluate(_CLOSE)
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    assert wrong == [], "\n".join(wrong)
