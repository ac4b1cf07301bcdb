"""`modelpkg-widget demo`: the notebooks, a sandbox and JupyterLab, ended together."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from modelpkg_widget.fake_aws.server.discovery import VARIABLE
from modelpkg_widget.fake_aws.server.http_server import require
from modelpkg_widget.fake_aws.server.process import Process
from modelpkg_widget.runtime.sandbox_address import without_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIRST = "01_quickstart.ipynb"
INSTALL = "pip install 'modelpkg-widget[demo]'"
GRACE = 8.0  # seconds that JupyterLab has to end its kernels


class NotPossibleError(Exception):
    """The demo cannot run; the text says why and what to do."""


def run(
    folder: Path,
    *,
    browser: bool = True,
    port: int | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """Runs the demo until JupyterLab ends or Ctrl+C.

    Args:
        folder: where the notebooks are copied to; made if it is not there.
        browser: whether JupyterLab opens one.
        port: of JupyterLab; its own default if None.
        say: takes the lines that tell what happens.

    Returns:
        JupyterLab's exit code; 0 after Ctrl+C.

    Raises:
        NotPossibleError: the folder cannot be written, notebooks or JupyterLab are missing.
        ImportError: moto or flask are missing.
    """
    require()
    if importlib.util.find_spec("jupyterlab") is None:
        raise NotPossibleError(f"JupyterLab is missing: {INSTALL}")
    folder = folder.absolute()
    copy(notebooks(), folder, say)
    # What ends this process ends JupyterLab; the terminal's closing too, where there is a signal.
    ends = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    previous = {end: signal.signal(end, _stop) for end in ends}
    try:
        with Process() as sandbox, tempfile.TemporaryDirectory() as own:
            say(f"Sandbox at {without_secret(sandbox.url)}: nothing is sent to AWS.")
            say("Starting JupyterLab. Press Ctrl+C to stop it and the sandbox.")
            environment = {
                **os.environ,
                **kernel(Path(own), os.environ),
                **settings(Path(own), os.environ),
                VARIABLE: sandbox.url,
            }
            return _lab(command(folder, browser=browser, port=port), environment)
    except (RuntimeError, OSError) as error:
        raise NotPossibleError(str(error)) from error
    finally:
        for end, handler in previous.items():
            signal.signal(end, handler)


def notebooks() -> Path:
    """The folder with the notebooks: in the package, or beside it in a clone.

    Raises:
        NotPossibleError: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if (folder / FIRST).is_file():
            return folder
    raise NotPossibleError(f"The notebooks are missing. Install again: {INSTALL}")


def copy(source: Path, folder: Path, say: Callable[[str], None]) -> None:
    """Copies all files that are not hidden; one that is there and differs stays as it is.

    Notebooks get the language of this Python, which JupyterLab would write into them as soon as
    their kernel has started: each would look changed before anybody has touched it.

    Raises:
        NotPossibleError: the folder cannot be written.
    """
    try:
        for original in sorted(source.rglob("*")):
            inside = original.relative_to(source)
            if any(part.startswith(".") for part in inside.parts) or not original.is_file():
                continue
            target, content = folder / inside, _fitted(original.read_bytes())
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                say(f"Made {target}")
            elif _fitted(target.read_bytes()) != content:
                say(
                    f"Kept your version of {target}. For a fresh copy, use --dir with a new folder."
                )
    except OSError as error:
        raise NotPossibleError(f"Can't write to {folder}: {error}. Use another --dir.") from error


def _fitted(content: bytes) -> bytes:
    """A notebook with the language of this Python; any other file as it is."""
    from ipykernel.ipkernel import IPythonKernel

    try:
        notebook = json.loads(content)
        notebook["metadata"]["language_info"] = IPythonKernel.language_info
    except (ValueError, TypeError, KeyError):
        return content
    return f"{json.dumps(notebook, indent=1, ensure_ascii=False)}\n".encode()


def kernel(own: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Makes the kernel named python3 the Python that runs this, whatever the user installed.

    Args:
        own: an empty folder that lives as long as JupyterLab.
        environment: that of JupyterLab.

    Returns:
        What to change in the environment.
    """
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    place = own / "kernels" / "python3"
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return _before("JUPYTER_PATH", own, environment)


def settings(own: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Makes JupyterLab ask for no news and look for no updates, unless the user has set that.

    Args:
        own: an empty folder that lives as long as JupyterLab.
        environment: that of JupyterLab.

    Returns:
        What to change in the environment.

    Source:
        jupyterlab_server, ``labconfig/default_setting_overrides.json`` on the configuration path.
    """
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    place = own / "labconfig"
    place.mkdir()
    text = json.dumps({"@jupyterlab/apputils-extension:notification": quiet})
    (place / "default_setting_overrides.json").write_text(text, encoding="utf-8")
    return _before("JUPYTER_CONFIG_PATH", own, environment)


def _before(name: str, own: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """A path variable with a folder before what it holds already."""
    known = environment.get(name)
    return {name: os.pathsep.join([str(own), *([known] if known else [])])}


def command(folder: Path, *, browser: bool, port: int | None) -> list[str]:
    """The command that starts JupyterLab on the first notebook."""
    return [
        sys.executable,
        *("-m", "jupyterlab"),
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        # In a container everybody is root; it listens on this machine only, with a token.
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        *([] if browser else ["--no-browser"]),
        *([] if port is None else [f"--ServerApp.port={port}"]),
    ]


def _lab(line: list[str], environment: Mapping[str, str]) -> int:
    # In a session of its own it does not get Ctrl+C: a second signal can make it hang.
    lab = subprocess.Popen(line, env=environment, **_apart())  # noqa: S603
    try:
        return lab.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if lab.poll() is None:
            _end(lab)


def _apart() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _end(lab: subprocess.Popen[bytes]) -> None:
    lab.terminate()
    try:
        lab.wait(GRACE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        lab.kill()
        lab.wait()


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
