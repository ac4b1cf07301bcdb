"""Which engine is taken, and how it is made to start containers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.rehearsal import find_engine as engines
from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import EngineError
from modelpkg_widget.rehearsal.find_engine import NoEngineError, find_engine
from modelpkg_widget.rehearsal.options import AwsClients, Options

from .fake_docker import INFO, STUDIO, fake_docker
from .requests import csv, request


def podman_info(**security: Any) -> str:
    import json

    host = {"arch": "arm64", "cpus": 4, "memTotal": 10, "security": security}
    return f"echo '{json.dumps({'host': host, 'version': {'Version': '5.2'}})}'"


def test_the_first_engine_that_answers_is_taken(folder: Path) -> None:
    fake_docker(folder, info="echo 'Cannot connect to the Docker daemon' >&2; exit 1")
    fake_docker(folder, name="podman", info=podman_info(rootless=True))
    fake_docker(folder, name="finch")

    found = find_engine()

    assert (found.name, found.kind, found.version, found.rootless) == (
        "podman",
        "podman",
        "5.2",
        True,
    )
    assert (found.architecture, found.is_native, found.cpus) == ("arm64", False, 4)


@pytest.mark.parametrize(
    "info",
    [
        """echo '{"ServerErrors":["Cannot connect to the Docker daemon"]}'""",
        "echo 'Cannot connect to the Docker daemon' >&2; exit 1",
    ],
)
def test_a_docker_without_a_daemon_is_none(folder: Path, info: str) -> None:
    fake_docker(folder, info=info)

    with pytest.raises(NoEngineError) as caught:
        find_engine()

    assert str(caught.value) == (
        "No container engine responds on this machine. Install Docker, Podman, nerdctl or Finch, "
        'or run the script of the preflight check "Test the image without a network" on a machine '
        "that has one. docker: Cannot connect to the Docker daemon"
    )


def test_an_engine_can_be_named_with_options(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = fake_docker(folder, name="nerdctl")
    monkeypatch.setenv(engines.VARIABLE, "nerdctl --namespace 'a b'")

    found = find_engine()

    assert (found.kind, found.command) == ("nerdctl", ("nerdctl", "--namespace", "a b"))
    assert log.read_text() == "--namespace a b info --format {{json .}}\n"
    assert find_engine("nerdctl").command == ("nerdctl",)


def test_podman_under_the_name_of_docker_has_podman_s_options(folder: Path) -> None:
    fake_docker(folder, info=podman_info(rootless=False))
    assert find_engine().kind == "podman"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("podman", "The container engine doesn't respond. podman: command not found."),
        ("podman 'x", "MODELPKG_ENGINE or engine= has an unclosed quotation mark: podman 'x"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_an_engine_that_is_not_there_is_reported(name: str, sentence: str) -> None:
    with pytest.raises(NoEngineError) as caught:
        find_engine(name)
    assert sentence in str(caught.value)


def test_studio_without_docker_access_names_the_setting(folder: Path) -> None:
    message = "Cannot connect to the Docker daemon at unix:///docker/proxy.sock."
    fake_docker(folder, info=f"echo '{message}' >&2; exit 1")

    with pytest.raises(NoEngineError, match="EnableDockerAccess=ENABLED"):
        find_engine()


@pytest.mark.usefixtures("folder")
def test_no_engine_is_a_finding_with_the_script() -> None:
    given = request()
    container = given["InferenceSpecification"]["Containers"][0]
    container["Image"] = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/flowers:1.0"

    (finding,) = found = run_rehearsal(given, AwsClients(None), Options())

    assert (finding.title, finding.state) == ("Container engine", "unknown")
    assert finding.snippet.startswith("#!/usr/bin/env bash")
    assert found.verdict == "This doesn't show whether certification would pass."


def test_credentials_do_not_reach_an_engine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    fake_docker(folder, info=f"env > '{folder}/environment'; echo '{INFO}'")

    find_engine().run("login")

    for name in ("environment", "docker.log.environment"):
        assert "AWS_" not in (folder / name).read_text()


@pytest.mark.usefixtures("direct_server")
def test_studio_s_only_network_is_used_and_isolation_is_not_tested(
    folder: Path, tmp_path: Path
) -> None:
    log = fake_docker(folder, run=f'*"--network none"*) echo "{STUDIO}" >&2; exit 125 ;;')

    found = run_rehearsal(request(), AwsClients(None), Options(data=csv(tmp_path / "data.csv")))

    states = {finding.title: finding.state for finding in found}
    assert (states["Network isolation"], found.outcome) == ("unknown", "unknown")
    assert states["POST /invocations"] == "passed"
    isolation = next(finding for finding in found if finding.title == "Network isolation")
    assert isolation.detail == (
        'Not tested: SageMaker Studio only allows the network "sagemaker", so the container had a '
        "network."
    )
    runs = [line for line in log.read_text().splitlines() if line.startswith("run")]
    assert ["--network sagemaker" in line for line in runs] == [False, True]
    assert found.output is not None
    assert found.output.read_text().startswith("1,2\n2,4\n")


def test_a_pipeline_is_not_rehearsed_in_studio(folder: Path) -> None:
    fake_docker(folder, run=f'*"--network none"*) echo "{STUDIO}" >&2; exit 125 ;;')

    found = run_rehearsal(request("works", "works"), AwsClients(None), Options())

    assert [(finding.title, finding.state) for finding in found][-1] == (
        "Network isolation",
        "unknown",
    )


def test_an_engine_that_cannot_limit_memory_starts_without_limits(folder: Path) -> None:
    message = "Error: crun: opening file memory.max for writing: cgroup permission denied"
    log = fake_docker(folder, run=f'*--memory*) echo "{message}" >&2; exit 125 ;;')
    given = request("works", "works")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("modelpkg_widget.rehearsal.conductor._Conductor._ask", lambda *_: None)
        found = run_rehearsal(given, AwsClients(None), Options())

    (size,) = [finding for finding in found if finding.title == "Memory and processors"]
    assert (size.state, size.detail) == (
        "warning",
        "Memory and processors weren't limited: this engine can't limit them.",
    )
    assert log.read_text().count("--memory") == 1


def test_an_error_that_nothing_helps_against_is_reported(folder: Path) -> None:
    fake_docker(folder, run='*) echo "no space left on device" >&2; exit 125 ;;')

    found = run_rehearsal(request(), AwsClients(None), Options())

    assert [str(finding) for finding in found if finding.state != "passed"][-1] == (
        "Start: couldn't be checked. The engine didn't start the container: no space left on "
        "device If your engine needs options, pass them in engine= or MODELPKG_ENGINE, such as "
        '"podman --storage-driver vfs".'
    )


def test_each_change_is_tried_once(folder: Path) -> None:
    fake_docker(folder)
    found = find_engine()
    error = EngineError(1, "error setting rlimit type 7: operation not permitted")
    assert [found.adapt(error), found.adapt(error)] == [True, False]
    assert found.limits[:1] == ("--ulimit",)


def test_another_refusal_of_studio_leaves_the_simplest_options(folder: Path) -> None:
    refusal = STUDIO.replace("only allows 'sagemaker' as network input", "does not allow it")
    log = fake_docker(
        folder,
        run=f'*"--network none"*) echo "{STUDIO}" >&2; exit 125 ;; '
        f'*--cap-drop*) echo "{refusal}" >&2; exit 125 ;;',
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("modelpkg_widget.rehearsal.conductor._Conductor._ask", lambda *_: None)
        run_rehearsal(request(), AwsClients(None), Options())

    runs = [line for line in log.read_text().splitlines() if line.startswith("run")]
    assert len(runs) == 3
    assert "--cap-drop" not in runs[-1]
    assert "--memory" not in runs[-1]


@pytest.mark.slow
def test_a_slow_command_gets_all_of_its_input(folder: Path) -> None:
    fake_docker(folder)
    path = folder / "docker"
    path.write_text(path.read_text().replace("  wait)", "  load) sleep 1.5; cat ;;\n  wait)"))
    data = b"x" * 1_000_000
    assert find_engine().run("load", input=data) == data.decode()


def test_a_command_that_takes_too_long_is_ended(folder: Path) -> None:
    fake_docker(folder)
    with pytest.raises(EngineError, match="The engine took too long"):
        find_engine().run("wait", seconds=0.2)


def test_another_path_has_other_engines(folder: Path, tmp_path: Path) -> None:
    fake_docker(folder)
    assert find_engine().version == "20.10.25"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(NoEngineError):
            find_engine()
    assert find_engine().version == "20.10.25"


@pytest.mark.parametrize("kind", ["ml.g4dn.xlarge", "ml.p5.48xlarge", "ml.inf2.xlarge"])
def test_a_gpu_that_is_not_here_is_reported(folder: Path, kind: str) -> None:
    fake_docker(
        folder, run='*) echo "exec: \\"serve\\": executable file not found" >&2; exit 127 ;;'
    )

    found = run_rehearsal(
        request(TransformResources={"InstanceType": kind}), AwsClients(None), Options()
    )

    gpu = next(one for one in found if one.title == "Memory and processors")
    assert gpu.state == "unknown"
    assert gpu.detail.startswith(f"Not tested: {kind} has a GPU or another accelerator.")
    assert (found[-1].title, found[-1].state) == ("Start", "failed")
    assert found[-1].remedy.endswith(
        "The instance type has a GPU or another accelerator, and this rehearsal has none: check "
        "whether the container needs it."
    )


@pytest.mark.usefixtures("direct_server")
def test_a_gpu_that_is_not_here_is_no_pass(folder: Path, tmp_path: Path) -> None:
    fake_docker(folder)
    data = csv(tmp_path / "data.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("modelpkg_widget.rehearsal.conductor._Conductor._ask", lambda *_: None)
        outcomes = [
            run_rehearsal(
                request(TransformResources={"InstanceType": kind}),
                AwsClients(None),
                Options(data=data),
            ).outcome
            for kind in ("ml.g5.xlarge", "ml.m5.large")
        ]
    assert outcomes == ["unknown", "passed"]
