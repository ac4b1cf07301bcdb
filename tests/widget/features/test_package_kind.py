"""Which kind of package the form is for: what it requires, and that it is kept with the draft."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import SubmitError, check
from tests.widget.recorded_comm import GOOD, Make, Wire, where
from tests.widget.scripted_client import Client, press, until

NAMED = {"ModelPackageName": "a"}
PLACE = {"mode": "guided", "guide": "marketplace", "step": "review"}


def choose(form: Any, chosen: str | None) -> Wire:
    wire = Wire(form)
    wire.message({"kind": "set_package_kind", "id": f"choose {chosen}", "package_kind": chosen})
    assert form.last_ack == f"choose {chosen}"
    return wire


def test_the_chosen_kind_is_remembered_for_the_next_page_and_is_no_part_of_the_request(
    make: Make,
) -> None:
    form = make(NAMED)
    assert form.get_state()["kind"] is None
    choose(form, "marketplace")
    assert form.kind == "marketplace"
    assert form.get_state()["kind"] == "marketplace"
    choose(form, "")
    assert form.kind == ""
    choose(form, None)  # undone
    assert form.kind is None
    assert form.value == NAMED


@pytest.mark.parametrize("chosen", [3, "nothing", ["marketplace"], {}, "x" * 100_000])
def test_what_is_no_kind_changes_nothing(make: Make, chosen: Any) -> None:
    form = make()
    choose(form, "versioned")
    Wire(form).message({"kind": "set_package_kind", "id": "1", "package_kind": chosen})
    Wire(form).message({"kind": "set_package_kind", "id": "2"})
    form.set_state({"kind": "marketplace"})
    assert form.kind == "versioned"


def test_what_the_kind_requires_is_a_problem_and_stops_a_submission(make: Make) -> None:
    client = Client()
    form = make(NAMED, client=client)
    assert form.valid
    choose(form, "marketplace")
    needed = [issue for issue in form.issues if issue.code == "package_kind"]
    assert ("CertifyForMarketplace",) in where(form)
    assert {issue.severity for issue in needed} == {"error"}
    assert not form.valid
    with pytest.raises(SubmitError) as refused:
        form.submit()
    assert ("CertifyForMarketplace",) in [issue.path for issue in refused.value.issues]
    assert client.calls == []
    assert all(issue.code != "package_kind" for issue in check(form.value))
    choose(form, "")
    assert form.valid
    form.submit()
    assert len(client.calls) == 1


def test_kind_is_not_sent_to_pages_which_derive_it(make: Make) -> None:
    form = make(NAMED)
    choose(form, "marketplace")
    assert form.get_state()["issues"] == []


def test_choosing_a_kind_leaves_alone_what_was_sent(make: Make) -> None:
    form = make(GOOD, client=Client())
    arn = form.submit()
    choose(form, "versioned")
    assert (form.status, form.arn, form.submit()) == ("created", arn, arn)


def test_the_page_says_of_which_kind_it_sends(make: Make) -> None:
    """A busy kernel has not heard of the choice."""
    client = Client()
    form = make(NAMED, client=client)
    press(Wire(form), NAMED, package_kind="marketplace")
    until(lambda: form.last_ack)
    assert form.kind == "marketplace"
    assert client.calls == []
    assert not form.valid
    press(Wire(form), NAMED, package_kind="")
    until(lambda: client.calls)


@pytest.mark.parametrize("kind", [3, "nothing", ["marketplace"], {}])
def test_a_submission_of_no_kind_that_exists_is_none(make: Make, kind: Any) -> None:
    client = Client()
    form = make(GOOD, client=client)
    press(Wire(form), GOOD, package_kind=kind)
    until(lambda: form.last_ack)
    assert (form.kind, client.calls, form.status) == (None, [], "editing")


def test_without_a_word_of_the_page_the_chosen_kind_holds(make: Make) -> None:
    client = Client()
    form = make(NAMED, client=client)
    choose(form, "marketplace")
    press(Wire(form), NAMED)
    until(lambda: form.last_ack)
    assert (form.kind, client.calls) == ("marketplace", [])


def test_kind_and_place_are_kept_with_the_draft(make: Make, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    form = make(NAMED, draft=draft)
    wire = choose(form, "marketplace")
    wire.message({"kind": "navigate", "id": "2", **PLACE})
    assert json.loads(draft.read_text()) == NAMED
    again = make(draft=draft)
    assert (again.value, again.kind, again.guide) == (NAMED, "marketplace", PLACE)
    assert not again.valid
    choose(again, None)
    assert make(draft=draft).kind is None


def test_a_draft_of_which_nobody_chose_a_kind_has_nothing_beside_it(
    make: Make, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.json"
    form = make(NAMED, draft=draft, mode="guided")
    form.value = {**NAMED, "Domain": "OTHER"}
    assert [path.name for path in tmp_path.glob("draft*")] == ["draft.json"]


def test_what_was_loaded_is_kept_beside_the_kind(make: Make, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    form = make(draft=draft)
    form.load(GOOD)
    choose(form, "versioned")
    again = make(draft=draft)
    assert again.kind == "versioned"
    assert json.loads(again.loaded["base"]) == GOOD


@pytest.mark.parametrize(
    "beside", ["{", "[]", '{"kind": 3, "guide": []}', '{"kind": "nothing", "guide": {"mode": 1}}']
)
def test_what_is_damaged_beside_a_draft_is_forgotten(
    make: Make, tmp_path: Path, beside: str
) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps(NAMED))
    (tmp_path / "draft.json.loaded").write_text(beside)
    form = make(draft=draft)
    assert (form.value, form.kind, form.guide["step"]) == (NAMED, None, "")


def test_the_mode_that_is_given_leads_into_the_guide_at_the_place_that_is_kept(
    make: Make, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.json"
    form = make(NAMED, draft=draft, mode="guided")
    Wire(form).message({"kind": "navigate", "id": "2", **PLACE, "mode": "full"})
    assert make(draft=draft).guide == {**PLACE, "mode": "full"}
    assert make(draft=draft, mode="guided").guide == PLACE


def test_a_preflight_finds_what_the_kind_requires_and_ages_with_it(make: Make) -> None:
    form = make(NAMED)

    def complete() -> str:
        (row,) = [row for row in form.preflight_report["findings"] if row["id"] == "request"]
        return f"{row['state']}{' old' if row['old'] else ''}"

    form.preflight(seconds=0.1)
    assert complete() != "failed"
    choose(form, "marketplace")
    assert complete().endswith(" old")
    form.preflight(seconds=0.1)
    assert complete() == "failed"
