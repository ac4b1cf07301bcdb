"""What is kept on the disk is its owner's alone, also where the umask would let everybody in."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget.storage.state_dir import make_private
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")

SESSION = """
import os
os.umask(0)
from modelpkg_widget import ModelPackageForm
from tests.helpers.sandboxes import fresh

os.environ["MODELPKG_STATE_DIR"] = "../a/state"  # which the tests take away when they are loaded
with fresh() as aws:
    request = {"ModelPackageGroupName": aws.group}
    form = ModelPackageForm(request, session=aws.session, draft="d.json")
    form.load({**request, "Domain": "OTHER"})
    form.pending = [{"path": ["Tags"], "key": "", "text": "x", "code": "key.required"}]
    form.pending = []
    form.submit()
    form.pending = [{"path": ["Tags"], "key": "", "text": "x", "code": "key.required"}]
    form.close()
"""


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} {stat.S_IMODE(path.stat().st_mode):o}"
        for path in folder.rglob("*")
        if path.stat().st_mode & 0o077
    ]


@pytest.mark.slow
def test_journal_draft_and_what_stands_beside_them(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir(0o700)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", SESSION], cwd=tmp_path / "work", env=env, check=True)
    found = {path.name for path in tmp_path.rglob("*")}
    assert {"d.json", "d.json.pending", "d.json.loaded", "journal", "drafts"} <= found
    assert any(name.endswith(".lock") for name in found)
    assert len(list((tmp_path / "a" / "state" / "journal").glob("*.json"))) == 1
    assert open_to_others(tmp_path) == []


def test_folders_above_it_are_made_private_and_others_stay(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    before = os.umask(0)
    try:
        make_private(shared / "a" / "b" / "c")
        make_private(shared / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert open_to_others(shared) == []
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755


def test_a_draft_of_somebody_who_shares_it_stays_shared(tmp_path: Path) -> None:
    """Its mode is that person's choice."""
    from modelpkg_widget import ModelPackageForm

    draft = tmp_path / "d.json"
    draft.write_text("{}")
    draft.chmod(0o644)
    form = ModelPackageForm(draft=draft)
    form.value = {"Domain": "OTHER"}
    form.close()
    assert stat.S_IMODE(draft.stat().st_mode) == 0o644
