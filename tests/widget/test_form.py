"""The form's traits, as a notebook sees them: no page, no network."""

from __future__ import annotations

import json
from typing import Any

import pytest
import traitlets

from modelpkg_widget import SubmitError, check
from modelpkg_widget.request import json_codec
from tests.conformance.shared_cases import CASES, read

from .recorded_comm import BAD, BAD_PATH, GOOD, Make, Wire, changes, where


def test_it_begins_empty(make: Make) -> None:
    form = make()
    assert (form.value, form.pending) == ({}, [])
    assert form.issues == check({})
    assert (form.status, form.arn, form.package) == ("editing", "", {})
    assert form.target["state"] == "unknown"


def test_assigning_takes_a_copy_and_replaces(make: Make) -> None:
    form = make({"ModelPackageName": "a"})
    given: dict[str, Any] = {"Tags": []}
    form.value = given
    given["Tags"].append(1)
    assert form.value == {"Tags": []}


def test_observers_are_notified_once_with_old_and_new(make: Make) -> None:
    form = make({"a": 1})
    seen = changes(form, "value")
    form.value = {"a": 2}
    form.value = {"a": 2}
    form.value = {"a": 2.0}
    assert seen == [("value", {"a": 1}, {"a": 2})]
    seen[0][2]["a"] = 5
    assert form.value == {"a": 2}


@pytest.mark.parametrize(
    ("one", "other"), [({"C": 1}, {"C": True}), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ({}, [])]
)
def test_equal_is_what_is_the_same_text(make: Make, one: Any, other: Any) -> None:
    form = make(one)
    seen = changes(form, "value")
    form.value = other
    assert len(seen) == 1
    assert json_codec.dumps(form.value) == json_codec.dumps(other)


def test_key_order_and_numbers(make: Make) -> None:
    form = make({"10": 1.0, "2": {"z": 1, "__proto__": 2}, "": 2.5})
    assert json_codec.dumps(form.value) == '{"10":1,"2":{"z":1,"__proto__":2},"":2.5}'
    assert isinstance(form.value["10"], int)


@pytest.mark.parametrize("name", sorted(path.name for path in (CASES / "requests").iterdir()))
def test_each_request_comes_out_as_it_went_in(make: Make, name: str) -> None:
    request = read(CASES / "requests" / name)
    form = make(request)
    assert json_codec.dumps(form.value) == json_codec.dumps(request)
    wire = Wire(form)
    wire.write(request)
    assert json_codec.dumps(form.value) == json_codec.dumps(request)


def test_what_json_cannot_hold_is_named_and_changes_nothing(make: Make) -> None:
    form = make(GOOD)
    seen = changes(form, "value", "issues", "status")
    loop: list[Any] = []
    loop.append(loop)
    for wrong, message in [
        ({"Tags": [{"Key": {1}}]}, r"Tags\[0\].Key is a Python set"),
        ({"Tags": {1: 2}}, "Tags has a key that is a Python int"),
        ({"Tags": loop}, "contains itself"),
        (object(), "The request is a Python object"),
    ]:
        with pytest.raises(traitlets.TraitError, match=message):
            form.value = wrong
    with pytest.raises(traitlets.TraitError, match="Domain is a Python bytes"):
        make({"Domain": b"a"})
    assert form.value == GOOD
    assert seen == []
    form.value = BAD
    assert [name for name, _, _ in seen] == ["value", "issues"]


DEEP: Any = []
for _ in range(2000):
    DEEP = [DEEP]

UNEXPECTED_VALUES: dict[str, tuple[Any, list[tuple[Any, ...]]]] = {
    "a list at the top": ([1, {"a": 2}], [()]),
    "a text at the top": ("text", [()]),
    "a number at the top": (5, [()]),
    "true at the top": (True, [()]),
    "2,000 levels": ({"ModelPackageName": DEEP, "x": DEEP}, [("ModelPackageName",), ("x",)]),
    "not a number": ({"ModelPackageName": float("nan")}, [("ModelPackageName",)]),
    "minus infinity": (
        {"ValidationSpecification": {"ValidationRole": float("-inf")}},
        [("ValidationSpecification", "ValidationRole")],
    ),
    "a lone surrogate": ({"Domain": "\ud800"}, [("Domain",)]),
    "a lone surrogate in a key": (
        {"CustomerMetadataProperties": {"\ud800": "a"}},
        [("CustomerMetadataProperties", "\ud800")],
    ),
    "a huge number, an unknown member": ({"Tags": 2**60, "Nope": None}, [("Tags",), ("Nope",)]),
}


@pytest.mark.parametrize(
    ("value", "paths"), UNEXPECTED_VALUES.values(), ids=list(UNEXPECTED_VALUES)
)
def test_unexpected_request_is_kept_and_named(make: Make, value: Any, paths: Any) -> None:
    form = make(value)
    assert json_codec.dumps(form.value) == json_codec.dumps(value)
    assert set(paths) <= set(where(form))
    assert not form.valid
    state = form.get_state()
    plain = {name: part for name, part in state.items() if not isinstance(part, bytes)}
    json.dumps(plain, allow_nan=False)
    with pytest.raises(SubmitError) as raised:
        form.submit()
    assert [issue.path for issue in raised.value.issues] == [
        issue.path for issue in form.issues if issue.severity == "error"
    ]


def test_the_other_traits_are_not_for_assigning(make: Make) -> None:
    form = make()
    for name in ("issues", "valid", "status", "arn", "package", "target", "form_data", "last_ack"):
        with pytest.raises(traitlets.TraitError, match="read-only"):
            setattr(form, name, getattr(form, name))


def test_issues_and_valid_follow_value_and_pending(make: Make) -> None:
    form = make(GOOD)
    seen = changes(form, "valid")
    form.value = BAD
    assert where(form) == [BAD_PATH]
    assert form.issues == check(BAD)
    form.value = GOOD
    assert form.issues == []
    form.pending = [{"path": [], "key": "a", "text": "b", "code": "key.required"}]
    assert where(form) == [("a",)]
    form.pending = []
    assert [new for _, _, new in seen] == [False, True, False, True]


def test_a_warning_leaves_it_valid(make: Make) -> None:
    types = {"SupportedTransformInstanceTypes": ["ml.new.large"]}
    form = make({**GOOD, "InferenceSpecification": {"Containers": [{"Image": "a"}], **types}})
    assert {issue.severity for issue in form.issues} == {"warning"}
    assert form.valid


@pytest.mark.parametrize("wrong", [None, "text", [5], [{"path": []}]])
def test_pending_is_checked_too(make: Make, wrong: Any) -> None:
    form = make()
    with pytest.raises(traitlets.TraitError, match="pending"):
        form.pending = wrong
    assert form.pending == []


def test_an_observer_finds_traits_that_agree(make: Make) -> None:
    form = make(GOOD)
    seen: list[Any] = []
    form.observe(lambda _: seen.append((form.value, form.valid, len(form.issues))), "value")
    form.value = BAD
    form.value = GOOD
    assert seen == [(BAD, False, 1), (GOOD, True, 0)]


def test_an_observer_may_assign(make: Make) -> None:
    form = make()

    def tidy(change: Any) -> None:
        form.value = {**change.new, "Domain": "set"}

    form.observe(tidy, "value")
    form.value = {"Task": "a"}
    assert form.value == {"Task": "a", "Domain": "set"}


def test_holding_notifications_and_messages_works_as_elsewhere(make: Make) -> None:
    form = make()
    wire = Wire(form)
    seen = changes(form, "value")
    with form.hold_trait_notifications():
        form.value = {"a": 1}
        form.value = {"a": 2}
    assert [new for _, _, new in seen][-1] == {"a": 2}
    assert [sent["value"]["text"] for sent in wire.updates() if "value" in sent][-1] == '{"a":2}'
    with form.hold_sync():
        form.value = {"a": 3}
        assert wire.updates() == []
    assert wire.updates()[-1]["value"]["text"] == '{"a":3}'


def test_links_to_other_widgets(make: Make) -> None:
    one, other = make({"a": 1}), make()
    link = traitlets.link((one, "value"), (other, "value"))
    assert other.value == {"a": 1}
    other.value = {"a": 2}
    assert one.value == {"a": 2}
    link.unlink()


def test_repr_is_short_and_stable(make: Make) -> None:
    assert repr(make()) == "ModelPackageForm(0 members set)"
    assert repr(make({"ModelPackageName": "secret"})) == "ModelPackageForm(1 member set)"
    assert repr(make([1, 2])) == "ModelPackageForm(0 members set)"
    (shown, *_) = make({"a": 1, "b": 2})._repr_mimebundle_() or [{}]
    assert shown["text/plain"] == "ModelPackageForm(2 members set)"
