"""A tab of the browser that tests share, one after the other: a new one takes most of a test."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Error, Page

# What brings a page back, and says whether it can be used again. Of the form's own page that is in
# ``static/reuse.js``.
OWN_PAGE = "() => window.restore?.() ?? false"
# JupyterLab stays loaded, which takes most of a short test; its notebooks and kernels go.
LAB = """async () => {
  if (!window.jupyterapp?.restored) return false;
  const { shell, serviceManager } = window.jupyterapp;
  for (const widget of [...shell.widgets("main")]) widget.dispose();
  await serviceManager.sessions.shutdownAll();
  delete window[Symbol.for("modelpkg-widget programs")];
  document.adoptedStyleSheets = [];
  return document.querySelector(".jp-Dialog") === null;
}"""


class SharedTab:
    """One tab, brought back between two tests to how it was.

    What a test listens to stays listened to, and costs nothing: nobody looks there any more. What
    can't be brought back is for a tab of one's own: scripts before the page's, a clock that was
    set, a session of the developer tools.

    Args:
        browser: what opens it.
        options: of its context, as `Browser.new_context` takes them.
        restore: what brings its page back, a function of JavaScript.
    """

    def __init__(self, browser: Browser, options: dict[str, Any], restore: str = OWN_PAGE) -> None:
        self._restore = restore
        self._browser = browser
        self._options = options
        self._page: Page | None = None

    def page(self) -> Page:
        """Return the tab; the first call, and one after `close`, opens it."""
        if self._page is None:
            self._page = self._browser.new_context(**self._options).new_page()
            self._size = self._page.viewport_size
        return self._page

    def reset(self) -> None:
        """Leave the page of a test; a tab that was closed, or has others beside it, is given up."""
        if self._page is None:
            return
        context = self._page.context
        if context.pages != [self._page]:
            self.close()
            return
        try:
            self._page.unroute_all()
            if not self._page.evaluate(self._restore):
                self._page.goto("about:blank")
        except Error:  # the page has crashed
            self.close()
            return
        if self._size:
            self._page.set_viewport_size(self._size)
        self._page.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        if (
            self._browser.browser_type.name == "chromium"
        ):  # Firefox knows none of those that tests set
            context.clear_permissions()
        context.clear_cookies()

    def close(self) -> None:
        """Close it with all that it kept."""
        if self._page is not None:
            self._page.context.close()
            self._page = None
