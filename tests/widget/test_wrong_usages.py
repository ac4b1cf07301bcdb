"""What people do wrong in Python, each answered by a sentence that says what to do."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

import modelpkg_widget
from modelpkg_widget import (
    ModelPackageForm,
    check,
    exercise,
    export,
    issues_from_error,
    preflight,
    sandbox,
)

REGION = {"region_name": "eu-west-1"}
IMAGE = "InferenceSpecification.Containers[0].Image"
Anything: Any = ModelPackageForm
"""The same, for calls that a type checker would refuse."""


def form(value: Any = None, **more: Any) -> Any:
    return Anything(value, session=sandbox().session, **more)


def put(holder: Any, name: Any, value: Any) -> None:
    holder[name] = value


def loose(function: Any) -> Any:
    return function


TWO = {"ModelPackageGroupName": "churn", "Tags": [{"Key": "team"}]}
USAGES: dict[str, tuple[Callable[[], Any], str]] = {
    # The form.
    "argument": (lambda: Anything(sesion=1), "Did you mean 'session'?"),
    "too many": (lambda: Anything({}, None, None, "full", None, 1), "takes 5 arguments by posi"),
    "mode": (lambda: Anything(mode="guide"), 'mode must be "full" or "guided"'),
    "session as value": (lambda: Anything(boto3.Session(**REGION)), "Pass it as session=."),
    "client as value": (lambda: Anything(boto3.client("s3", **REGION)), "which can't be written"),
    "right client as value": (
        lambda: Anything(boto3.client("sagemaker", **REGION)),
        "Pass it as client=.",
    ),
    "path as value": (lambda: Anything(Path("churn.json")), "use form.load(...)."),
    "client as session": (
        lambda: Anything(session=boto3.client("sagemaker", **REGION)),
        "Pass it as client=.",
    ),
    "session as client": (lambda: Anything(client=boto3.Session(**REGION)), "Pass it as session=."),
    "client of S3": (lambda: Anything(client=boto3.client("s3", **REGION)), "a client of s3. Use "),
    "profile": (lambda: Anything(session="dve"), "no AWS profile named 'dve'. Profiles: "),
    "region as session": (
        lambda: Anything(session="us-east-1"),
        "pass session=boto3.Session(region_name='us-east-1').",
    ),
    "draft": (lambda: Anything(draft=3), "draft must be the path of a file, but is of type int."),
    "draft in no folder": (lambda: Anything(draft="none/a.json"), "doesn't exist. Create it first"),
    "set": (
        lambda: form({"Tags": {1}}),
        "Tags is a Python set, which can't be written as JSON. Us",
    ),
    "date": (lambda: form({"Domain": dt.date(2026, 1, 1)}), "Use text, such as of str()."),
    "follow a name": (lambda: Anything.follow("churn"), "such as arn:aws:sagemaker:"),
    "follow nothing": (lambda: Anything.follow(), "follow() needs arn. It takes arn, session=."),
    # Its request.
    "member as attribute": (lambda: form().Domain, "use form['Domain']."),
    "new attribute": (lambda: setattr(form(), "valeu", {}), "Did you mean 'value'?"),
    "read-only": (lambda: setattr(form(), "valid", True), "form.valid is read-only"),
    "show": (lambda: form().show(), "put it in the last line of a cell."),
    "to_json": (lambda: form().to_json(), "use form.export('json')"),
    "errors": (lambda: form().errors, "What is wrong is in form.issues."),
    "create": (lambda: form().create(), "To create the package: form.submit()."),
    "lost change": (lambda: put(form().value, "Domain", "a"), "Use form['Domain'] = ..."),
    "misspelled member": (lambda: form()[IMAGE[:-1]], f"Did you mean {IMAGE}?"),
    "member elsewhere": (lambda: form()["Image"], f"Did you mean {IMAGE}?"),
    "unset member": (lambda: form()["Domain"], "Set it with form['Domain'] = ..."),
    "dots for brackets": (lambda: form()["Tags.0.Key"], "such as InferenceSpecification.Contai"),
    "number": (lambda: form(TWO)[0], "such as 'Tags[0].Key', not by 0."),
    "gap in a list": (lambda: put(form(TWO), "Tags[3].Key", "a"), "has 1 item; the next one is [1"),
    "loop": (lambda: list(form(TWO)), "The request is form.value."),
    "observe": (lambda: form().observe("value", print), "the function first: form.observe(handl"),
    "observe what": (lambda: form().observe(print, "valeu"), "Did you mean 'value'?"),
    "nothing to undo": (lambda: form().undo(), "Nothing to undo."),
    # What it does.
    "submit a request": (lambda: form().submit(TWO), "It takes allow_duplicate=, force=."),
    "submit argument": (lambda: form().submit(forse=True), "Did you mean 'force'?"),
    "submit with errors": (
        lambda: form({"ModelPackageName": "a_b"}).submit(),
        "Use 1 to 63 letters",
    ),
    "load nothing": (lambda: form().load(), "Nothing to load. load() accepts a dict"),
    "load argument": (lambda: form().load(gruop="a"), "Did you mean 'group'?"),
    "load two": (lambda: form().load(group="a", package="b"), "Pass only one of: source, group="),
    "load a missing file": (lambda: form().load("none.json"), "No such file: none.json."),
    "load a folder": (lambda: form().load("."), ". is a folder. Pass the path of a file in it."),
    "load an address": (lambda: form().load("s3://b/a.json"), "Download it, and pass the path"),
    "load a session": (
        lambda: form().load(boto3),
        "of type module isn't a request. load() accepts",
    ),
    "load no group": (lambda: form().load(group="none-of-it"), "or create the group."),
    "wait for nothing": (
        lambda: form().wait(),
        "No package to wait for. Submit the request first.",
    ),
    "retry of nothing": (lambda: form().prepare_retry(), "No package from this form has failed."),
    "draft of none": (lambda: form().resolve_draft("mine"), "Pass draft= when you create it."),
    "resolve": (lambda: form().resolve_draft("ours"), 'take must be "mine" or "theirs"'),
    "confirm a number": (lambda: form().confirm(3), "such as 'Tags[0].Key', not by 3."),
    "confirm nothing": (lambda: form().confirm("Domain"), "the request has no value at Domain."),
    "attach where": (
        lambda: form().attach("Domain", __file__),
        "attach() needs to. It takes path,",
    ),
    "attach to what": (
        lambda: form().attach("Domain", __file__, to="s3://b/"),
        "Choose a member that accepts an S3 URI",
    ),
    "export what": (lambda: form().export(), "export() needs format."),
    "export format": (lambda: form().export("yml"), "Unknown format 'yml'. Use one of: boto3,"),
    "request spread": (lambda: Anything(**TWO), "ModelPackageForm({'ModelPackageGroupName': ...}"),
    "on the class": (
        lambda: Anything.submit(),
        "Make an object of it first.",
    ),
    "load on the class": (
        lambda: Anything.load("a"),
        "Make an object of it first.",
    ),
    "attribute of the value": (lambda: form(TWO).value.Tags, "Use ['Tags']."),
    "copy": (lambda: copy.copy(form(TWO)), "Use ModelPackageForm(form), which copies its request."),
    "pickle": (lambda: pickle.dumps(form(TWO)), "Pickle form.value, or pass draft= to save"),
    "timeout": (lambda: form().wait(timeout="5"), "timeout must be a number, but is of type str."),
    "seconds": (
        lambda: form().preflight(seconds="5"),
        "seconds must be a number, but is of",
    ),
    # Without a form.
    "export in another order": (
        lambda: loose(export)("boto3", TWO),
        "takes the request first: export(request, 'boto3').",
    ),
    "preflight in another order": (
        lambda: preflight(boto3.Session(**REGION), TWO),
        "but is of type dict. Use session=boto3.Session().",
    ),
    "preflight argument": (lambda: loose(preflight)({}, minutes=1), "It takes request, session=, "),
    "check nothing": (lambda: loose(check)(), "check() needs request."),
    "no error": (lambda: loose(issues_from_error)("denied"), "must be an exception of boto3"),
    "exercise of an earlier version": (
        lambda: loose(exercise)({}, "g", requires={}, answer_file="a.json"),
        "no argument 'requires'. Did you mean 'requirements'?",
    ),
    "exercise member": (
        lambda: exercise({}, "g", requirements={"Domian": 1}, answer_file="a.json"),
        "no member is named 'Domian'.",
    ),
    "sandbox account": (lambda: loose(sandbox)(account=123), "such as '123456789012' (12 digits)."),
    "sandbox region": (lambda: sandbox(region="europe"), "is not an AWS region, such as us-east-1"),
    "sandbox speed": (lambda: loose(sandbox)(speed="fast"), "must be a number above 0."),
    "sandbox method": (
        lambda: loose(sandbox()).advance(hours=1),
        "no argument 'hours'",
    ),
    "sandbox as client": (lambda: Anything(client=sandbox()), "Pass it as session=."),
    "sandbox argument": (lambda: loose(sandbox)(sped=2), "Did you mean 'speed'?"),
    "name of the package": (
        lambda: loose(modelpkg_widget).ModelPackageform,
        "Did you mean 'ModelPackageForm'?",
    ),
}


@pytest.mark.parametrize("name", USAGES)
def test_a_wrong_usage_says_what_to_do(
    name: str, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    use, says = USAGES[name]
    with pytest.raises(Exception, match=re.escape(says)) as raised:
        use()
    text = str(raised.value)
    assert "\n" not in text
    assert len(text) < 350
    assert text[-1] in ".?)"
    assert list(tmp_path.iterdir()) == [], "nothing was written"
    assert not state_folder.exists()


@pytest.mark.slow
def test_a_wrong_argument_is_found_before_anything_is_done() -> None:
    made = form(TWO)
    with pytest.raises(TypeError, match="no argument 'merg'"):
        made.load({"Domain": "a"}, merg=True)
    assert made.value == TWO
