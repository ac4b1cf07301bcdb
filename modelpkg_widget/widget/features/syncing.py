"""Takes the request as a page has it, before the page's next write is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from modelpkg_widget.widget.features.message_base import PageWrite

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class Flush(PageWrite):
    """The user left a field while the kernel had not acknowledged an earlier write.

    The page delays a second write until the acknowledgement. The next cell must see it anyhow.
    """

    kind: ClassVar[str] = "flush"


class SyncFeature(Feature):
    """Writes a page's request into the form.

    Args:
        form: that it belongs to.
    """

    def __init__(self, form: FormState) -> None:
        self._form = form
        self.handlers = {Flush: self._write}

    def _write(self, message: Flush) -> None:
        self._form.write(message.write, message.pending, message.request)
