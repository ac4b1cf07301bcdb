"""`modelpkg-widget demo`: the notebooks are kept, and all that was started ends."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.cli import demo_server
from modelpkg_widget.cli.main import main
from modelpkg_widget.fake_aws.server.discovery import ask
from modelpkg_widget.runtime.sandbox_address import new_secret, without_secret

ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    for name in ("one.ipynb", "data/two.csv", ".hidden", ".ipynb_checkpoints/one.ipynb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_copies_what_is_not_hidden(source: Path, tmp_path: Path) -> None:
    said: list[str] = []
    folder = tmp_path / "new" / "folder"
    demo_server.copy(source, folder, said.append)
    assert files(folder) == ["data/two.csv", "one.ipynb"]
    assert said == [f"Made {folder / 'data/two.csv'}", f"Made {folder / 'one.ipynb'}"]


def test_keeps_what_was_changed_and_says_so(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    demo_server.copy(source, folder, lambda _: None)
    (folder / "one.ipynb").write_text("mine")
    said: list[str] = []
    demo_server.copy(source, folder, said.append)
    assert (folder / "one.ipynb").read_text() == "mine"
    assert len(said) == 1
    assert said[0].startswith(f"Kept your version of {folder / 'one.ipynb'}")


def test_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert main(["demo", "--dir", str(file / "in a file")]) == 1
    assert f"Can't write to {file / 'in a file'}" in capsys.readouterr().err


def test_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from modelpkg_widget.fake_aws.server import http_server

    find = importlib.util.find_spec
    lacking = lambda name: None if name == "jupyterlab" else find(name)  # noqa: E731
    with monkeypatch.context() as patch:
        patch.setattr(importlib.util, "find_spec", lacking)
        assert main(["demo", "--dir", str(tmp_path)]) == 1
    assert "JupyterLab is missing: pip install 'modelpkg-widget[demo]'" in capsys.readouterr().err
    with monkeypatch.context() as patch:
        patch.setattr(http_server, "NEEDED", ("no_such_package",))
        assert main(["demo", "--dir", str(tmp_path)]) == 1
    assert "no_such_package: pip install 'modelpkg-widget[demo]'" in capsys.readouterr().err
    assert files(tmp_path) == []


def test_notebooks_of_this_installation_are_found() -> None:
    assert (demo_server.notebooks() / "01_quickstart.ipynb").is_file()


def test_a_notebook_knows_the_language_of_its_kernel(tmp_path: Path) -> None:
    """Else JupyterLab writes it there, and the notebook looks changed from the start."""
    folder = tmp_path / "folder"
    demo_server.copy(demo_server.notebooks(), folder, lambda _: None)
    file = folder / demo_server.FIRST
    notebook = json.loads(file.read_text(encoding="utf-8"))
    original = json.loads((demo_server.notebooks() / demo_server.FIRST).read_text(encoding="utf-8"))
    assert notebook["cells"] == original["cells"]
    language = notebook["metadata"]["language_info"]
    assert (language["name"], language["version"]) == ("python", sys.version.split()[0])
    language["version"] = "3.10.0"  # made by an earlier Python, and not changed
    file.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
    said: list[str] = []
    demo_server.copy(demo_server.notebooks(), folder, said.append)
    assert said == []
    notebook["cells"].pop()
    file.write_text(json.dumps(notebook), encoding="utf-8")
    demo_server.copy(demo_server.notebooks(), folder, said.append)
    assert said[0].startswith(f"Kept your version of {file}")


@pytest.mark.parametrize("before", [None, "elsewhere"])
def test_kernel_of_the_user_gives_way_to_this_python(before: str | None, tmp_path: Path) -> None:
    changed = demo_server.kernel(tmp_path, {"JUPYTER_PATH": before} if before else {})
    places = changed["JUPYTER_PATH"].split(os.pathsep)
    assert places == [str(tmp_path), *([before] if before else [])]
    spec = json.loads((tmp_path / "kernels" / "python3" / "kernel.json").read_text())
    assert spec["argv"][0] == sys.executable


def described(runtime: Path) -> dict[str, Any]:
    """What the file of a running server says; nothing while it is being written."""
    for file in runtime.glob("jpserver-*.json"):
        with suppress(ValueError):
            server: dict[str, Any] = json.loads(file.read_text())
            return server
    return {}


def listens(server: dict[str, Any]) -> bool:
    """Whether it takes connections; JupyterLab writes its file before it listens."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", server["port"])):
        return True
    return False


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", dict[str, Any]]]:
    """The command as a user starts it, and what JupyterLab's own file says of its server."""
    data = tmp_path / "data"
    alien = data / "kernels" / "python3"
    alien.mkdir(parents=True)
    spec = {"argv": ["/no/such/python"], "display_name": "Alien", "language": "python"}
    (alien / "kernel.json").write_text(json.dumps(spec))
    runtime = tmp_path / "runtime"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_DATA_DIR": str(data),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    line = [sys.executable, "-m", "modelpkg_widget", "demo", "--no-browser", "--dir", "notebooks"]
    process = subprocess.Popen(
        line,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 120
        while not (found := described(runtime)) or not listens(found):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield process, found
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def get(server: dict[str, Any], path: str) -> Any:
    request = urllib.request.Request(
        f"{server['url']}{path}", headers={"Authorization": f"token {server['token']}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return json.load(answer)


@pytest.mark.skipif(os.name != "posix", reason="sends signals to a group of processes")
@pytest.mark.slow
def test_it_starts_all_asks_for_no_news_and_ends_all(
    running: tuple["subprocess.Popen[str]", dict[str, Any]], tmp_path: Path
) -> None:
    """What `make demo` starts: a sandbox and a real JupyterLab, and neither outlives it.

    JupyterLab's pop-up about news is what would cover the first form.
    """
    process, server = running
    assert process.stdout
    shipped = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    made = [process.stdout.readline().strip() for _ in shipped]
    assert made == [f"Made {tmp_path / 'notebooks' / name}" for name in shipped]
    sandbox = process.stdout.readline().strip()
    printed = sandbox.removeprefix("Sandbox at ").removesuffix(": nothing is sent to AWS.")
    environ = Path(f"/proc/{server['pid']}/environ")
    url = f"{printed}/{new_secret()}"  # where the environment of a process cannot be read
    if environ.exists():
        rows = dict(row.split("=", 1) for row in environ.read_text().split("\0") if row)
        url = rows["MODELPKG_SANDBOX"]
        assert ask(url).region == "us-east-1"
    assert printed == without_secret(url) != url, "terminals have logs"
    kernel = get(server, "api/kernelspecs")["kernelspecs"]["python3"]["spec"]
    assert kernel["argv"][0] == sys.executable
    there = {row["path"] for row in get(server, "api/contents")["content"]}
    assert there >= set(shipped)
    news = get(server, "lab/api/settings/@jupyterlab/apputils-extension:notification")["schema"]
    assert news["properties"]["fetchNews"]["default"] == "false"
    assert news["properties"]["checkForUpdates"]["default"] is False

    os.killpg(process.pid, signal.SIGINT)  # as a terminal's Ctrl+C
    assert process.wait(20) == 0
    with pytest.raises(ConnectionError):
        ask(url)
    with pytest.raises(OSError, match="refused"):
        get(server, "api")
