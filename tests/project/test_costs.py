"""What kernel and wire may cost: ratios of CPU, bytes and counts.

`make bench` measures the rest, and others beside it.
"""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from modelpkg_widget import ModelPackageForm, check
from tests.bench import kernel, loads
from tests.bench.displays import display
from tests.conftest import ROOT
from tests.helpers.cpu_time import assert_growth

STATIC = ROOT / "modelpkg_widget" / "static"
#: Of ipyautoui 0.9 and ipywidgets-jsonschema 1.2, which make a comm for each member of the request.
NEAREST_PEER = 2_644_135


def test_one_display_is_a_fourteenth_of_what_other_widgets_send() -> None:
    shown = display(ModelPackageForm, {})
    print(f"{shown.comms} comms, {shown.bytes} bytes")
    assert shown.comms <= 3
    assert shown.bytes <= NEAREST_PEER / 14


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
    *("boto3", "moto", "yaml", "arrow", "lark"),
    *("modelpkg_widget.importers.python", "modelpkg_widget.importers.shell.interpreter"),
    *("modelpkg_widget.fake_aws", "modelpkg_widget.cli"),
)


def test_the_import_leaves_out_what_may_never_be_used() -> None:
    code = "import sys; from modelpkg_widget import ModelPackageForm; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*LATER} & {*run.stdout.split()} == set()


#: What a page has received when a form is shown and typed in, style included.
FIRST_PART = ("loader.js", "widget.js", "widget.css")


@pytest.mark.parametrize(
    ("names", "most", "most_gzipped"),
    [
        (FIRST_PART, 157_000, 53_200),
        (("later.js",), 42_600, 15_100),
        ((*FIRST_PART, "later.js"), 199_500, 68_000),
    ],
    ids=["first part", "later part", "all"],
)
def test_the_page_travels_in_few_bytes(names: list[str], most: int, most_gzipped: int) -> None:
    files = [(STATIC / name).read_bytes() for name in names]
    raw, gzipped = sum(map(len, files)), sum(len(gzip.compress(content)) for content in files)
    print(f"{raw} bytes minified, {gzipped} gzipped")
    assert raw <= most
    assert gzipped <= most_gzipped
