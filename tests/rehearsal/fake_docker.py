"""A `docker` of lines of our own, which answers as an engine in some place does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

INFO = (
    '{"ServerVersion":"20.10.25","Architecture":"x86_64","NCPU":2,"MemTotal":8000000000,'
    '"SecurityOptions":["name=seccomp,profile=default"]}'
)
STUDIO = (
    'docker: Error response from daemon: {\\"message\\":\\"Forbidden. Reason: [ContainerCreate] '
    "SageMaker Studio Docker Usage only allows 'sagemaker' as network input\\\"}."
)

_SCRIPT = """#!/bin/sh
echo "$@" >> "{log}"
case "$1" in --*) shift 2 ;; esac
case "$1" in
  info) {info} ;;
  image) {image} ;;
  container) echo '[{{"Id":"abc","State":{{"ExitCode":0}},"Config":{{"Labels":{{}}}}}}]' ;;
  context) echo unix:///run/user/1000/docker.sock ;;
  login) cat > "{log}.password"; env > "{log}.environment" ;;
  wait) exec sleep 1000 ;;
  run) case "$*" in {run} esac; echo abc ;;
esac
"""


def fake_docker(
    folder: Path,
    *,
    name: str = "docker",
    info: str = f"echo '{INFO}'",
    image: str = """echo '[{"Architecture":"amd64"}]'""",
    run: str = "",
) -> Path:
    """Write the command; returns the file that has its arguments, a line for each call.

    Args:
        folder: that it is in.
        name: of the command.
        info, image: lines of a shell for these commands.
        run: branches of a `case` over all arguments of `run`.
    """
    folder.mkdir(exist_ok=True)
    log = folder / f"{name}.log"
    path = folder / name
    path.write_text(_SCRIPT.format(log=log, info=info, image=image, run=run))
    path.chmod(0o755)
    for tool in ("sh", "cat", "env", "sleep"):
        if not (folder / tool).exists():
            (folder / tool).symlink_to(str(shutil.which(tool, path=os.defpath)))
    return log
