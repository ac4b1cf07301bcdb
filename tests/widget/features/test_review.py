"""What was carried over is reviewed before it is sent, by Python and by a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, SubmitError, check
from modelpkg_widget.request import json_codec
from modelpkg_widget.submission.journal import Journal
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import ARN, TIMEOUT, Client, press, until

REQUEST = {
    "ModelPackageGroupName": "group",
    "ModelPackageDescription": "week one",
    "MetadataProperties": {"CommitId": "one"},
}
COMMIT = ["MetadataProperties", "CommitId"]
KEPT = [
    {"path": ["ModelPackageDescription"], "value": "week one"},
    {"path": COMMIT, "value": "one"},
]


class Registered(Client):
    """Has one version of the group."""

    def list_model_packages(self, **filters: Any) -> dict[str, Any]:
        return {"ModelPackageSummaryList": [{"ModelPackageArn": ARN.format(6)}]}

    def describe_model_package(self, ModelPackageName: str) -> dict[str, Any]:  # noqa: N803
        described = {"ModelPackageArn": ModelPackageName, "ModelPackageVersion": 6}
        return {**REQUEST, **described, "ModelPackageStatus": "Completed"}


@pytest.fixture
def form(make: Make) -> ModelPackageForm:
    made = make(client=Registered())
    made.load(group="group")
    return made


def client_of(form: ModelPackageForm) -> Any:
    return form._controller.service.client()


def open_paths(form: ModelPackageForm) -> list[Any]:
    return [row["path"] for row in form.loaded["review"]]


# ---- Python


def test_submit_names_each_value_and_the_line_that_keeps_it(form: ModelPackageForm) -> None:
    assert not form.valid
    assert "error" not in [issue.severity for issue in check(form.value)]
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert [issue.code for issue in error.value.issues] == ["carried"] * 2
    assert [issue.hint for issue in error.value.issues] == [
        'form.confirm("ModelPackageDescription", "week one")',
        'form.confirm("MetadataProperties.CommitId", "one")',
    ]
    assert (form.status, client_of(form).calls) == ("editing", [])
    form.confirm("ModelPackageDescription", "week one")
    with pytest.raises(ValueError, match='"one"'):
        form.confirm("MetadataProperties.CommitId", "two")
    with pytest.raises(SubmitError):
        form.submit(force=True)
    form.confirm("MetadataProperties.CommitId", "one")
    assert form.valid
    form.value = {**form.value, "ModelPackageDescription": "week two"}
    assert form.submit() == ARN.format(1)
    (attempt,) = Journal().all()[0]
    assert {one.path: one.act for one in attempt.acts} == {
        "ModelPackageDescription": "changed",
        "MetadataProperties.CommitId": "kept",
    }


def test_what_is_invalid_is_reported_beside_it(form: ModelPackageForm) -> None:
    form.value = {**form.value, "Task": 5}
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert [issue.code for issue in error.value.issues] == ["type", "carried", "carried"]


def test_a_package_that_was_created_needs_no_review_to_be_reported_again(
    form: ModelPackageForm,
) -> None:
    press(Wire(form), REQUEST, unreviewed=True)
    until(lambda: form.status == "created")
    assert form.submit() == ARN.format(1)
    assert len(client_of(form).calls) == 1
    with pytest.raises(SubmitError):
        form.submit(allow_duplicate=True)
    assert len(client_of(form).calls) == 1


def test_a_request_that_is_as_it_was_says_so(form: ModelPackageForm) -> None:
    (row,) = [issue for issue in form.issues if issue.code == "identical"]
    assert (row.message, row.severity) == ("Identical to version 6 of group.", "warning")
    form.value = {**form.value, "ModelPackageDescription": "week two"}
    assert "identical" not in [issue.code for issue in form.issues]


# ---- a page


@pytest.mark.usefixtures("quiet")
def test_a_page_keeps_the_value_that_it_showed(form: ModelPackageForm) -> None:
    wire = Wire(form)
    wire.message({"kind": "confirm", "id": "1", "path": COMMIT, "value": "two"})
    assert (form.last_ack, COMMIT in open_paths(form)) == ("1", True)
    wire.message({"kind": "confirm", "id": "2", "path": COMMIT, "value": "one"})
    assert open_paths(form) == [["ModelPackageDescription"]]
    wire.message({"kind": "confirm", "id": "3", **KEPT[0]})
    assert open_paths(form) == []


@pytest.mark.usefixtures("quiet")
def test_what_a_page_takes_back_is_to_be_reviewed_again(form: ModelPackageForm) -> None:
    wire = Wire(form)
    for row in KEPT:
        wire.message({"kind": "confirm", "id": "1", **row})
    assert form.valid
    for content in ({"path": COMMIT}, {"path": COMMIT, "value": "two"}, {"value": "one"}):
        wire.message({"kind": "unconfirm", "id": "2", **content})
        assert form.valid, "only that value, at that place"
    wire.message({"kind": "unconfirm", "id": "3", "path": COMMIT, "value": "one"})
    assert (open_paths(form), form.valid, form.last_ack) == ([COMMIT], False, "3")
    press(wire, REQUEST)
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert [issue.path for issue in error.value.issues] == [tuple(COMMIT)]
    assert client_of(form).calls == []
    wire.message({"kind": "confirm", "id": "4", "path": COMMIT, "value": "one"})
    assert form.submit() == ARN.format(1)


def test_what_was_taken_back_is_so_in_the_next_kernel(make: Make, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    form = make(client=Registered(), draft=draft)
    form.load(group="group")
    form.confirm("MetadataProperties.CommitId")
    Wire(form).message({"kind": "unconfirm", "id": "1", "path": COMMIT, "value": "one"})
    form.close()
    assert COMMIT in open_paths(make(client=Registered(), draft=draft))


@pytest.mark.usefixtures("quiet")
def test_unreviewed_values_are_not_sent_from_a_page(form: ModelPackageForm) -> None:
    wire = Wire(form)
    for force in (False, True):
        press(wire, REQUEST, force=force)
        assert (form.status, form.last_ack) == ("editing", "1")
    press(wire, REQUEST, kept=KEPT[:1])
    assert open_paths(form) == [COMMIT], "what was kept is known from now on"
    assert client_of(form).calls == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("how", [{"kept": KEPT}, {"unreviewed": True}], ids=str)
def test_a_page_sends_what_was_reviewed(form: ModelPackageForm, how: dict[str, Any]) -> None:
    press(Wire(form), REQUEST, **how)
    until(lambda: form.status == "created")
    assert client_of(form).calls[0]["MetadataProperties"] == {"CommitId": "one"}
    assert bool(open_paths(form)) is ("unreviewed" in how)
    (attempt,) = Journal().all()[0]
    act = "kept" if "kept" in how else "unreviewed"
    assert [(one.path, one.act) for one in attempt.acts] == [
        ("ModelPackageDescription", act),
        ("MetadataProperties.CommitId", act),
    ]
    assert "week one" not in repr(attempt)


@pytest.mark.usefixtures("quiet")
def test_the_request_of_the_message_is_judged(form: ModelPackageForm) -> None:
    """The kernel holds another one: somebody has changed it there since."""
    form.value = {**REQUEST, "MetadataProperties": {"CommitId": "two"}}
    form.confirm()
    assert open_paths(form) == []
    press(Wire(form), {**REQUEST, "ModelPackageDescription": "week two"})
    assert form.status == "editing"
    reported = [
        issue for issue in form._controller.issues_of_kernel() if issue["code"] == "carried"
    ]
    assert [issue["path"] for issue in reported] == [COMMIT]
    assert client_of(form).calls == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "kept",
    [
        5,
        {},
        [5],
        [{"path": COMMIT}],
        [{"path": "MetadataProperties.CommitId", "value": "one"}],
        [{"path": [None], "value": "one"}, *KEPT],
        [{"path": COMMIT, "value": "two"}, KEPT[0]],
        [{"path": COMMIT, "value": ["one"]}, KEPT[0]],
        [{"path": [], "value": {}}],
        [{"path": ["Nowhere", 5], "value": "x"}],
        KEPT * 501,
    ],
    ids=lambda kept: str(kept)[:80],
)
def test_what_covers_nothing(form: ModelPackageForm, kept: Any) -> None:
    press(Wire(form), REQUEST, kept=kept, unreviewed="yes")
    assert (form.status, form.last_ack) == ("editing", "1")
    assert COMMIT in open_paths(form)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "content",
    [
        {"value": "one"},
        {},
        {"all": True},
        {"path": COMMIT, "value": float("nan")},
        {"path": ["x"] * 101, "value": "one"},
        {"path": COMMIT, "value": {"a": [0] * 5}},
        {"path": ["Nowhere"]},
        {"path": ["MetadataProperties"]},
    ],
    ids=str,
)
def test_messages_that_confirm_nothing(form: ModelPackageForm, content: dict[str, Any]) -> None:
    before = form.loaded
    Wire(form).message({"kind": "confirm", "id": "1", **content})
    assert form.last_ack == "1"
    assert form.loaded == before


@pytest.mark.usefixtures("quiet")
def test_an_unknown_outcome_is_found_out_without_a_review(make: Make) -> None:
    client = Registered(TIMEOUT)
    form = make(client=client)
    form.load(group="group")
    press(Wire(form), REQUEST, unreviewed=True)
    until(lambda: form.status == "uncertain")
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert "carried" not in [issue.code for issue in error.value.issues]


# ---- a new kernel


def test_a_new_kernel_knows_what_was_confirmed(make: Make, tmp_path: Any) -> None:
    path = tmp_path / "draft.json"
    form = make(client=Registered(), draft=path)
    form.load(group="group")
    form.confirm()
    form.close()
    again = make(client=Registered(), draft=path)
    assert open_paths(again) == [COMMIT]
    assert again.loaded == form.loaded
    again.confirm("MetadataProperties.CommitId", "one")
    again.close()
    last = make(client=Registered(), draft=path)
    assert last.valid
    assert [row["act"] for row in last.loaded["reviewed"]] == ["kept", "kept"]


def test_a_file_of_an_older_version_is_read(make: Make, tmp_path: Any) -> None:
    path = tmp_path / "draft.json"
    path.write_text(json_codec.dumps(REQUEST))
    memory = {
        "source": "version 6 of group",
        "arn": ARN.format(6),
        "base": REQUEST,
        "omitted": [],
        "coerced": [],
        "unresolved": [],
        "marks": [{"path": COMMIT, "code": "carried"}],
        "first": None,
    }
    path.with_name("draft.json.loaded").write_text(json_codec.dumps(memory))
    form = make(client=Registered(), draft=path)
    assert open_paths(form) == [COMMIT]
    form.confirm("MetadataProperties.CommitId", "one")
    assert form.valid
