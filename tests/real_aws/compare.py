"""Makes the same calls in an AWS account and in the sandbox, and compares the answers.

Each call is cheap: no image, no data and no job is needed. What is made has names of one run, and
is deleted at the end of it, also when the run is interrupted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CALLS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "calls.json").read_text(encoding="utf-8")
)
_CLAUSES = re.compile(r"\d+ validation errors? detected: ")


class WrongAccountError(Exception):
    """The credentials are of another account than the one that was named."""


@dataclass(frozen=True)
class Answer:
    """What a call came to.

    Attributes:
        code: of the error; empty: none.
        text: of the error, its clauses in order of the alphabet.
        values: what is compared of an answer.
    """

    code: str = ""
    text: str = ""
    values: Any = None


@dataclass(frozen=True)
class Row:
    """One call, as AWS and the sandbox answered it."""

    name: str
    aws: Answer
    sandbox: Answer

    @property
    def is_same(self) -> bool:
        return self.aws == self.sandbox


def need_account(session: Any, account: str) -> None:
    """Refuse other credentials than those of the account that a person named.

    Raises:
        WrongAccountError: they are of another one.
    """
    found = session.client("sts").get_caller_identity()["Account"]
    if found != account:
        raise WrongAccountError(f"The credentials are of account {found}, not of {account}.")


def compare(aws: Any, sandbox: Any, group: str) -> list[Row]:
    """Make all calls with both sessions.

    Args:
        aws: a boto3 Session of an account.
        sandbox: that of a sandbox with the same account and region.
        group: a name that nothing in the account has; what is made begins with it.
    """
    with _answers(aws, group) as one, _answers(sandbox, group) as other:
        return [
            Row(call["name"], theirs, ours)
            for call, theirs, ours in zip(CALLS, one, other, strict=True)
        ]


@contextmanager
def _answers(session: Any, group: str) -> Iterator[Iterator[Answer]]:
    from botocore.config import Config

    client = session.client("sagemaker", config=Config(parameter_validation=False))
    region = client.meta.region_name
    known = {
        "group": group,
        "token": group,
        "region": region,
        "partition": client.meta.partition,
        "domain": "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com",
        "account": session.client("sts").get_caller_identity()["Account"],
    }
    try:
        yield (_answer(client, call, known) for call in CALLS)
    finally:
        _delete(client, group, known)


def _answer(client: Any, call: dict[str, Any], known: dict[str, str]) -> Answer:
    from botocore.exceptions import ClientError

    given = _filled(call["given"], known)
    try:
        answer = getattr(client, call["call"])(**given)
    except ClientError as error:
        said = error.response["Error"]
        return Answer(said.get("Code", ""), _in_order(_named(said.get("Message", ""), known)))
    arn = next((answer[name] for name in answer if name.endswith("Arn")), "")
    if "keep" in call:
        known[call["keep"]] = arn
    values = {name: _at(answer, name.split(".")) for name in call.get("of", ())}
    return Answer(values=json.loads(_named(json.dumps(values, default=str), known)))


def _filled(value: Any, known: dict[str, str]) -> Any:
    """Return a value with what is known by now; what is not known names nothing."""
    if isinstance(value, dict):
        return {_filled(key, known): _filled(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "unknown"), value)
    return value


def _named(text: str, known: dict[str, str]) -> str:
    """Return a text that says the same of any account."""
    for name in ("account", "group"):
        text = text.replace(known[name], f"<{name}>")
    return text


def _in_order(text: str) -> str:
    """Return a refusal with its clauses in order of the alphabet: AWS gives them in any."""
    head = _CLAUSES.match(text)
    if not head:
        return text
    return head[0] + "; ".join(sorted(re.split(r"; (?=Value )", text[head.end() :])))


def _at(answer: Any, steps: list[str]) -> Any:
    if isinstance(answer, list):
        return [_at(one, steps) for one in answer]
    return _at(answer.get(steps[0]), steps[1:]) if steps and isinstance(answer, dict) else answer


def _delete(client: Any, group: str, known: dict[str, str]) -> None:
    """Delete what was made, whatever of it is there."""
    from botocore.exceptions import ClientError

    try:
        rows = client.list_model_packages(ModelPackageGroupName=group)["ModelPackageSummaryList"]
    except ClientError:
        rows = []
    made = {row["ModelPackageArn"] for row in rows}
    made |= {arn for arn in known.values() if ":model-package/" in arn}
    for arn in sorted(made):
        _try(client.delete_model_package, ModelPackageName=arn)
    _try(client.delete_model_package_group, ModelPackageGroupName=group)
    _try(client.delete_model_package_group, ModelPackageGroupName=f"{group}-2")


def _try(call: Any, **given: str) -> None:
    from botocore.exceptions import ClientError

    try:
        call(**given)
    except ClientError as error:
        code = error.response["Error"].get("Code", "")
        if code not in ("ValidationException", "ResourceNotFound"):  # it is not there
            print(f"not deleted: {given}: {error}")
