"""The notebooks as they are shipped, and the one whose exercises were solved.

`make test-notebooks` runs each of them whole and compares what it puts out.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from modelpkg_widget import sandbox
from modelpkg_widget.fake_aws.server.process import Process
from tests.conftest import ROOT
from tests.project.notebooks import PATIENT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MACHINE = re.compile(r"/home/|/root/|/work/|/tmp/|/Users/|[A-Z]:\\\\|site-packages")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_can_be_read_where_nobody_runs_it(path: Path) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in notebook["metadata"]  # what was typed is in nobody's repository
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    counts = [cell["execution_count"] for cell in code]
    assert counts == list(range(1, len(code) + 1)), "it was not run whole, from top to end"
    outputs = json.dumps([cell["outputs"] for cell in code])
    assert not MACHINE.search(outputs)
    assert '"error"' not in outputs
    assert notebook["cells"][0]["cell_type"] == "markdown"


def test_the_first_notebook_shows_a_picture_of_the_form_before_the_code() -> None:
    cells = json.loads(NOTEBOOKS[0].read_text("utf-8"))["cells"]
    shown = [at for at, cell in enumerate(cells) if cell.get("attachments")]
    code = [at for at, cell in enumerate(cells) if cell["cell_type"] == "code"]
    assert shown
    assert shown[0] < code[0]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_form_claims_a_package_before_the_cell_that_made_it(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    seen = ""
    for output in [one for cell in cells for one in cell.get("outputs", [])]:
        plain = "".join(output.get("data", {}).get("text/plain", ""))
        if "".join(output.get("data", {}).get("text/html", "")).find("Created on") >= 0:
            made = re.findall(r"arn:aws:sagemaker:\S+:model-package/\S+", plain)
            assert made, plain
            assert all(f"'{arn}'" in seen for arn in made), "no cell above it returned this ARN"
        seen += plain


def test_nine_notebooks_are_numbered_in_order() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == [f"0{number}" for number in range(1, 10)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_exercise_has_a_hint_below_it_and_its_solution_at_the_end(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    exercises = [at for at, source in enumerate(sources) if "= exercise(" in source]
    hints = [at for at, source in enumerate(sources) if "<summary>Hint</summary>" in source]
    texts = [
        source if cell["cell_type"] == "markdown" else ""
        for cell, source in zip(cells, sources, strict=True)
    ]
    headings = [at for at, text in enumerate(texts) if re.search("^#+ ", text, re.MULTILINE)]
    titled = [
        at for at, text in enumerate(texts) if re.search("^## Solutions?$", text, re.MULTILINE)
    ]
    if not exercises:
        assert hints == titled == []
        return
    assert hints == [at + 1 for at in exercises], "a hint directly below each exercise"
    assert titled == headings[-1:], "solutions are the last section"
    assert max(hints) < titled[0]
    folded = re.findall(r"<details>\n<summary>(?!Hint)", sources[titled[0]])
    assert len(folded) == len(exercises), "a folded solution for each exercise"
    assert all(source.count("<details>") == source.count("</details>") for source in sources)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_its_last_cell_proves_is_solved(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    count = sum("= exercise(" in "".join(cell["source"]) for cell in cells)
    if count:
        (output,) = cells[-1]["outputs"]
        assert "".join(output["text"]) == "solved\n" * count


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_waits_for_a_clock(path: Path) -> None:
    """What is waited for has ended: its time was skipped since it was sent, or it is an old one."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert "sleep(" not in code
    for before in code.split(".wait(")[:-1]:
        since = max(before.rfind(".submit("), before.rfind(".follow("))
        assert ".follow(" in before[since:] or "aws.advance(" in before[since:], before[-200:]


def solved() -> dict[str, dict[str, Any]]:
    """What a learner might have answered to the exercises of 05."""
    aws = sandbox()
    container = {"Image": aws.image, "ModelDataUrl": aws.model_data}
    return {
        "ex1.json": {
            "ModelPackageGroupName": aws.group,
            "InferenceSpecification": {
                "Containers": [container],
                "SupportedContentTypes": ["text/csv"],
            },
        },
        "ex2.json": {
            "ModelPackageName": "churn-1",
            "CertifyForMarketplace": True,
            "InferenceSpecification": {
                "Containers": [container],
                "SupportedContentTypes": ["text/csv"],
                "SupportedResponseMIMETypes": ["text/csv"],
                "SupportedTransformInstanceTypes": ["ml.m5.xlarge"],
                "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.xlarge"],
            },
            "ValidationSpecification": {
                "ValidationRole": aws.role,
                "ValidationProfiles": [
                    {
                        "ProfileName": "first",
                        "TransformJobDefinition": {
                            "TransformInput": {
                                "DataSource": {
                                    "S3DataSource": {
                                        "S3DataType": "S3Prefix",
                                        "S3Uri": aws.validation_input,
                                    }
                                },
                                "ContentType": "text/csv",
                            },
                            "TransformOutput": {"S3OutputPath": aws.validation_output},
                            "TransformResources": {
                                "InstanceType": "ml.m5.xlarge",
                                "InstanceCount": 1,
                            },
                        },
                    }
                ],
            },
        },
        "ex3.json": {
            "ModelPackageGroupName": aws.group,
            "ModelPackageDescription": "",
            "InferenceSpecification": {
                "Containers": [{"Image": aws.image}],
                "SupportedContentTypes": [],
            },
        },
    }


@pytest.mark.slow
def test_what_a_kernel_prints_in_pieces_is_one_output() -> None:
    """Under load, the lines of one loop arrive in several messages."""
    cell: Any = nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
        "for word in ('solved', 'solved'):\n    print(word, flush=True)"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, kernel_name="python3", **PATIENT).execute()
    assert [output.text for output in cell.outputs] == ["solved\nsolved\n"]


@pytest.mark.slow
def test_the_rehearsals_say_what_they_would_do_without_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `make test-notebooks` compares with an engine is also what is printed without one."""
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MODELPKG_ENGINE", "no-such-engine")
    cells = json.loads((ROOT / "notebooks" / "07_rehearse.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, Any] = {}
    compared = 0
    for cell in [one for one in cells if one["cell_type"] == "code"]:
        exec("".join(cell["source"]), names)
        shown = capsys.readouterr().out
        if cell["id"] == "works":
            assert "no-such-engine: command not found." in shown
        elif "nbval-ignore-output" not in cell["metadata"].get("tags", []):
            assert shown == "".join(line for one in cell["outputs"] for line in one["text"])
            compared += bool(shown)
    names["form"].close()
    assert compared == 4


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_in_one_sandbox_each_runs_again_after_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class has one sandbox for all notebooks, and runs them again in new kernels."""
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    with Process() as process:
        monkeypatch.setenv("MODELPKG_SANDBOX", process.url)
        for path in [*reversed(NOTEBOOKS), *NOTEBOOKS]:
            notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
            client = nbclient.NotebookClient(
                notebook, timeout=100, resources={"metadata": {"path": str(tmp_path)}}, **PATIENT
            )
            client.execute()


@pytest.mark.slow
def test_exercises_that_were_solved_pass_again_without_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    shutil.copy(ROOT / "notebooks" / "05_teach_the_api.ipynb", tmp_path)
    for name, answer in solved().items():
        (tmp_path / name).write_text(json.dumps(answer))
    notebook = nbformat.read(tmp_path / "05_teach_the_api.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    client = nbclient.NotebookClient(
        notebook, timeout=100, resources={"metadata": {"path": str(tmp_path)}}, **PATIENT
    )
    client.execute()
    (graded,) = [
        cell.outputs[0].text for cell in notebook.cells if "task.check(answer)" in cell.source
    ]
    assert graded == "solved\nsolved\nsolved\n"
    for name, answer in solved().items():
        assert json.loads((tmp_path / name).read_text()) == answer
