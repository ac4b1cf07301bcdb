"""What the preflight gives to copy: commands in one text, and policies that are JSON each."""

from __future__ import annotations

import json

import pytest

from modelpkg_widget import preflight
from modelpkg_widget.aws.iam_statement import document, root, statement
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.preflight_checks.check_context import caller_policy
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.checks.iam import TEXTS
from modelpkg_widget.preflight_checks.references import References
from modelpkg_widget.preflight_checks.registry import CHECKS
from tests.helpers.sandboxes import fresh


def test_statements_of_one_policy_are_one_document() -> None:
    one, two = statement(["s3:GetObject"], ["arn:aws:s3:::a/*"]), statement(["ecr:*"], ["*"])
    role, caller = TEXTS.policy("role"), caller_policy()
    rows = [
        Diagnostic("failed", "a", snippet="aws x", policies=((role, one),)),
        Diagnostic("failed", "b", policies=((caller, one), (role, two), (role, one))),
        Diagnostic("failed", "c", snippet="aws y"),
    ]
    found = CHECKS[0].finding(References({}), rows)
    commands, *policies = found.copies
    assert (commands.title, commands.text) == ("", "aws x\naws y")
    assert {copy.title: json.loads(copy.text)["Statement"] for copy in policies} == {
        role.title: [one, two],
        caller.title: [one],
    }
    assert found.snippet == commands.text
    assert found.as_dict()["copies"][1]["title"] == role.title


def test_a_policy_of_a_resource_names_whom_it_lets_in() -> None:
    given = statement(
        ["s3:GetObject"], iter(["arn:aws-cn:s3:::a/*"]), root("aws-cn", "222222222222")
    )
    answer = json.loads(document([given]))
    assert answer == {"Version": "2012-10-17", "Statement": [given]}
    assert given["Principal"] == {"AWS": "arn:aws-cn:iam::222222222222:root"}
    assert "Resource" not in statement(["ecr:BatchGetImage"], principal="x")


@pytest.mark.slow
def test_what_the_role_lacks_in_several_places_is_one_policy() -> None:
    with fresh() as aws:
        iam, sent = aws.client("iam"), request(aws, "flowers")
        name = aws.role.rpartition("/")[2]
        iam.delete_role_policy(RoleName=name, PolicyName=name)
        found = {one.id: one for one in preflight(sent, aws.session)}["permissions"]
    (copy,) = found.copies
    assert copy.title == TEXTS.policy("role").title
    assert len(json.loads(copy.text)["Statement"]) > 2
