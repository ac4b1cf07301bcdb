"""Reading YAML as AWS's tools read it."""

from __future__ import annotations

import pytest

from modelpkg_widget.importers.source import text_loaded

HEAD = "ModelPackageName: n\nInferenceSpecification: &s\n  SupportedContentTypes: [a]\n"


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("<<: *s", {"SupportedContentTypes": ["a"]}),
        ("<<: *s\n  SupportedContentTypes: [b]", {"SupportedContentTypes": ["b"]}),
        ("<<: [*s, {Name: m}]", {"SupportedContentTypes": ["a"], "Name": "m"}),
        ("Name: own\n  <<: [{Name: m}, 5]", {"Name": "own"}),
    ],
)
def test_a_merged_mapping_gives_what_the_other_one_lacks(item: str, value: object) -> None:
    found = text_loaded(f"{HEAD}AdditionalInferenceSpecifications:\n- {item}\n")
    assert found.base["AdditionalInferenceSpecifications"] == [value]


def test_too_many_documents_are_said() -> None:
    with pytest.raises(ValueError, match="line 41, column 1: contains more than one document"):
        text_loaded("---\na: b\n" * 2_000)
