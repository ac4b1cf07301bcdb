"""At every optional place of the whole form: set, unset, and sent empty, each taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .own_page import OwnPage

# Each group and field of the open form, with the buttons that it offers: the heard name of each.
LOOK = """() => {
  const heard = (button) => [...button.childNodes]
    .filter((part) => part.ariaHidden !== "true").map((part) => part.textContent).join("");
  const offered = (place, buttons) => ({
    path: place.dataset.path,
    state: place.dataset.state,
    names: [...place.querySelectorAll(buttons)].map(heard),
    required: Boolean(place.querySelector(":scope > .mp-label > .mp-needed")),
    isText: Boolean(place.querySelector(":scope > :is(input, textarea), :scope > .mp-suggest")),
  });
  const groups = document.querySelectorAll("fieldset.mp-group[data-path]");
  const fields = document.querySelectorAll(".mp-field[data-path]");
  return {
    groups: [...groups].map((one) => offered(one, ":scope > .mp-buttons > button")),
    fields: [...fields].map((one) => offered(one, ":scope > button, :scope > .mp-empty > button")),
  };
}"""
# Press the button that sets each group, then take all of it back.
SET_ALL = """async () => {
  const turn = () => new Promise((done) => setTimeout(done));
  const wrong = [];
  const groups = document.querySelectorAll("fieldset.mp-group[data-path][data-state='unset']");
  const ids = [...groups].map((group) => `${group.id}-unset`);
  for (const id of ids) {
    const button = document.getElementById(id);
    if (!button || button.textContent.startsWith("Unset")) continue; // set by one inside of it
    button.focus();
    button.click();
    await turn();
    if (!document.getElementById(id)?.textContent.startsWith("Unset")) wrong.push(id);
    if (document.activeElement === document.body) wrong.push(`focus after ${id}`);
  }
  const end = written();
  for (let at = 0; at <= ids.length; at += 1) {
    document.activeElement.dispatchEvent(
      new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }),
    );
  }
  await turn();
  return { wrong, end, start: written() };
}"""


def test_every_group_and_text_offers_what_it_can_be(own_page: Callable[[], OwnPage]) -> None:
    own = own_page()
    own.show()
    own.open_all()
    found: dict[str, list[dict[str, Any]]] = own.page.evaluate(LOOK)
    assert len(found["groups"]) > 40
    for group in found["groups"]:
        name = group["path"].split(".")[-1]
        assert group["state"] == "unset"
        assert {f"Set {name}", f"Set {name} to empty"} & set(group["names"]), group
    texts = [field for field in found["fields"] if field["isText"] and not field["required"]]
    without = [field["path"] for field in texts if not field["names"]]
    print(f"{len(found['groups'])} groups, {len(texts)} texts, not to be sent empty: {without}")
    assert len(texts) - len(without) >= 25  # the others are required by what they stand in
    came_to = own.page.evaluate(SET_ALL)
    assert came_to["wrong"] == []
    assert len(came_to["end"]) > 500
    assert came_to["start"] == "{}"
    assert own.errors == []
