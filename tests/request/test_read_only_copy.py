"""What is read of a form is a copy: a change of it is refused, and the right line is said."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Callable
from typing import Any

import jmespath
import pytest
import yaml

from modelpkg_widget import ModelPackageForm

REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {"Containers": [{"Image": "a", "Environment": {"A.B": "1"}}]},
    "Tags": [{"Key": "team"}, {"Key": "stage"}],
}
IMAGE = "InferenceSpecification.Containers[0].Image"


@pytest.fixture
def form() -> Any:
    made = ModelPackageForm(REQUEST)
    yield made
    made.close()


def _set(value: Any, key: Any) -> None:
    value[key] = "x"


def _delete(value: Any, key: Any) -> None:
    del value[key]


def _environment(value: Any) -> Any:
    return value["InferenceSpecification"]["Containers"][0]["Environment"]


CHANGES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "set": (lambda it: _set(it, "Domain"), "form['Domain'] = ..."),
    "typo": (lambda it: _set(it, "Domian"), "form['Domian'] = ..."),
    "nested": (
        lambda it: _set(it["InferenceSpecification"]["Containers"][0], "Image"),
        f"form['{IMAGE}'] = ...",
    ),
    "key of a map": (
        lambda it: _set(_environment(it), "C.D"),
        """Containers[0].Environment{"C.D"}'] = ...""",
    ),
    "item": (lambda it: _set(it["Tags"], 0), "form['Tags[0]'] = ..."),
    "slice": (lambda it: _set(it["Tags"], slice(0, 1)), "form['Tags'] = ..."),
    "append": (lambda it: it["Tags"].append({}), "form['Tags[2]'] = ..."),
    "extend": (lambda it: it["Tags"].extend([{}]), "form['Tags'] = ..."),
    "insert": (lambda it: it["Tags"].insert(0, {}), "form['Tags'] = ..."),
    "remove": (lambda it: it["Tags"].remove({"Key": "team"}), "form['Tags'] = ..."),
    "pop of a list": (lambda it: it["Tags"].pop(), "form['Tags'] = ..."),
    "clear of a list": (lambda it: it["Tags"].clear(), "form['Tags'] = ..."),
    "sort": (lambda it: it["Tags"].sort(), "form['Tags'] = ..."),
    "reverse": (lambda it: it["Tags"].reverse(), "form['Tags'] = ..."),
    "delete": (lambda it: _delete(it, "Tags"), "del form['Tags']"),
    "delete an item": (lambda it: _delete(it["Tags"], 1), "del form['Tags[1]']"),
    "pop": (lambda it: it.pop("Tags", None), "del form['Tags']"),
    "popitem": (lambda it: it.popitem(), "del form['Tags']"),
    "update": (lambda it: it.update(Domain="x"), "form['Domain'] = ..."),
    "setdefault": (lambda it: it.setdefault("Domain", "x"), "form['Domain'] = ..."),
    "clear": (lambda it: it.clear(), "form.value = ..."),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_would_be_lost_is_refused(form: ModelPackageForm, name: str) -> None:
    change, line = CHANGES[name]
    with pytest.raises(TypeError, match="would be lost") as raised:
        change(form.value)
    assert line in str(raised.value)
    assert form.value == REQUEST


def test_all_that_changes_a_dict_or_a_list_is_refused(form: ModelPackageForm) -> None:
    """Found by asking Python itself: a method of a newer version would be missing here."""
    changing = {"__setitem__", "__delitem__", "__ior__", "__iadd__", "__imul__"}
    own = ({*dir(dict)} - {*dir(frozenset)}) | ({*dir(list)} - {*dir(tuple)})
    reading = {"fromkeys", "get", "items", "keys", "values", "__reversed__", "__class_getitem__"}
    reading |= {"__getitem__", "__or__", "__ror__", "index", "count"}
    for value, plain in ((form.value, dict), (form["Tags"], list)):
        for name in (own & {*dir(plain)}) - reading | (changing & {*dir(plain)}):
            assert getattr(type(value), name) is not getattr(plain, name), (plain, name)


def test_one_member_knows_its_place(form: ModelPackageForm) -> None:
    with pytest.raises(TypeError, match=r"form\['InferenceSpecification.Containers'\] = "):
        form["InferenceSpecification"]["Containers"].clear()
    assert form.value.setdefault("ModelPackageGroupName", "x") == "churn"


def test_what_assigns_works(form: ModelPackageForm) -> None:
    form.value |= {"Domain": "d"}
    form["Tags"] += [{"Key": "c"}]
    assert form["Domain"] == "d"
    assert [tag["Key"] for tag in form["Tags"]] == ["team", "stage", "c"]
    form["Tags"] *= 2
    assert len(form["Tags"]) == 6


@pytest.mark.parametrize(
    "copied",
    [copy.deepcopy, copy.copy, lambda it: it.copy(), lambda it: pickle.loads(pickle.dumps(it))],
)
def test_a_copy_of_it_can_be_changed(form: ModelPackageForm, copied: Callable[[Any], Any]) -> None:
    value = copied(form.value)
    assert (type(value), type(value["Tags"])) == (dict, list)
    value["Tags"][0]["Key"] = "other"
    form.value = value
    assert form["Tags[0].Key"] == "other"


def test_it_is_written_as_plain_values_are(form: ModelPackageForm) -> None:
    value = form.value
    assert value == REQUEST
    assert repr(value) == repr(REQUEST)
    assert json.dumps(value) == json.dumps(REQUEST)
    for dump in (yaml.safe_dump, yaml.dump):
        assert dump(value, sort_keys=False) == dump(REQUEST, sort_keys=False)


def test_any_depth_can_be_read() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    form = ModelPackageForm({"Tags": deep})
    assert form.value["Tags"][0][0] != []
    form.close()


def test_attributes_are_refused_as_those_of_a_dict_are(form: ModelPackageForm) -> None:
    value: Any = form.value
    with pytest.raises(TypeError, match=r"Use form\['Domain'\] = "):
        value.Domain = "x"
    with pytest.raises(TypeError, match=r"Use form\['Tags\[0\].Key'\] = "):
        value["Tags"][0].Key = "x"
    with pytest.raises(AttributeError, match=r"Use \['Tags'\]"):
        _ = value.Tags
    assert form.value == REQUEST


def test_libraries_take_it_for_what_it_is_equal_to(form: ModelPackageForm) -> None:
    @dataclasses.dataclass
    class Run:
        request: Any

    value = form.value
    assert jmespath.search("length(Tags)", value) == 2
    assert jmespath.search("keys(@)", value) == list(REQUEST)
    assert dataclasses.asdict(Run(value)) == {"request": REQUEST}
    assert type(value)(value) == REQUEST
