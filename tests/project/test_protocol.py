"""The page's half of the protocol is what the kernel declares; nothing else is published."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.widget.controller import FormController
from tests.conftest import ROOT
from tests.helpers.wire_types import TRAITS, wrong_in_frame

GENERATOR = ROOT / "js" / "build" / "protocol.py"
GENERATED = sorted((ROOT / "js" / "src" / "protocol").glob("*.generated.ts"))


def _generate(*arguments: str, script: Path = GENERATOR) -> int:
    return subprocess.run([sys.executable, str(script), *arguments], check=False).returncode


@pytest.mark.slow
def test_generated_files_are_those_of_the_declarations() -> None:
    assert len(GENERATED) == 4
    assert _generate("--check") == 0, "run `make protocol`"


@pytest.mark.slow
def test_check_notices_a_file_that_was_edited(tmp_path: Path) -> None:
    build, protocol = tmp_path / "js" / "build", tmp_path / "js" / "src" / "protocol"
    build.mkdir(parents=True)
    protocol.mkdir(parents=True)
    for file in GENERATOR.parent.glob("*.py"):
        (build / file.name).write_bytes(file.read_bytes())
    copy = build / GENERATOR.name
    assert _generate(script=copy) == 0
    made = {path.name: path.read_text(encoding="utf-8") for path in protocol.iterdir()}
    assert made == {path.name: path.read_text(encoding="utf-8") for path in GENERATED}
    messages = protocol / "messages.generated.ts"
    messages.write_text(made[messages.name].replace("view_id", "asker"), encoding="utf-8")
    assert _generate("--check", script=copy) == 1


def test_each_feature_publishes_the_traits_that_it_declares() -> None:
    form = FormController(SageMaker(None, None), {"Domain": "x"})
    for feature in form.features:
        published = set(feature.publish(form.request.view()))
        assert published == set(feature.traits), type(feature).__name__


def test_each_synced_trait_is_declared() -> None:
    form = ModelPackageForm()
    own = {name for name in form.keys if not name.startswith("_")}
    assert own - {"layout", "tabbable", "tooltip", "comm"} == (set(TRAITS) - {"task"}) | {
        "form_data", "page_code", "page_program", "page_style",
    }  # fmt: skip
    form.close()


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ({"status": "editing", "arn": "", "kind": None}, 0),
        ({"status": "ready"}, 1),
        ({"target": {}}, 10),
        ({"draft_state": {"path": "", "state": "", "problem": "", "more": 1}}, 1),
        ({"submission": {"when": "", "actions": ["again", "never"]}}, 1),
        ({"pending": [{"path": ["a", None], "key": "", "text": "", "code": ""}]}, 1),
        ({"issues": [{}]}, 7),
    ],
    ids=str,
)
def test_a_frame_of_another_type_is_noticed(state: dict[str, object], wrong: int) -> None:
    assert len(wrong_in_frame({"method": "update", "state": state})) == wrong
