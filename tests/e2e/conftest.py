"""A real Chromium, and the form in it: on a page of its own (most tests), or in JupyterLab."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import beside

from . import tabs
from .kernel_page import Cells, KernelPage, KernelServer
from .lab import LabServer, Notebook
from .own_page import OwnPage
from .serving import served
from .tabs import SharedTab

expect.set_options(timeout=60_000)  # a loaded machine is slow, not wrong
#: Of a test in a browser: the longest takes 15 s on a quiet machine, and eight times that beside a
#: load of many processes.
LONGEST_SECONDS = 360
Open = Callable[..., Notebook]
CHROMIUM = "/usr/bin/chromium"
#: Fixtures that start a server, and with it an application or a kernel, for all tests of a worker.
SERVERS = ("lab", "kernel_server")
#: The one without windows takes a quarter less CPU; it is the same engine.
CHROMIUMS = ("chromium-headless-shell", "chromium")
#: What each window would load beside its page: the lists under its address bar are pages, too, and
#: take more CPU than most tests. A second list replaces the first, hence playwright's own here.
FEATURES = (
    "WebUIOmniboxPopup WebUIOmniboxAimPopup WebUIOmniboxFullPopup AimEnabled"
    " AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades"
    " HttpsFirstBalancedModeAutoEnable LensOverlay MediaRouter NetworkTimeServiceQuerying"
    " OptimizationHints PaintHolding PreconnectToSearch ThirdPartyStoragePartitioning"
)
ARGUMENTS = [
    f"--disable-features={','.join(FEATURES.split())}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and let them be first: what is long and last is waited for.

    Those that need the same server are one group, for one worker.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            fixtures = getattr(item, "fixturenames", ())
            if server := next((name for name in SERVERS if name in fixtures), ""):
                item.add_marker(pytest.mark.xdist_group(server))
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def chromium() -> str | None:
    """Debian's Chromium when there is one; None is the one that playwright installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: str
) -> dict[str, Any]:
    """Start the installed Chromium, or with `--browser firefox` the installed Firefox."""
    found: dict[str, Any]
    if browser_name == "firefox":
        found = {"channel": "moz-firefox", "executable_path": os.environ["FIREFOX"]}
        found["firefox_user_prefs"] = {"dom.events.testing.asyncClipboard": True}
    else:
        found = {"args": ARGUMENTS, "executable_path": chromium()}
    return {**browser_type_launch_args, **found}


@pytest.fixture(scope="session")
def shared_tab(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[SharedTab]:
    """The tab that tests share, one after the other."""
    tab = SharedTab(browser, browser_context_args)
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def lab_tab(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[SharedTab]:
    """The tab in which JupyterLab stays loaded."""
    tab = SharedTab(browser, browser_context_args, tabs.LAB)
    yield tab
    tab.close()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Lend one of the tabs that tests share; whoever is marked `own_tab` gets a new one."""
    if request.node.get_closest_marker("own_tab"):
        yield request.getfixturevalue("context").new_page()
        return
    tab: SharedTab = request.getfixturevalue(
        "lab_tab" if "lab" in request.fixturenames else "shared_tab"
    )
    yield tab.page()
    tab.reset()


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the bundle and the harness, under a policy that allows no eval; yields its URL."""
    with served(tmp_path_factory.mktemp("harness")) as url:
        yield url


@pytest.fixture(scope="session")
def lab(kernel_aws: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """Start one JupyterLab for all tests of a run; its kernels share the sandbox beside them."""
    server = LabServer(tmp_path_factory.mktemp("lab"), {"MODELPKG_SANDBOX": kernel_aws.url})
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def notebook(lab: LabServer, page: Page, request: pytest.FixtureRequest) -> Open:
    """Open a notebook of given code cells in the test's page."""

    def opened(*cells: str) -> Notebook:
        name = f"{request.node.name}.ipynb"
        lab.write(name, cells)
        return Notebook(page, lab, name)

    return opened


@pytest.fixture
def own_page(harness: str, page: Page) -> Callable[[], OwnPage]:
    """Open the page that is the form's own."""
    return lambda: OwnPage(page, harness)


@pytest.fixture(scope="session")
def kernel_aws() -> Iterator[Sandbox]:
    """A sandbox beside the tests, for the kernels of `kernel_server` and `lab`."""
    with beside(speed=100_000) as made:
        yield made


@pytest.fixture(scope="session")
def kernel_server(
    kernel_aws: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KernelServer]:
    """Start one server of kernels, without JupyterLab, for all tests of a run."""
    server = KernelServer(tmp_path_factory.mktemp("kernels"), {"MODELPKG_SANDBOX": kernel_aws.url})
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def cells(
    kernel_server: KernelServer, kernels: dict[str, str], page: Page, tmp_path: Path
) -> Callable[..., Cells]:
    """Open a page of given code cells over a kernel that has its sandboxes in its own process.

    All tests of a run share the kernel: a test that counts has an account of its own.
    """

    def opened(*codes: str) -> Cells:
        shown = Cells(page, kernel_server, kernels.get("of cells", ""), tmp_path / "state", codes)
        kernels["of cells"] = shown.kernel
        shown.run("import os; os.environ.pop('MODELPKG_SANDBOX', None)")
        return shown

    return opened


@pytest.fixture(scope="session")
def kernels() -> dict[str, str]:
    """The ids of the kernels that all pages of a run share, once there are some."""
    return {}


@pytest.fixture
def kernel_page(
    kernel_server: KernelServer, kernels: dict[str, str], page: Page, tmp_path: Path
) -> Callable[[], KernelPage]:
    """Open a page over the one kernel."""

    def opened() -> KernelPage:
        shown = KernelPage(page, kernel_server, kernels.get("id", ""), tmp_path / "state")
        kernels["id"] = shown.kernel
        return shown

    return opened
