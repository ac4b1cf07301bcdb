"""The page's program, for pages that lack a part of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, ClassVar

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.widget.features.message_base import Event, Message
from modelpkg_widget.widget.page_program import own_program, page_program

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class GetPageProgram(Message):
    """The page can't find the widget that has the first part of the program for all forms.

    From then on, the form has it itself.
    """

    kind: ClassVar[str] = "get_page_program"


@dataclass(frozen=True, kw_only=True)
class GetPagePart(Message):
    """Request the later part of the page's program."""

    kind: ClassVar[str] = "get_page_part"


@dataclass(frozen=True, kw_only=True)
class PagePart(Event):
    """The later part of the page's program: the guide, menus, and each panel that is opened.

    It's text, because not every host passes on the buffers of a message.

    Attributes:
        code: the program, compressed with gzip and encoded as Base64.
    """

    kind: ClassVar[str] = "page_part"
    code: str


class PagePartsFeature(Feature):
    """Answers pages: with the form's own program, and with the event ``page_part``.

    Args:
        form: that it belongs to.
    """

    events = (PagePart,)

    def __init__(self, form: FormState) -> None:
        self._form = form
        self._own: dict[str, Any] = {}
        self.handlers = {GetPageProgram: self._get_program, GetPagePart: self._get}

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        return self._own

    def _get_program(self, _: GetPageProgram) -> None:
        self._own = {"page_program": None, **own_program()}
        self._form.update()

    def _get(self, _: GetPagePart) -> None:
        code = base64.b64encode(page_program().later).decode("ascii")
        self._form.send_event(PagePart(code=code))
