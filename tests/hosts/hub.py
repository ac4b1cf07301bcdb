"""A JupyterHub on loopback with two users, each with a home of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from modelpkg_widget.cli.demo_server import settings
from tests.conftest import ROOT
from tests.e2e.lab import notebook_of
from tests.helpers.ports import free_port
from tests.hosts.environments import Environment

START_SECONDS = 60
PASSWORD = "loopback"
_CONFIG = """
c = get_config()
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.cookie_secret_file = {folder!r} + "/cookie_secret"
c.JupyterHub.db_url = "sqlite:///" + {folder!r} + "/hub.sqlite"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.pid_file = {folder!r} + "/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = set({users!r})
c.JupyterHub.spawner_class = {spawner!r}
c.Spawner.cmd = [{singleuser!r}]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url="]
c.Spawner.environment = {environment!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {seconds}
if {spawner!r} == "simple":
    c.SimpleLocalProcessSpawner.home_dir_template = {folder!r} + "/home/{{username}}"
"""


@dataclass(frozen=True)
class Student:
    """A user of the hub, as `tests.e2e.lab.Notebook` opens their notebooks.

    Attributes:
        name: how they sign in.
        home: their folder.
        hub: URL of the hub.
    """

    name: str
    home: Path
    hub: str
    token: str = ""
    tree: str = "lab/workspaces/{workspace}/tree"

    @property
    def url(self) -> str:
        return f"{self.hub}/user/{self.name}"

    def sign_in(self, page: Page) -> None:
        """Sign in, and wait for the server of this user."""
        page.goto(f"{self.hub}/hub/login")
        page.get_by_label("Username:").fill(self.name)
        page.get_by_label("Password:").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.url}/**", timeout=1000 * START_SECONDS)

    def write(self, name: str, cells: Sequence[str]) -> None:
        """Write a notebook of code cells into their home."""
        self.give(name, notebook_of(cells))

    def give(self, name: str, text: str) -> None:
        """Write a file that is theirs into their home."""
        place = self.home / name
        place.write_text(text)
        owner = self.home.stat()
        os.chown(place, owner.st_uid, owner.st_gid)


@contextmanager
def hub(
    names: Sequence[str], *, system_users: bool = False, home_megabytes: int = 0
) -> Iterator[list[Student]]:
    """Start a hub; yields its users.

    Args:
        names: of the users.
        system_users: whether each is a user of the machine, made for the time of the test. That
            needs root. Else all are the user of this process, with different homes.
        home_megabytes: size of a file system that each home is. That needs root. 0: no such limit.
    """
    environment = Environment("jupyterhub")
    with ExitStack() as ending:
        folder = Path(tempfile.mkdtemp(prefix="modelpkg-hub-"))
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        homes = [folder / "home" / name for name in names]
        for name, home in zip(names, homes, strict=True):
            home.parent.mkdir(exist_ok=True)
            if system_users:
                make = ["useradd", "--create-home", "--shell", "/bin/bash", "--home-dir"]
                subprocess.run([*make, str(home), name], check=True)
                ending.callback(subprocess.run, ["userdel", "--remove", name], capture_output=True)
            else:
                home.mkdir()
            if home_megabytes:
                size = f"size={home_megabytes}m"
                subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(home)], check=True)
                ending.callback(subprocess.run, ["umount", "--lazy", str(home)], check=True)
            home.chmod(0o700)
        url = f"http://127.0.0.1:{free_port()}"
        (folder / "lab").mkdir()
        quiet = settings(folder / "lab", {})
        (folder / "config.py").write_text(
            _CONFIG.format(
                url=url, hub_port=free_port(), api_port=free_port(), folder=str(folder),
                proxy=str(environment.folder / "node_modules/.bin/configurable-http-proxy"),
                password=PASSWORD, users=list(names), environment=quiet, seconds=START_SECONDS,
                spawner="jupyterhub.spawner.LocalProcessSpawner" if system_users else "simple",
                singleuser=str(environment.folder / "bin" / "jupyterhub-singleuser"),
            )
        )  # fmt: skip
        ending.enter_context(_running(environment, folder, url))
        yield [Student(name, home, url) for name, home in zip(names, homes, strict=True)]


@contextmanager
def _running(environment: Environment, folder: Path, url: str) -> Iterator[None]:
    log = folder / "hub.log"
    own = {name: text for name, text in os.environ.items() if not name.startswith(_INHERITED)}
    own["PATH"] = f"{environment.python.parent}{os.pathsep}{own['PATH']}"
    with log.open("w") as file:
        server = subprocess.Popen(
            [environment.python, "-m", "jupyterhub", "-f", folder / "config.py"],
            cwd=folder, env=own, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
        )  # fmt: skip
    try:
        _wait(f"{url}/hub/api", server, log)
        yield
    finally:
        server.terminate()  # ends the servers of its users, and the proxy
        server.wait(30)
        print(log.read_text()[-20_000:])  # shown if the test has failed


#: What would give all users one state, or a path of the tests.
_INHERITED = ("MODELPKG_", "JUPYTER", "XDG_", "PYTHON")


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2)
        except OSError:  # also 404, which the proxy answers before it knows the hub
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"JupyterHub did not start in {START_SECONDS} s:\n{log.read_text()}")


def quickstart() -> str:
    """Return the first notebook, as it is shipped."""
    return (ROOT / "notebooks" / "01_quickstart.ipynb").read_text(encoding="utf-8")
