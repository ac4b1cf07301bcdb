"""An output of its own below the form, for readers without a kernel.

It is apart from the widget's output because replacing that one takes the focus from who is typing.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import uuid
from collections.abc import Callable, Hashable
from html import escape
from typing import Any

from modelpkg_widget.resources.tables import load_table

from .render import Summary

log = logging.getLogger(__name__)


class Output:
    """The summary of one form, in every place where that is displayed.

    Args:
        tell: returns how the form stands.
    """

    def __init__(self, tell: Callable[[], Summary]) -> None:
        self._tell = tell
        self._lock = threading.RLock()
        self._id = uuid.uuid4().hex
        self._shown: Hashable = None

    def display(self, widget: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Display the form and its summary; without IPython, nothing.

        Args:
            widget: what displays the form, by MIME type.
            metadata: of that.
        """
        shell = _shell()
        if shell is None:
            return
        shell.display_pub.publish(widget, metadata)
        if os.environ.get("SERVER_SOFTWARE", "").startswith("voila/"):
            return  # nobody reads or saves a notebook there
        with self._lock:
            summary = self._tell()
            self._shown = _state(summary)
            shell.display_pub.publish(summary.bundle(), transient={"display_id": self._id})

    def display_closed(self) -> None:
        """Display what to do instead of a form that was closed; without IPython, nothing."""
        shell, text = _shell(), load_table("static_summary/texts")["closed"]
        if shell is not None:
            shell.display_pub.publish({"text/plain": text, "text/html": f"<p>{escape(text)}</p>"})

    def refresh(self) -> None:
        """Bring the summary up to date, where there is one and more is known now."""
        shell = _shell()
        if self._shown is None or shell is None or _is_terminal(shell):
            return  # a terminal would print it once more
        with self._lock:
            summary = self._tell()
            if self._shown is None or _state(summary) == self._shown or not _is_news(summary):
                return
            self._shown = _state(summary)
            given: dict[str, Any] = {"transient": {"display_id": self._id}, "update": True}
            try:
                shell.display_pub.publish(summary.bundle(), **given)
            except Exception:  # who sends or follows goes on without it
                log.exception("The summary of the form cannot be brought up to date")

    def close(self) -> None:
        """Leave it as it is."""
        with self._lock:
            self._shown = None


def _is_news(summary: Summary) -> bool:
    return summary.outcome.status in ("created", "refused", "uncertain")


def _state(summary: Summary) -> Hashable:
    status = summary.package.get("ModelPackageStatus")
    return summary.outcome.status, summary.outcome.body, summary.outcome.arn, status


def _shell() -> Any:
    """Return the shell of this process, if there is one; IPython is not loaded for it."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _is_terminal(shell: Any) -> bool:
    module = sys.modules.get("IPython.terminal.interactiveshell")
    return bool(module and isinstance(shell, module.TerminalInteractiveShell))
