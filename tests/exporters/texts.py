"""Requests to export: real ones, and such whose texts try to break out of where they stand."""

from __future__ import annotations

import json
from typing import Any

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.issues import Path
from tests.helpers.sandboxes import names

GOOD = [name for name in names("*.json") if "NEG" not in name and "invalid" not in name]
FORMATS = ["boto3", "cli", "json", "cloudformation", "pipeline"]

HOSTILE = [
    "",
    " ",
    "'",
    '"',
    "\\",
    'it\'s "quoted" \\ twice \\\\',
    "'''\"\"\"",
    "line\nbreak\r\nand\ttab",
    "\nREQUEST\n",
    "REQUEST",
    "`touch broke-out`",
    "$(touch broke-out)",
    "${HOME} $HOME ${VAR:-x} $$",
    "!! !$ !-1 !x",
    "'; touch broke-out; '",
    '")\nimport os; os.system("touch broke-out")\n("',
    "{0} {x!r} %s %(x)s",
    "!Sub ${AWS::AccountId}",
    "!Ref X",
    "- item",
    "key: value # comment",
    "# comment",
    "&anchor *alias",
    "--- \n...\n%YAML 1.2",
    "| \n  block",
    "NO",
    "null",
    "~",
    "1e3",
    "0o17",
    "12:30:45",
    "2020-12-01",
    "=",
    "<<",
    "@file",
    "file:///etc/hostname",
    "fileb://x",
    "http://127.0.0.1:1/x",
    "https://127.0.0.1:1/x",
    "a=b,c=[d]",
    "\x00\x01\x07\x1b[31m\x7f\x80\x85\xa0",
    "\u2028\u2029\ufeff\u200d\u202e\ufffe",
    "é ü ß 日本語 🤖 \U0010ffff",
    "\ud800 half \udc00",
    "x" * 100_000,
    "é\n" * 30_000,
]


def hostile(texts: list[str]) -> dict[str, Any]:
    """A request that says each text as a value and as a key, where botocore lets it pass."""
    environment = {f"k{text}": text for text in texts}
    containers = [{"Environment": environment, "ModelDataUrl": text} for text in texts[:3]]
    return {
        "ModelPackageDescription": "".join(texts),
        "InferenceSpecification": {"Containers": containers, "SupportedContentTypes": texts},
        "Tags": [{"Key": f"k{text}", "Value": text} for text in texts],
    }


def arrived(aws: Sandbox, request: dict[str, Any]) -> dict[str, Any]:
    """The one request that a sandbox got, without a token of the client's own."""
    (call,) = aws.calls
    assert call["operation"] == "CreateModelPackage"
    got: dict[str, Any] = call["request"]
    if "ClientToken" not in request:
        del got["ClientToken"]
    return got


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON, the order of keys included."""
    return json.dumps(one) == json.dumps(other)


def without(request: Any, lacking: list[Path], path: Path = ()) -> Any:
    """A request without what stands at some places."""
    if isinstance(request, dict):
        return {
            name: without(child, lacking, (*path, name))
            for name, child in request.items()
            if (*path, name) not in lacking
        }
    if isinstance(request, list):
        items = enumerate(request)
        return [
            without(item, lacking, (*path, at)) for at, item in items if (*path, at) not in lacking
        ]
    return request
