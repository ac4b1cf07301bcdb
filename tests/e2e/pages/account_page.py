"""A field that is offered what the account has, and the kernel's half of it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage

GROUP, IMAGE = "ModelPackageGroupName", "InferenceSpecification.Containers[0].Image"


class Field:
    """A field that is offered something, and the kernel's half of it."""

    def __init__(self, page: OwnPage, form: Locator, path: str) -> None:
        self.page, self.form = page, form
        self.place = form.locator(f'[data-path="{path}"]')
        self.box = self.place.get_by_role("combobox")
        self.options = self.place.get_by_role("option")
        self.status = self.place.locator(".mp-options > p")
        self.button = self.place.get_by_role("button", name="Browse")

    def messages_of(self) -> list[dict[str, Any]]:
        return self.page.messages_of("list_resources")

    def answer(self, *values: str, number: int | None = None, **more: Any) -> None:
        """Answer the last question, or another one."""
        question = self.page.last_message("list_resources")
        things = [
            {"value": value, "details": [["text", "more"]], "is_prefix": value.endswith("/")}
            for value in values
        ]
        reply: dict[str, Any] = {"suggestions": things, "more": False, "problem": None, **more}
        number = question["request_id"] if number is None else number
        self.page.kernel_says("resources", view_id=question["view_id"], request_id=number, **reply)

    def current(self) -> str:
        id_ = self.box.get_attribute("aria-activedescendant")
        return self.form.locator(f'[id="{id_}"]').inner_text() if id_ else ""
