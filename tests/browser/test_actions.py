"""How much a person has to do: clicks and keys that are no text, counted on the real form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from modelpkg_widget.localaws import Sandbox

from .kernel_page import KernelPage

MAKE = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm(session=aws.session)
form"""


class Hands:
    """Does what a person does, and counts: a text that is typed is one action, a click another."""

    def __init__(self, page: Page, form: Locator) -> None:
        self.page, self.form = page, form
        self.clicks = self.keys = self.texts = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.texts += 1
        self.page.keyboard.insert_text(text)

    def button(self, name: str) -> Locator:
        return self.form.get_by_role("button", name=name, exact=True)

    @property
    def actions(self) -> int:
        return self.clicks + self.keys + self.texts


@pytest.fixture
def hands(kernel_page: Callable[[], KernelPage]) -> Hands:
    """Hands on an empty form."""
    shown = kernel_page()
    return Hands(shown.page, shown.show(MAKE))


def created(hands: Hands) -> None:
    expect(hands.form.locator('[data-role="arn"]')).to_have_text(re.compile("^arn:"))


def test_one_field_to_an_arn_takes_at_most_5_actions(hands: Hands, kernel_aws: Sandbox) -> None:
    hands.click(hands.form.get_by_role("combobox", name="ModelPackageGroupName"))
    hands.type(kernel_aws.group)
    hands.click(hands.button("Create model package"))
    created(hands)
    assert hands.actions <= 5
