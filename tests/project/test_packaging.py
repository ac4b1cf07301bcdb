"""What a wheel and an sdist hold, and that neither needs Node once the bundle is made."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import time
import venv
import zipfile
from pathlib import Path

import pytest

from modelpkg_widget import __version__
from tests.conftest import ROOT

BUNDLE = [
    "loader.js", "widget.js", "later.js", "widget.css", "later.css", "standalone.js",
    "standalone.css", "LICENSES.txt",
]  # fmt: skip
LARGEST_SCRIPT = 200_000  # bytes: it travels with each form and is saved with it


def build(target: str, folder: Path, source: Path = ROOT, path: str | None = None) -> Path:
    """The one file that hatchling makes of ``source``; ``path`` replaces the PATH."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    env = os.environ | ({} if path is None else {"PATH": path})
    done = subprocess.run(command, cwd=source, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def members(wheel: Path) -> dict[str, bytes]:
    """Content of each file in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_the_wheel_holds_all_that_the_package_has(members: dict[str, bytes]) -> None:
    package = ROOT / "modelpkg_widget"
    expected = {
        f"modelpkg_widget/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {f"modelpkg_widget/static/{name}" for name in BUNDLE} <= expected
    assert "modelpkg_widget/py.typed" in expected
    assert not expected - set(members)


def test_the_wheel_holds_the_notebooks(members: dict[str, bytes]) -> None:
    folder = ROOT / "notebooks"
    expected = {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}
    assert "01_quickstart.ipynb" in expected
    for name, content in expected.items():
        assert members[f"modelpkg_widget/notebooks/{name}"] == content


def test_the_wheel_holds_nothing_else(members: dict[str, bytes]) -> None:
    unexpected = re.compile(r"checkpoint|node_modules|\.map$|\.pyc$|\.tsx?$|^(?!modelpkg_widget)")
    assert not [name for name in members if unexpected.search(name)]


def test_the_wheel_names_no_folder_of_the_machine(members: dict[str, bytes]) -> None:
    for folder in {str(ROOT), str(Path.home()), sys.prefix}:
        found = [name for name, content in members.items() if folder.encode() in content]
        assert not found, f"{folder} stands in {found}"


def test_the_wheel_names_the_licence_of_each_package_inside(members: dict[str, bytes]) -> None:
    """Those that are declared, and those that these need; each in the version of the lock file."""
    locked = json.loads((ROOT / "js" / "package-lock.json").read_text())["packages"]
    inside, todo = (
        set(),
        [*(locked[""]["dependencies"].keys() - {"esbuild", "terser"})],
    )  # they build
    while todo:
        name = todo.pop()
        if name not in inside:
            inside.add(name)
            todo += locked[f"node_modules/{name}"].get("dependencies", {})
    licences = members["modelpkg_widget/static/LICENSES.txt"].decode()
    assert sorted(re.findall(r"^(\S+ \d+\.\d+\.\d+) \(\S+\)$", licences, re.MULTILINE)) == sorted(
        f"{name} {locked[f'node_modules/{name}']['version']}" for name in inside
    )
    assert licences.count("WITHOUT WARRANTY OF ANY KIND") == len(inside)
    assert any(name.endswith("licenses/LICENSE") for name in members)


@pytest.mark.slow
def test_the_sdist_holds_what_builds_and_tests_it_and_nothing_else(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        texts = {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile()
        }
    needed = {
        "pyproject.toml",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/conf.py",
        "LICENSE",
        "Makefile",
        "js/package.json",
    }
    assert needed | {f"modelpkg_widget/static/{name}" for name in BUNDLE} <= names
    assert not [
        name for name in names if re.search(r"node_modules|\.venv|__pycache__|uv\.lock", name)
    ]
    for folder in {str(ROOT), sys.prefix}:
        assert not [name for name, content in texts.items() if folder.encode() in content]


def test_the_script_is_small_and_needs_no_eval(members: dict[str, bytes]) -> None:
    for name in ("widget.js", "later.js", "standalone.js"):
        script = members[f"modelpkg_widget/static/{name}"].decode()
        assert len(script) < LARGEST_SCRIPT
        assert not re.search(r"\beval\(|\bnew Function\b|sourceMappingURL", script)
        imported = re.findall(r"^import\b[^;]*from(\S+?);", script, re.MULTILINE)
        assert imported == ['"modelpkg-widget-first-part"'] * (name == "later.js")


def test_the_base_install_is_light(members: dict[str, bytes]) -> None:
    (name,) = (name for name in members if name.endswith(".dist-info/METADATA"))
    expected = re.findall(r"^Requires-Dist: ([\w-]+)(.*)$", members[name].decode(), re.MULTILINE)
    base = {distribution for distribution, rest in expected if "extra ==" not in rest}
    assert not base & {"moto", "flask", "flask-cors", "jupyterlab", "notebook"}
    assert {"anywidget", "boto3", "jsonschema"} <= base


def _metadata(members: dict[str, bytes]) -> tuple[str, str]:
    """Return the header fields of a wheel's metadata, and its README."""
    (name,) = (name for name in members if name.endswith(".dist-info/METADATA"))
    fields, _, readme = members[name].decode().partition("\n\n")
    return fields, readme


def test_the_version_has_one_source(members: dict[str, bytes]) -> None:
    fields, _ = _metadata(members)
    assert re.search(rf"^Version: {re.escape(__version__)}$", fields, re.MULTILINE)
    assert not re.search(r"^version =", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_of_the_wheel_has_no_relative_link(members: dict[str, bytes]) -> None:
    """They lead nowhere outside of a checkout."""
    fields, readme = _metadata(members)
    targets = re.findall(r"\]\(([^)\s]+)\)", readme)
    targets += re.findall(r'(?:src|srcset)="([^"]+)"', readme)
    assert "CreateModelPackage" in readme
    assert [target for target in targets if not target.startswith("https://")] == []
    home = re.search(r'^home = "(.*?)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert home
    assert ("Project-URL:" in fields) is bool(home[1])


HOME = "https://host.example/owner/name"
TEXT = "[a](docs/a.md#b) ![p](.github/p.png) [c](https://c.example) [d](#d)"
PICTURE = """a

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="{0}docs/b.png">
  <img src="{0}docs/a.png" alt="A" width="3"> <img src="https://c.example/c.png">
</picture>

b"""


def test_pictures_of_two_themes_follow_from_the_home_of_the_project() -> None:
    hook = runpy.run_path(str(ROOT / "js" / "build" / "hatch_metadata.py"))
    absolute = PICTURE.format(f"{HOME}/raw/HEAD/")
    assert hook["absolute_links"](PICTURE.format(""), HOME) == absolute
    assert hook["absolute_links"](PICTURE.format(""), "") == "a\n\nb"


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        ("", "a  [c](https://c.example) [d](#d)"),
        (
            HOME,
            f"[a]({HOME}/blob/HEAD/docs/a.md#b) ![p]({HOME}/raw/HEAD/.github/p.png) "
            + TEXT.partition(") ")[2].partition(") ")[2],
        ),
    ],
)
def test_links_follow_from_the_home_of_the_project(home: str, expected: str) -> None:
    hook = runpy.run_path(str(ROOT / "js" / "build" / "hatch_metadata.py"))
    assert hook["absolute_links"](TEXT, home) == expected
    assert bool(hook["urls"](home)) is bool(home)
    assert all(url.startswith(home) for url in hook["urls"](home).values())


@pytest.mark.slow
def test_a_wheel_of_the_sdist_needs_no_node(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(sdist, tmp_path / "source")
    (source,) = (tmp_path / "source").iterdir()
    is_fresh = [sys.executable, str(source / "js" / "build" / "bundle.py"), "--is-fresh"]
    assert subprocess.run(is_fresh).returncode == 0, "the sdist's bundle is not that of its sources"
    made = build("wheel", tmp_path / "made", source, path="")
    with zipfile.ZipFile(made) as again, zipfile.ZipFile(wheel) as first:
        assert sorted(again.namelist()) == sorted(first.namelist())


def test_the_lock_file_serves_every_platform_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "js" / "package-lock.json").read_text())["packages"]
    there = {path.rpartition("node_modules/")[2] for path in packages}
    for path, package in packages.items():
        assert "resolved" not in package, path
        assert not path or "integrity" in package, path
        # npm leaves out what a registry does not have, and then `npm ci` fails elsewhere.
        assert package.get("optionalDependencies", {}).keys() <= there, path


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_the_wheel_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """As a new user would: a wheel, its demo extra, no Node, nothing of this checkout."""
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", f"{wheel}[demo]"], check=True)
    code = """
import modelpkg_widget as m
form = m.ModelPackageForm(session=m.sandbox().session)
assert "site-packages" in m.__file__, m.__file__
"""
    env = os.environ | {"PATH": str(programs), "PYTHONPATH": ""}
    subprocess.run([python, "-c", code], check=True, cwd=tmp_path, env=env)

    folder = tmp_path / "notebooks"
    command = [str(programs / "modelpkg-widget"), "demo", "--no-browser", "--dir", str(folder)]
    log = tmp_path / "demo.log"
    with log.open("w") as said:
        demo = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=said, stderr=said)
        try:
            until = time.monotonic() + 60
            while not re.search(r"/lab\S*\?token=", log.read_text()):
                assert demo.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.2)
        finally:
            demo.terminate()
            demo.wait(timeout=30)
    assert (folder / "01_quickstart.ipynb").is_file()
