"""Credentials stay in boto3: a whole session leaves not a byte of them anywhere.

A kernel of its own with credentials that are easy to find does what a person does, errors and
uploads included; then all that is left is searched: notebook with its widget state, what went over
the comm, state folder, drafts, exported texts, all output with our logs at their most talkative.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import nbclient
import nbformat
import pytest
from botocore.exceptions import ClientError

from modelpkg_widget import issues_from_error
from tests.helpers.sandboxes import fresh
from tests.project.notebooks import PATIENT

SECRETS = {
    "AWS_ACCESS_KEY_ID": "AKIACANARYKEYID00001",
    "AWS_SECRET_ACCESS_KEY": "canary/secret+KEY/1234567890abcdefghijkl",
    "AWS_SESSION_TOKEN": "canaryTOKEN//////////wEaCXVzLWVhc3QtMSJ+abc==",
}

CELLS = [
    """
import json, logging, os, sys, threading, time
from pathlib import Path
import boto3
from modelpkg_widget import *
logging.basicConfig(stream=sys.stdout, level=logging.INFO)
logging.getLogger("modelpkg_widget").setLevel(logging.DEBUG)
session = boto3.Session()
assert session.get_credentials().token.startswith("canary")
form = ModelPackageForm({"ModelPackageGroupName": GROUP}, session=session, draft="draft.json")
frames, send = [], form.comm.send
def watched(*given, **more):
    frames.append([given, more])
    send(*given, **more)
form.comm.send = watched
number = 0
def page(kind, **content):
    global number
    number += 1
    content |= {"kind": kind, "id": str(number)}
    form._handle_msg({"content": {"data": {"method": "custom", "content": content}}})
def until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
form
""",
    """
page("hello")
until(lambda: form.target["state"] == "known")
Path("model.tar.gz").write_bytes(b"model")
form.value = {"ModelPackageGroupName": GROUP, "InferenceSpecification": {
    "Containers": [{"Image": IMAGE}], "SupportedContentTypes": ["text/csv"],
    "SupportedResponseMIMETypes": ["text/csv"]}}
form.attach("InferenceSpecification.Containers[0].ModelDataUrl", "model.tar.gz",
            to=f"s3://{BUCKET}/walk/")
for at, what in enumerate(["groups", "buckets", "roles", "images"]):
    page("list_resources", view_id=what, request_id=at, source=what, text="")
for found in form.preflight():
    print(found)
for format in ("boto3", "cli", "json", "cloudformation", "pipeline"):
    page("export", view_id="a", request_id=1, format=format, request=json.dumps(form.value))
    print(export(form.value, format))
""",
    """
import urllib.request
def fault(kind):
    order = {"kind": kind, "operation": "CreateModelPackage", "times": 1, "seconds": 1}
    url = os.environ["AWS_ENDPOINT_URL"] + "/_modelpkg/faults"
    asked = urllib.request.Request(url, json.dumps(order).encode())
    urllib.request.urlopen(asked).read()
for kind in ("expired_token", "access_denied"):
    fault(kind)
    try:
        form.submit()
    except SubmitError as error:
        print(error, error.issues)
arn = form.submit()
until(lambda: form.package)
form.load(group=GROUP)
print(form.diff(), form.loaded, form.issues, form.next_steps, repr(form))
ModelPackageForm.follow(arn, session=session)
try:
    form.load(package="no-such-package")
except ValueError as error:
    print(error)
""",
    """
time.sleep(0.5)
# An export goes to the sandbox, so it has its address. It is kept nowhere.
kept = [frame for frame in frames if "'kind': 'exported'" not in repr(frame)]
assert 0 < len(frames) - len(kept) < 10
Path("state.txt").write_text(repr([form.get_state(), kept, form.issues, form.package]))
assert len(frames) > 10
print("walked")
""",
]


def spellings(secret: str) -> set[bytes]:
    plain = secret.encode()
    return {plain, quote(secret, safe="").encode(), base64.b64encode(plain).rstrip(b"=")[:-2]}


def leaks(content: bytes, **more: str) -> list[str]:
    return [
        name
        for name, secret in {**SECRETS, **more}.items()
        if any(spelled in content for spelled in spellings(secret))
    ]


def saved(codes: list[str]) -> Any:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    cells = [{**cell, "id": f"cell{at}", "source": code} for at, code in enumerate(codes)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]


def unpacked(notebook: Any) -> bytes:
    """The bytes that stand in the widget state, those by gzip unpacked."""
    found = b""
    widgets = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    for model in widgets.values():
        for buffer in model.get("buffers", ()):
            raw = base64.b64decode(buffer["data"])
            found += gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return found


@pytest.mark.slow
def test_a_whole_session_leaves_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, state = tmp_path / "work", tmp_path / "state"
    work.mkdir()
    with fresh() as aws:
        names = {"GROUP": aws.group, "IMAGE": aws.image, "BUCKET": aws.bucket}
        known = "\n".join(f"{name} = {value!r}" for name, value in names.items())
        notebook = saved([known + CELLS[0], *CELLS[1:]])
        env = os.environ | SECRETS | {
            "MODELPKG_STATE_DIR": str(state),
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_DEFAULT_REGION": aws.region,
        }  # fmt: skip
        runs = nbclient.NotebookClient(
            notebook, timeout=90, store_widget_state=True, kernel_name="python3",
            resources={"metadata": {"path": str(work)}}, **PATIENT,
        )  # fmt: skip
        monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        runs.execute(env=env)
    text = json.dumps(notebook)
    sandbox = urlsplit(aws.url).path.strip("/")
    assert "walked" in text
    (work / "walk.ipynb").write_text(text, encoding="utf-8")
    assert b"ModelPackageGroupName" in unpacked(notebook), "the tables were not unpacked"
    assert leaks(unpacked(notebook), sandbox=sandbox) == []
    files = [path for folder in (work, state) for path in folder.rglob("*") if path.is_file()]
    assert {"walk.ipynb", "draft.json", "draft.json.loaded", "state.txt"} <= {
        path.name for path in files
    }
    assert any(path.parent.name == "journal" and path.suffix == ".json" for path in files)
    found = {path.name: leaks(path.read_bytes(), sandbox=sandbox) for path in files}
    assert not any(found.values()), found


def test_a_secret_would_be_found() -> None:
    for secret in SECRETS.values():
        for text in (secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode()):
            assert leaks(f"x{text}y".encode())


def test_an_error_that_quotes_the_request_shows_no_token() -> None:
    token, key = SECRETS["AWS_SESSION_TOKEN"], SECRETS["AWS_ACCESS_KEY_ID"]
    said = (
        f"The Canonical String should have been 'POST\n/\n\nx-amz-security-token:{token}\n' at "
        f"https://b.s3.amazonaws.com/k?X-Amz-Credential={key}%2F2026&X-Amz-Signature=0123456789ab"
        f"&X-Amz-Security-Token={quote(token, safe='')} AWSAccessKeyId={key}"
    )
    for code in ("InvalidSignatureException", "ValidationException", "AnythingElse"):
        error = ClientError({"Error": {"Code": code, "Message": said}}, "CreateModelPackage")
        shown = repr(issues_from_error(error))
        assert leaks(shown.encode()) == []
        assert "0123456789ab" not in shown
