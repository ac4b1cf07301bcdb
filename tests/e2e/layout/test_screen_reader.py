"""What a screen reader says on the way to a package, by a virtual one over the real form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from modelpkg_widget.fake_aws import Sandbox
from tests.conftest import ROOT
from tests.e2e.kernel_page import KernelPage

pytestmark = pytest.mark.own_tab

READER = ROOT / "js/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
#: AWS answers once the file is there: a kernel whose answer has come tells of nothing before it.
MAKE = """
import pathlib, time
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
go = pathlib.Path({go!r})
def hold(**_):
    end = time.monotonic() + 240
    while not go.exists() and time.monotonic() < end:
        time.sleep(0.02)
aws.session.events.register("before-send.sagemaker.CreateModelPackage", hold)
form = ModelPackageForm(session=aws.session)
form"""
CREATING = "polite: Creating the model package…"
CREATE = "Create model package"
TARGET = "Sandbox: nothing is sent to AWS (account 123456789012, us-east-1)"
WRONG_NAME = (
    "Use 1 to 63 letters, digits, or hyphens, and start and end with a letter or digit."
    " A full ARN is also accepted."
)
SLOWER = 12
#: Said of a kernel that takes a moment to answer, and of no other.
WAITING = "polite: Waiting for the kernel…"


class Reader:
    """Listens to a form, whose group's name it can enter."""

    def __init__(self, page: Page, form: Locator, go: Path) -> None:
        self.page, self.form, self._go = page, form, go
        self.name = form.get_by_role("combobox", name="ModelPackageGroupName")
        script = READER.read_text()  # here, because an error in a route would only be a wait
        page.route(
            "**/reader.js",
            lambda route: route.fulfill(body=script, content_type="text/javascript"),
        )
        page.evaluate(_START)
        self.until("form, CreateModelPackage request")

    def until(self, last: str) -> list[str]:
        """Wait for a phrase, a regular expression; return what was said since the last time.

        Raises:
            AssertionError: it was not said; with what was said instead.
        """
        said: list[str] = self.page.evaluate(_UNTIL, last)
        assert re.fullmatch(last, said[-1] if said else ""), said
        return said

    def slow_down(self) -> None:
        """Let the page be slower than its kernel, so that two states may come close together."""
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def enter(self, name: str) -> None:
        """Enter a group's name and leave its box."""
        self.name.focus()
        self.page.keyboard.insert_text(name)
        self.page.keyboard.press("Tab")

    def create(self, counts: str) -> str:
        """Press Create by keyboard, once the bar counts so; returns what was said of the button."""
        expect(self.form.locator(".mp-bar")).to_contain_text(counts)
        self.form.get_by_role("button", name=CREATE, exact=True).focus()
        about = self.until(f"button, {CREATE}, .*")[-1]
        self.page.keyboard.press("Enter")
        return about

    def until_answered(self, last: str) -> list[str]:
        """Wait for what a request in flight says, then let AWS answer and wait for a phrase."""
        said = self.until(CREATING)
        self._go.touch()
        return said + self.until(last)


@pytest.fixture
def reader(kernel_page: Callable[[], KernelPage], tmp_path: Path) -> Iterator[Reader]:
    """A reader of an empty form; other tests share its kernel, and wait for no file of this one."""
    shown, go = kernel_page(), tmp_path / "go"
    yield Reader(shown.page, shown.show(MAKE.format(go=str(go))), go)
    go.touch()


def test_a_wrong_name_is_announced_when_its_box_is_left(reader: Reader) -> None:
    """A virtual screen reader reads a whole form, in a page of its own: it patches the page."""
    reader.enter("-no name-")
    box, *others = reader.until("polite: ModelPackageGroupName: .*")
    assert re.fullmatch(
        "combobox, ModelPackageGroupName, The name or Amazon Resource Name .*, not invalid, .*", box
    )
    assert others[-1] == f"polite: ModelPackageGroupName: {WRONG_NAME}"
    reader.name.focus()
    again = reader.until("combobox, ModelPackageGroupName, .*")[-1]
    assert again.startswith(
        f"combobox, ModelPackageGroupName, -no name-, Error: {WRONG_NAME}, has popup listbox"
    )
    assert ", invalid, " in again


def test_create_with_problems_says_that_nothing_was_sent(reader: Reader) -> None:
    reader.enter("-no name-")
    about = reader.create("1 to fix")
    assert about == f"button, {CREATE}, {TARGET} 1 to fix"
    link, last = reader.until("polite: Nothing was sent.*")[-2:]
    assert link == f"link, ModelPackageGroupName Error: {WRONG_NAME}"
    assert last == "polite: Nothing was sent. 1 problem."


def test_a_refusal_of_aws_is_announced_with_its_reason(reader: Reader) -> None:
    reader.enter("no-such-group")
    assert reader.create("No problems") == f"button, {CREATE}, {TARGET} No problems"
    said = reader.until_answered("polite: This model package group doesn't exist.*")
    advice = (
        "This model package group doesn't exist. Create it here with any tags your organization"
        " requires, then create the model package."
    )
    assert states(said) == [
        CREATING,
        "polite: Nothing was created. See the list of problems.",
        f"polite: {advice}",
    ]


def test_states_are_announced_in_the_order_in_which_they_happen(
    reader: Reader, kernel_aws: Sandbox
) -> None:
    """In a page that is slowed down, so that two states come close together."""
    reader.slow_down()
    reader.enter(kernel_aws.group)
    assert reader.create("No problems") == f"button, {CREATE}, {TARGET} No problems"
    said = states(reader.until_answered("polite: Created: .*"))
    assert said[0] == CREATING
    assert re.fullmatch(rf"polite: Created: version \d+ of {kernel_aws.group}", said[1])
    assert len(said) == 2


def states(said: list[str]) -> list[str]:
    """Return what was announced, but that a kernel is busy, which depends on the machine."""
    return [phrase for phrase in said if phrase.startswith("polite: ") and phrase != WAITING]


_START = """async () => {
  const { virtual } = await import("/static/reader.js");
  await virtual.start({ container: document.querySelector(".modelpkg-form") });
  window.reader = virtual;
}"""
_UNTIL = """async (last) => {
  const isLast = new RegExp(`^(?:${last})$`);
  const end = Date.now() + 60_000;
  for (;;) {
    const said = await window.reader.spokenPhraseLog();
    const at = said.findIndex((phrase) => isLast.test(phrase));
    if (at >= 0 || Date.now() > end) {
      await window.reader.clearSpokenPhraseLog();
      return at >= 0 ? said.slice(0, at + 1) : said;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
