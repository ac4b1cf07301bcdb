"""The tree of files: how long one is, how many stand together, and where its tests are.

A table of exceptions may only shrink: an entry that no longer holds is an error too.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project import versions

PACKAGE = ROOT / "modelpkg_widget"
TREES = (PACKAGE, ROOT / "js" / "src", ROOT / "js" / "test", ROOT / "tests")
CODE = (".py", ".ts", ".tsx", ".css", ".js")
GENERATED = ".generated.ts"  # test_protocol.py holds it equal to what makes it
BUILT = ("static", "node_modules", "__pycache__", "cases", "fixtures", "screenshots")
MOST_LINES = 300
MOST_FILES = 24

# Modules without a test of the mirrored path: (pattern of the module, its tests, why).
ELSEWHERE = [
    ("autocomplete/cached_lists", "autocomplete/test_lookup.py", "a lookup reads through it"),
    ("autocomplete/suggestion", "autocomplete/test_lookup.py", "what a lookup answers with"),
    ("autocomplete/*", "autocomplete/test_sources.py", "one source of suggestions each"),
    ("aws/ambiguous_failures", "exactly_once/test_answers.py", "decides whether to send again"),
    ("aws/answers", "aws/test_sagemaker.py", "a part of SageMaker"),
    ("aws/clients", "aws/test_sagemaker.py", "a part of SageMaker"),
    ("aws/iam_statement", "aws/test_errors.py", "says which permission is missing"),
    ("aws/target", "widget/test_target.py", "what a form says of the account"),
    ("aws/validation_clauses", "aws/test_errors.py", "reads a sentence of an error"),
    ("aws/validation_job", "monitoring/test_diagnosis.py", "a diagnosis reads the job"),
    ("cli/verbs/load", "cli/verbs/test_load_export.py", "what one loads the other exports"),
    ("cli/verbs/export", "cli/verbs/test_load_export.py", "what one loads the other exports"),
    ("cli/verbs/demo", "cli/test_demo_server.py", "starts the server, no more"),
    ("cli/verbs/*", "cli/test_main.py", "a few lines over a public function"),
    ("cli/*", "cli/test_main.py", "seen through the commands alone"),
    ("exporters/*", "exporters/test_export.py", "a part of each export"),
    ("fake_aws/control/*", "fake_aws/control/test_http_endpoint.py", "seen over HTTP alone"),
    (
        "fake_aws/sagemaker/*",
        "fake_aws/sagemaker/test_create_model_package.py",
        "a part of what an operation answers",
    ),
    ("fake_aws/server/*", "fake_aws/server/test_sandbox.py", "seen over HTTP alone"),
    ("fake_aws/services/*", "fake_aws/services/test_registry.py", "one table of operations"),
    ("importers/formats/aws_cli*", "importers/shell/test_oracle.py", "bash and the CLI judge it"),
    ("importers/formats/*", "importers/test_detect.py", "a format is read by detecting it"),
    ("importers/python/*", "importers/python/test_oracle.py", "Python itself judges it"),
    ("importers/shell/*", "importers/shell/test_oracle.py", "bash itself judges it"),
    ("importers/previews", "widget/features/test_previews.py", "a page asks for previews"),
    ("importers/sagemaker", "widget/features/test_next_version.py", "needs a sandbox and a form"),
    (
        "importers/training_job",
        "widget/features/test_next_version.py",
        "needs a sandbox and a form",
    ),
    ("importers/review_marks", "importers/test_provenance.py", "marks are kept beside a draft"),
    ("importers/*", "importers/test_detect.py", "a part of each loading"),
    ("monitoring/retry", "monitoring/test_next_steps.py", "one of the steps"),
    ("monitoring/wait", "cli/verbs/test_follow.py", "a person waits at a terminal"),
    ("preflight_checks/*", "preflight_checks/test_runner.py", "a check runs with all others"),
    ("rehearsal/relay/*", "rehearsal/relay/test_program.py", "machine code, run"),
    ("rehearsal/find_engine", "rehearsal/test_engine.py", "the engine that is found"),
    ("rehearsal/limits", "rehearsal/test_rehearse.py", "numbers that a run is given"),
    ("rehearsal/options", "rehearsal/test_rehearse.py", "what each rehearsal is given"),
    ("rehearsal/result", "rehearsal/test_rehearse.py", "what each rehearsal ends with"),
    ("rehearsal/texts", "rehearsal/test_rehearse.py", "whose sentences are compared"),
    ("rehearsal/causes", "rehearsal/test_rehearse.py", "each fault has its cause"),
    ("rehearsal/conductor", "rehearsal/test_rehearse.py", "the steps of each rehearsal"),
    ("rehearsal/container", "rehearsal/test_rehearse.py", "a real engine runs it"),
    ("rehearsal/image/archive", "rehearsal/test_rehearse.py", "a real engine loads them"),
    ("rehearsal/transform", "rehearsal/test_rehearse.py", "sends the records of each"),
    ("rehearsal/ping", "rehearsal/test_rehearse.py", "each fault of a start"),
    ("request/list_alignment", "request/test_merge.py", "merge and diff rest on it"),
    ("request/request_value", "validation/test_validator.py", "what a validator takes"),
    ("request/utf8", "request/test_json_codec.py", "what a text is decoded by"),
    ("request/yaml_positions", "cli/test_issue_formats.py", "says the line of an issue"),
    ("runtime/*", "widget/test_no_freeze.py", "what it is for: nothing freezes"),
    ("static_summary/rows", "static_summary/test_render.py", "the rows of what is rendered"),
    ("storage/file_format", "storage/test_written_earlier.py", "it is about earlier files"),
    ("storage/draft", "storage/test_draft_content.py", "six files by theme: test_draft_*"),
    ("storage/draft_file", "storage/test_draft_disk.py", "one file of a draft"),
    ("submission/unknown_outcome", "exactly_once/test_intentions.py", "the theme exactly_once"),
    ("submission/unwritten", "exactly_once/test_unwritten_journal.py", "the theme exactly_once"),
    ("submission/attempts", "submission/test_journal.py", "the rows of the journal"),
    ("submission/journal_file", "submission/test_journal.py", "one file of the journal"),
    ("submission/*", "submission/test_state_machine.py", "what a submission ends with"),
    ("uploads/*", "uploads/test_attach.py", "a part of each upload"),
    ("validation/keywords", "conformance/test_cases.py", "pages judge by the same cases"),
    ("validation/rule_operators", "validation/test_rules.py", "what a rule is made of"),
    ("validation/pending", "widget/test_page_data.py", "a page says what is pending"),
    ("widget/features/*", "widget/test_wire.py", "seen through what goes over the wire"),
    ("widget/*", "widget/test_wire.py", "seen through what goes over the wire"),
]


def _code() -> Iterator[Path]:
    for tree in TREES:
        for path in sorted(tree.rglob("*")):
            inside = path.relative_to(tree).parts
            if (
                path.suffix in CODE
                and not path.name.endswith(GENERATED)
                and not any(
                    name in BUILT and not (tree.name == "tests" and name == "static")
                    for name in inside
                )
            ):
                yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_of_code_is_long() -> None:
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _code()}
    assert len(lines) > 500
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_folder_is_crowded() -> None:
    files = Counter(_name(path.parent) for path in _code())
    assert {folder: count for folder, count in files.items() if count > MOST_FILES} == {}


def test_the_root_of_the_package_holds_folders() -> None:
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def _modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _imports(name: str, path: Path, modules: dict[str, Path]) -> set[str]:
    """Return the modules of ours that a file imports, at run time, late, or for a type."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in modules else base)
    return (found & set(modules)) - {name}


@pytest.mark.slow
def test_no_modules_import_each_other() -> None:
    modules = _modules()
    left = {name: _imports(name, path, modules) for name, path in modules.items()}
    assert sum(map(len, left.values())) > 500
    while free := [name for name, needs in left.items() if not needs & set(left)]:
        for name in free:
            del left[name]
    assert {name: sorted(needs & set(left)) for name, needs in left.items()} == {}


def _mirrored(module: str) -> Path:
    folder, _, name = module.rpartition("/")
    return ROOT / "tests" / folder / f"test_{name}.py"


def test_each_module_has_its_test_where_its_path_says() -> None:
    names = [
        path.relative_to(PACKAGE).with_suffix("").as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.name.startswith("__")
    ]
    without = [name for name in names if not _mirrored(name).exists()]
    used = []
    for name in without:
        row = next((row for row in ELSEWHERE if fnmatch(name, row[0])), None)
        assert row, f"{name} has no {_mirrored(name).relative_to(ROOT)}"
        used.append(row)
    assert [row for row in ELSEWHERE if row not in used] == [], "no module needs these rows"
    assert [row[1] for row in ELSEWHERE if not (ROOT / "tests" / row[1]).is_file()] == []


def test_what_needs_a_browser_is_left_out_where_there_is_none() -> None:
    """`make lowest` and `make newest` install no playwright."""
    needed = re.compile(r"^(from|import) (playwright|tests\.e2e)\b", re.MULTILINE)
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py")]
    needing = [path for path in files if needed.search((ROOT / path).read_text("utf-8"))]
    assert len(needing) > 50
    left_out = [Path(name) for name in versions.WITHOUT]
    assert [path for path in needing if not {path, *path.parents} & set(left_out)] == []
