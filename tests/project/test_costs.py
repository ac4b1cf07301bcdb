"""What kernel and wire may cost: ratios of CPU, bytes and counts.

`make bench` measures the rest, and others beside it.
"""

from __future__ import annotations

import gzip
import math
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget import ModelPackageForm, check
from tests.bench import kernel, loads
from tests.bench.displays import display
from tests.conftest import ROOT
from tests.helpers.cpu_time import LOOKS, assert_growth

STATIC = ROOT / "modelpkg_widget" / "static"
#: Of ipyautoui 0.9 and ipywidgets-jsonschema 1.2, which make a comm for each member of the request.
NEAREST_PEER = 2_644_135


def test_one_display_is_a_fourteenth_of_what_other_widgets_send() -> None:
    shown = display(ModelPackageForm, {})
    print(f"{shown.comms} comms, {shown.bytes} bytes")
    assert shown.comms <= 3
    assert shown.bytes <= NEAREST_PEER / 14


def test_a_further_display_leaves_out_the_program() -> None:
    first = display(ModelPackageForm, {})
    second = display(ModelPackageForm, {}, again=True)
    print(f"{second.comms} comms, {second.bytes} bytes; the first has {first.bytes}")
    assert second.comms == first.comms - 1
    assert second.bytes <= 7_000


def test_a_large_request_adds_its_own_size_and_little_more() -> None:
    large = loads.load("largest")
    text = len(str(large))
    empty, full = display(ModelPackageForm, {}), display(ModelPackageForm, large)
    assert full.comms == empty.comms
    assert full.bytes - empty.bytes < 3 * text


@pytest.mark.slow
def test_the_check_is_linear_in_the_size_of_the_request() -> None:
    def work(size: int) -> None:
        assert check(loads.request(containers=15, variables=size, tags=50, metadata=50))

    work(1)  # patterns are made ready once in a process
    assert_growth(work, 40, below=1.6)


@pytest.mark.slow
def test_the_schema_takes_little_more_than_the_loading_of_its_model() -> None:
    took = kernel.schemas(5)
    print(took)
    assert took["product"] <= 1.5 * took["botocore"]


@pytest.mark.slow
def test_the_import_takes_little_more_than_what_it_rests_on() -> None:
    """New processes import us, or only what we rest on, in turns; the ratio of CPU counts."""
    took = kernel.imports(1)
    print(took)
    assert took["product"] <= 1.2 * took["parts"]


#: What is loaded when it is used for the first time.
LATER = (
    *("boto3", "moto", "yaml", "arrow", "lark", "jsonschema", "regex"),
    *("modelpkg_widget.importers.source", "modelpkg_widget.importers.formats"),
    *("modelpkg_widget.exporters.registry", "modelpkg_widget.preflight_checks.runner"),
    *("modelpkg_widget.autocomplete.lookup", "modelpkg_widget.uploads"),
    *("modelpkg_widget.submission.idempotent_sender", "modelpkg_widget.validation.validator"),
    *("modelpkg_widget.rehearsal.rehearse", "modelpkg_widget.standalone"),
    *("modelpkg_widget.fake_aws", "modelpkg_widget.cli"),
)


def test_the_import_leaves_out_what_may_never_be_used() -> None:
    code = "import sys; from modelpkg_widget import ModelPackageForm; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*LATER} & {*run.stdout.split()} == set()


def _process_cpu(*command: str) -> float:
    """Return the seconds of CPU of a process, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


_ANYWIDGET = ("-c", "import anywidget")
_FORM = "from modelpkg_widget import ModelPackageForm"
_SMALL = '{"ModelPackageName": "a"}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "beside", "most"),
    [
        (("-c", _FORM), _ANYWIDGET, 2),
        (("-m", "modelpkg_widget", "check", "FILE"), ("-c", "import botocore.session"), 2),
        (("-c", f"{_FORM}; ModelPackageForm()._repr_mimebundle_()"), _ANYWIDGET, 3.7),
    ],
    ids=["import", "check", "first display"],
)
def test_the_start_takes_a_multiple_of_what_it_rests_on(
    command: tuple[str, ...], beside: tuple[str, ...], most: float, tmp_path: Path
) -> None:
    """New processes in turns; the least CPU of each counts, until the limit is kept."""
    file = tmp_path / "request.json"
    file.write_text(_SMALL)
    given = [str(file) if part == "FILE" else part for part in command]
    ours = others = math.inf
    for _ in range(LOOKS):
        ours = min(ours, _process_cpu(sys.executable, *given))
        others = min(others, _process_cpu(sys.executable, *beside))
        if ours <= most * others:
            break
    print(f"{ours:.3f} s of CPU, {ours / others:.2f} times")
    assert ours <= most * others


#: What a page has received when a form is shown and typed in, style included.
FIRST_PART = ("loader.js", "widget.js", "widget.css")


@pytest.mark.parametrize(
    ("names", "most", "most_gzipped"),
    [
        (FIRST_PART, 146_650, 50_100),
        (("later.js",), 49_050, 17_350),
        ((*FIRST_PART, "later.js"), 195_650, 67_450),
    ],
    ids=["first part", "later part", "all"],
)
def test_the_page_travels_in_few_bytes(names: list[str], most: int, most_gzipped: int) -> None:
    files = [(STATIC / name).read_bytes() for name in names]
    raw, gzipped = sum(map(len, files)), sum(len(gzip.compress(content)) for content in files)
    print(f"{raw} bytes minified, {gzipped} gzipped")
    assert raw <= most
    assert gzipped <= most_gzipped
