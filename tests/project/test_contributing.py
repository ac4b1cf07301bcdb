"""The files for contributors call what is there, and fetch nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
TEMPLATES = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_hooks_are_local_and_call_targets_of_the_makefile() -> None:
    repositories = _yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [one["repo"] for one in repositories] == ["local"]
    for hook in repositories[0]["hooks"]:
        command, target = hook["entry"].split()
        assert command == "make"
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_the_workflow_runs_what_continuous_integration_runs_here() -> None:
    jobs = _yaml(GITHUB / "workflows" / "ci.yml")["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert ".ci/run" in commands
    for command in commands:
        target = command.removeprefix("make ")
        assert command == ".ci/run" or re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    used = {step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step}
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", one) for one in used)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_an_issue_template_is_well_formed(path: Path) -> None:
    template = _yaml(path)
    if path.name != "config.yml":
        assert {"name", "description", "body"} <= set(template)
        assert all(row["type"] in ("markdown", "textarea", "input") for row in template["body"])


def test_no_file_for_contributors_names_a_host() -> None:
    files = [
        ROOT / "CONTRIBUTING.md",
        ROOT / "SECURITY.md",
        ROOT / ".pre-commit-config.yaml",
        *TEMPLATES,
        GITHUB / "pull_request_template.md",
        GITHUB / "workflows" / "ci.yml",
    ]
    for file in files:
        assert not re.search(r"https?://", file.read_text(encoding="utf-8")), file.name


def test_editorconfig_agrees_with_the_formatters() -> None:
    text = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    line_length = re.search(
        r"^line-length = (\d+)", (ROOT / "pyproject.toml").read_text(), re.MULTILINE
    )
    assert line_length
    assert f"max_line_length = {line_length[1]}" in text
