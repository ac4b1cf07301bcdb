"""At every optional place of the whole form: set, unset, and sent empty, each taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.own_page import OwnPage

# Each group and field of the open form, with what its menu offers.
LOOK = """async () => {
  const turn = () => new Promise((done) => setTimeout(done));
  const there = async () => {
    do await turn(); while (document.querySelector("[data-role=awaited]"));
  };
  const offered = async (place, menu) => {
    const button = place.querySelector(menu);
    button?.click();
    await there();
    const names = [...place.querySelectorAll("[role=menuitem]")].map((one) => one.textContent);
    button?.click();
    await turn();
    return {
      path: place.dataset.path,
      state: place.dataset.state,
      names,
      isText: Boolean(place.querySelector(":scope > :is(input, textarea), :scope > .mp-suggest")),
    };
  };
  const found = { groups: [], fields: [] };
  for (const one of document.querySelectorAll("fieldset.mp-group[data-path]"))
    found.groups.push(await offered(one, ":scope > .mp-buttons .mp-more"));
  for (const one of document.querySelectorAll(".mp-field[data-path]"))
    found.fields.push(await offered(one, ":scope > .mp-menu > .mp-more"));
  return found;
}"""
# Set each group by its menu, then take all of it back.
SET_ALL = """async () => {
  const turn = () => new Promise((done) => setTimeout(done));
  const wrong = [];
  const groups = document.querySelectorAll("fieldset.mp-group[data-path][data-state='unset']");
  const ids = [...groups].map((group) => group.id);
  for (const id of ids) {
    const group = document.getElementById(id);
    if (group?.dataset.state !== "unset") continue; // set by one inside of it
    document.getElementById(`${id}-more`).click();
    await turn();
    group.querySelector("[role=menuitem]").click();
    await turn();
    if (group.dataset.state === "unset") wrong.push(id);
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
        assert group["state"] == "unset"
        assert {"Set", "Set to empty"} & set(group["names"]), group
    texts = [field for field in found["fields"] if field["isText"]]
    empty = [field["path"] for field in texts if field["names"] == ["Send empty text"]]
    print(f"{len(found['groups'])} groups, {len(texts)} texts, to be sent empty: {empty}")
    assert len(empty) >= 10  # of the others AWS's model accepts no empty text
    came_to = own.page.evaluate(SET_ALL)
    assert came_to["wrong"] == []
    assert len(came_to["end"]) > 500
    assert came_to["start"] == "{}"
    assert own.errors == []
