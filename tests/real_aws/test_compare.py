"""The comparison with a real account, tried between two sandboxes: it finds what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.conftest import ROOT
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.sandboxes import fresh

from .__main__ import RESULTS, main, result
from .compare import CALLS, WrongAccountError, compare, need_account

#: It sends members of these versions.
pytestmark = needs_boto3("1.42.93")
GROUP = "modelpkg-widget-1"


@pytest.fixture
def two() -> Any:
    with fresh() as one, fresh() as other:
        yield one, other


def _left(aws: Sandbox) -> list[str]:
    client = aws.client("sagemaker")
    groups = client.list_model_package_groups(NameContains="modelpkg-widget-")
    return [row["ModelPackageGroupName"] for row in groups["ModelPackageGroupSummaryList"]]


@pytest.mark.slow
def test_two_sandboxes_answer_the_same_and_nothing_is_left(two: tuple[Sandbox, Sandbox]) -> None:
    one, other = two
    rows = compare(one.session, other.session, GROUP)
    assert [row.name for row in rows if not row.is_same] == []
    assert len(rows) >= 40
    assert len({row.name for row in rows}) == len(rows)
    refused = [row for row in rows if row.aws.code]
    assert len(refused) >= 25
    assert [row.name for row in rows if "unknown" in f"{row.aws}"] == []
    assert _left(one) == _left(other) == []


@pytest.mark.slow
def test_what_differs_is_found(two: tuple[Sandbox, Sandbox]) -> None:
    one, other = two
    one.deny("sagemaker:UpdateModelPackage")
    rows = compare(one.session, other.session, GROUP)
    different = {row.name for row in rows if not row.is_same}
    assert different >= {"approve a version", "describe what was approved"}
    assert "create a group" not in different
    said = result(rows, "us-east-1")
    assert said["same"] + len(said["different"]) == said["calls"] == len(CALLS)
    assert one.account not in json.dumps(said["different"])


@pytest.mark.slow
def test_what_was_made_is_deleted_when_a_run_is_interrupted(
    two: tuple[Sandbox, Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setitem(CALLS[9], "call", "no_such_operation")
    with pytest.raises(AttributeError):
        compare(one.session, other.session, GROUP)
    assert _left(one) == _left(other) == []


def test_another_account_is_refused(two: tuple[Sandbox, Sandbox]) -> None:
    one, other = two
    need_account(one.session, one.account)
    with pytest.raises(WrongAccountError, match=f"account {one.account}, not of {other.account}"):
        need_account(one.session, other.account)


def test_without_an_account_nothing_is_done(
    tmp_path: Path, state_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main([], tmp_path)
    assert raised.value.code == 2
    assert "--account" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert not state_folder.exists()


def test_the_docs_say_when_it_ran_last() -> None:
    dates = sorted(path.stem for path in RESULTS.glob("*.json"))
    last = dates[-1] if dates else "never"
    assert f"last run: {last}" in (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
