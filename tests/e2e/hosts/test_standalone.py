"""The form as one HTML file, opened from disk: no kernel, no server, no network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from modelpkg_widget import check
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.widget.standalone_page import standalone_page
from tests.conformance.requests import of_rules, real, requests
from tests.conformance.test_verdict import soak_seed
from tests.e2e.layout.test_scenes import AXE, JUDGES, SCHEMES, TAGS
from tests.e2e.pages.standalone_page import StandalonePage, verdict, without_places
from tests.helpers.malicious_inputs import ALL, TEXTS, everywhere

Open = Callable[..., StandalonePage]
WIDTHS = (320, 1000, 1400)
CERTIFIED = {"CertifyForMarketplace": True}
REFUSED = {
    "ModelPackageName: a": "isn't valid JSON. The first error is at line 1, column 1.",
    '{"a": 1,\n "a": 2}': "isn't valid JSON. The first error is at line 2, column 6.",
    "[]": "isn't an object",
}
NEEDS_A_KERNEL = ["Create model package", "Preflight", "Export", "Show what the account has"]


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Open a request from disk in the one page of these tests; afterwards nothing has left it."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    own = StandalonePage(page, tmp_path_factory.mktemp("standalone") / "form.html")

    def show(request: Any = None, **state: Any) -> StandalonePage:
        own.open(standalone_page({} if request is None else request, **state))
        return own

    yield show
    own.assert_silent()
    page.close()


def test_a_wrong_name_shows_its_error_and_undo_takes_it_back(opened: Open) -> None:
    own = opened()
    name = own.field("ModelPackageGroupName")
    name.fill("my group")
    name.blur()
    expect(own.error("ModelPackageGroupName")).to_contain_text("Use 1 to 63 letters")
    expect(own.state).to_have_text("1 to fix")
    name.fill("my-group")
    name.blur()
    expect(own.state).to_have_text("No problems")
    assert json.loads(own.json()) == {"ModelPackageGroupName": "my-group"}
    while own.json() != "{}":
        own.button("Undo").click()
    expect(name).to_have_value("")
    own.assert_silent()


# Playwright reports no download of Firefox, and reads no clipboard there.
@pytest.mark.skip_browser("firefox")
def test_the_json_that_leaves_is_what_was_typed(opened: Open, tmp_path: Path) -> None:
    own = opened({"ModelPackageName": "one", "Tags": []})
    assert own.json() == '{\n  "ModelPackageName": "one",\n  "Tags": []\n}'
    own.field("ModelPackageDescription").fill('Zürich "</script>" 🤖')
    typed = {
        "ModelPackageName": "one",
        "Tags": [],
        "ModelPackageDescription": 'Zürich "</script>" 🤖',
    }
    assert json.loads(own.json()) == typed
    with own.page.expect_download() as saved:
        own.page.get_by_role("button", name="Download request.json").click()
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    assert json.loads((tmp_path / "request.json").read_text(encoding="utf-8")) == typed
    own.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own.page.get_by_role("button", name="Copy Request as JSON").click()
    expect(own.page.get_by_role("button", name="Copied Request as JSON")).to_be_visible()
    assert own.page.evaluate("() => navigator.clipboard.readText()") == own.json()
    command = "aws sagemaker create-model-package --cli-input-json file://request.json"
    expect(own.page.locator("[data-role=command]")).to_have_text(command)
    own.assert_silent()


def test_a_request_is_loaded_from_a_text_and_from_a_file(opened: Open, tmp_path: Path) -> None:
    own = opened()
    own.load('{"ModelPackageGroupName": "churn", "10": 1, "2": 2}')
    assert own.json() == '{\n  "ModelPackageGroupName": "churn",\n  "10": 1,\n  "2": 2\n}'
    own.field("ModelPackageDescription").fill("typed")
    file = tmp_path / "next.json"
    file.write_text('{"ModelPackageGroupName": "next"}', encoding="utf-8-sig")
    own.page.locator("[type=file]").set_input_files(file)
    expect(own.page.get_by_text("Ready to load next.json.")).to_be_visible()
    own.button("Merge").click()
    own.shows(
        {"ModelPackageGroupName": "next", "10": 1, "2": 2, "ModelPackageDescription": "typed"}
    )
    own.button("Changes").click()
    expect(own.page.locator("[id$=-changes] td").filter(has_text="next").first).to_be_visible()
    own.button("Undo").click()
    own.shows(
        {"ModelPackageGroupName": "churn", "10": 1, "2": 2, "ModelPackageDescription": "typed"}
    )
    own.assert_silent()


def test_what_is_no_request_is_refused_with_a_way_out(opened: Open) -> None:
    own = opened({"ModelPackageName": "a"})
    for text, problem in REFUSED.items():
        own.ask(text)
        expect(own.page.locator("[data-role=loaded]")).to_contain_text(problem)
        assert json.loads(own.json()) == {"ModelPackageName": "a"}
    own.assert_silent()


def test_the_guide_leads_to_the_review(opened: Open) -> None:
    own = opened(place={"mode": "guided", "guide": "", "step": ""})
    own.page.get_by_label("A model package for AWS Marketplace").check()
    own.shows(CERTIFIED)
    steps = own.page.get_by_role("navigation", name="Steps").get_by_role("listitem")
    expect(steps).to_have_count(6)
    own.page.get_by_role("button", name="Next: Name and description").click()
    own.field("ModelPackageName").fill("flowers-1")
    steps.last.get_by_role("button").click()
    expect(own.page.get_by_text("This page sends nothing.")).to_be_visible()
    expect(own.page.get_by_text("Unversioned package flowers-1, certification ON.")).to_be_visible()
    expect(own.page.get_by_role("button", name="Next:")).to_have_count(0)
    own.assert_silent()


def test_what_needs_a_kernel_is_not_offered_and_said_once(opened: Open) -> None:
    own = opened()
    for name in NEEDS_A_KERNEL:
        expect(own.page.get_by_role("button", name=name)).to_have_count(0)
    own.button("Load JSON").click()
    expect(own.page.locator("[id$=-load] select")).to_have_count(0)
    expect(own.page.get_by_text("without a notebook kernel")).to_have_count(1)


def test_the_page_starts_as_the_form_was(opened: Open) -> None:
    rows = [{"path": ["SourceUri"], "base_path": ["SourceUri"], "label": "version 6 of churn"}]
    unreviewed = [{**row, "value": "s3://b/k", "individually": True, "why": ""} for row in rows]
    pending = {
        "path": ["CustomerMetadataProperties"],
        "key": "",
        "text": "v",
        "code": "key.required",
    }
    own = opened(
        {"SourceUri": "s3://b/k", "CustomerMetadataProperties": {"a": "b"}},
        kind="versioned", pending=[pending], unreviewed=unreviewed,
    )  # fmt: skip
    expect(own.page.get_by_label("Package type")).to_have_value("versioned")
    expect(own.state).to_contain_text("to fix")
    own.button("1 to review").last.click()
    expect(own.page.get_by_text("version 6 of churn").first).to_be_visible()
    own.assert_silent()


def test_all_of_the_documentation_is_there(opened: Open) -> None:
    own = opened()
    own.button("Help for ModelPackageName (F1)").click()
    expect(own.page.locator(".mp-documentation")).to_contain_text("This parameter is required")
    own.assert_silent()


def test_a_shell_that_writes_another_encoding_does_no_harm(opened: Open) -> None:
    """As Windows PowerShell redirects output: UTF-16 with a mark, and other line ends."""
    own = opened()
    own.open(standalone_page({"ModelPackageDescription": "Z\u00fcrich"}), "utf-16", "\r\n")
    assert json.loads(own.json()) == {"ModelPackageDescription": "Z\u00fcrich"}
    own.assert_silent()


def test_leaving_with_changes_asks_first(opened: Open) -> None:
    own = opened({"ModelPackageName": "a"})
    assert own.leaves()
    own.field("ModelPackageName").fill("b")
    assert not own.leaves()
    own.page.get_by_role("button", name="Download request.json").click()
    assert own.leaves()
    own.ask('{"ModelPackageName": "c"}')
    own.button("Replace it").click()
    own.shows({"ModelPackageName": "c"})
    assert own.leaves()
    own.field("ModelPackageName").fill("d")
    own.ask('{"SourceUri": "s3://b/k"}')
    own.button("Merge").click()
    own.shows({"ModelPackageName": "d", "SourceUri": "s3://b/k"})
    assert not own.leaves()


def test_a_hostile_request_stays_text(opened: Open) -> None:
    sent = everywhere([*TEXTS.values()])
    own = opened(sent)
    own.assert_inert()
    assert own.value() == sent


@pytest.mark.soak
@pytest.mark.parametrize("texts", [[*TEXTS.values()], [ALL]], ids=["in turn", "all at once"])
def test_a_hostile_request_stays_text_in_every_field(opened: Open, texts: list[str]) -> None:
    sent = everywhere(texts)
    own = opened(sent)
    own.open_all()
    own.assert_inert()
    assert own.value() == sent
    for name in NEEDS_A_KERNEL:
        expect(own.page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize("mode", ["full", "guided"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(opened: Open, mode: str) -> None:
    place = {"mode": mode, "guide": "", "step": ""}
    own = opened({**CERTIFIED, "ModelPackageName": "a b"}, kind="marketplace", place=place)
    if mode == "full":
        own.button("Load JSON").click()
    own.page.locator("#mp-problems-fold").click()
    for script in (AXE.read_text(encoding="utf-8"), JUDGES):
        own.page.evaluate(script + ";0")
    assert own.page.evaluate(_AXE, TAGS) == []
    for scheme in SCHEMES:
        own.page.emulate_media(color_scheme=scheme)
        assert own.page.evaluate("contrast") == []
    for width in WIDTHS:
        own.page.set_viewport_size({"width": width, "height": 900})
        assert own.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_judges_the_shared_cases_as_the_kernel_does(opened: Open) -> None:
    """Real requests, and for each rule the first that breaks it, one after the other."""
    own = opened()
    met: set[str] = set()
    for request in [*real(), *of_rules()]:
        codes = {issue.code for issue in check(request)}
        if request in real() or codes - met:
            assert own.judged(json.dumps(request)) == verdict(request), request
        met |= codes
    assert {row["id"] for row in load_table("validation/rules")} <= met
    own.assert_silent()


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_the_page_judges_requests_made_by_chance_as_the_kernel_does(opened: Open) -> None:
    own = opened()
    seed = soak_seed()
    print(f"seed {seed}")
    for text in requests(seed, 1_000):  # the first of them are all of the shared cases
        if text.startswith("{"):
            found = without_places(own.judged(text))
            assert found == without_places(verdict(text)), text[:2_000]
    own.assert_silent()


_AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}"""
