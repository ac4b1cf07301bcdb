"""What a form was loaded from is known again, whatever became of the file that holds it."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from typing import Any

import pytest

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.note import Note
from modelpkg_widget.importers.provenance import (
    dump_provenance,
    load_provenance,
    own_members,
)
from modelpkg_widget.importers.review_marks import ReviewMark
from modelpkg_widget.request import json_codec

LOADED = Loaded(
    {"Domain": "a", "Tags": [{"Key": "k"}]},
    "version 7 of churn",
    "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7",
    left_out=(Note(("ModelApprovalStatus",), "Each is approved on its own."),),
    repaired=(Note(("Tags",), "It was a map."),),
    gaps=(Note(("Task",), "The text has secret_of_mine here."),),
    marks=(ReviewMark(("Domain",)), ReviewMark(("Tags", 0, "Key"), "trained")),
    first=("churn", ("ModelPackageGroupName",)),
)


def test_it_comes_back() -> None:
    memory = json_codec.loads(json_codec.dumps(dump_provenance(LOADED)))
    found = load_provenance(memory)
    assert found is not None
    assert (found.base, found.source, found.arn) == (LOADED.base, LOADED.source, LOADED.arn)
    assert (found.left_out, found.repaired) == (LOADED.left_out, LOADED.repaired)
    assert (found.marks, found.first) == (LOADED.marks, LOADED.first)
    assert [note.path for note in found.gaps] == [("Task",)]


def test_what_an_earlier_version_wrote_is_read_and_stays_as_it_is() -> None:
    loaded = replace(LOADED, previous={"Domain": "b"}, previous_source="version 6 of churn")
    names = {"omitted": "leftOut", "coerced": "repaired", "unresolved": "gaps"}
    names["previous_source"] = "previousSource"
    ours: Any = json_codec.loads(json_codec.dumps(dump_provenance(loaded)))
    memory = {names.get(name, name): value for name, value in ours.items()}
    assert not set(names) & set(memory)
    found = load_provenance(memory)
    assert found is not None
    assert found == load_provenance(ours)
    assert own_members({**memory, "kind": "any", "guide": {}}, found) == memory


def test_it_holds_no_code_and_no_command() -> None:
    option = Note((), "--profile secret_of_mine belongs to the command.")
    loaded = Loaded({}, left_out=(option,), gaps=LOADED.gaps)
    assert "secret_of_mine" not in json_codec.dumps(dump_provenance(loaded))


@pytest.mark.parametrize(
    "memory",
    [None, 5, "x", [], {}, {"base": {}}, {**dump_provenance(LOADED), "marks": {}}],
)
def test_what_is_none_is_none(memory: Any) -> None:
    assert load_provenance(memory) is None


def test_damage_is_survived() -> None:
    seed = 5
    print("seed", seed)
    dice = random.Random(seed)
    others: list[Any] = [
        None,
        True,
        5,
        "x",
        [],
        {},
        [[]],
        {"path": 5},
        [{"path": ["a"]}],
        "y" * 5000,
    ]
    for _ in range(500):
        memory: Any = copy.deepcopy(dump_provenance(LOADED))
        at = memory
        while isinstance(at, (dict, list)) and at:
            key = dice.choice(list(at) if isinstance(at, dict) else range(len(at)))
            if dice.random() < 0.4:
                at[key] = dice.choice(others)
                break
            at = at[key]
        found = load_provenance(memory)
        if found:
            json_codec.dumps(found.as_dict({"Domain": "a"}))
            found.issues({"Domain": "a"})
