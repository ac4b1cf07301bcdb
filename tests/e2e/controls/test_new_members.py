"""Members that a newer boto3 brings show up by themselves, each with the control of its kind."""

from __future__ import annotations

import json
from collections.abc import Callable

from botocore.model import ServiceModel
from playwright.sync_api import Page

from modelpkg_widget.schema.from_botocore import shape_to_schema
from modelpkg_widget.widget import page_data as form_page
from tests.e2e.own_page import OwnPage

NEWER = {
    "operations": {},
    "shapes": {
        "Input": {
            "type": "structure",
            "required": ["NewStructure"],
            "members": {
                "NewText": {"shape": "Text", "documentation": "<p>New <i>text</i>. More.</p>"},
                "NewNumber": {"shape": "Fraction"},
                "NewTime": {"shape": "Time"},
                "NewBytes": {"shape": "Bytes"},
                "NewFlag": {"shape": "Flag"},
                "NewStructure": {"shape": "Tree"},
                "NewList": {"shape": "Trees"},
                "NewMap": {"shape": "TreeMap"},
                "NewDocument": {"shape": "Document"},
            },
        },
        "Text": {"type": "string", "max": 5},
        "Fraction": {"type": "double", "min": 0},
        "Time": {"type": "timestamp"},
        "Bytes": {"type": "blob"},
        "Flag": {"type": "boolean"},
        "Tree": {
            "type": "structure",
            "members": {"Name": {"shape": "Text"}, "Below": {"shape": "Trees"}},
        },
        "Trees": {"type": "list", "member": {"shape": "Tree"}},
        "TreeMap": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Tree"}},
        "Document": {"type": "structure", "document": True, "members": {}},
    },
}


def test_each_kind_has_a_control_in_the_last_section(
    own_page: Callable[[], OwnPage], page: Page
) -> None:
    schema = shape_to_schema(ServiceModel(NEWER).shape_for("Input"))
    tables = {**form_page.tables(), "schema": schema}
    page.route("**/tables.json", lambda route: route.fulfill(json=tables))
    own = own_page()
    form = own.show()
    form.get_by_role("button", name="Other members").click()
    own.open_all()

    form.get_by_label("NewText", exact=True).fill("longer")
    form.get_by_label("NewNumber", exact=True).fill("-1.5")
    form.get_by_label("NewTime", exact=True).fill("2026-11-23T08:00:00Z")
    form.get_by_label("NewBytes", exact=True).fill("bytes")
    form.get_by_label("NewFlag", exact=True).select_option("false")
    form.get_by_label("NewDocument", exact=True).fill('{"any": [1, null]}')
    form.get_by_role("button", name="Add NewList item", exact=True).click()
    item = form.locator('[data-path="NewList[0]"]')
    item.get_by_label("Name", exact=True).fill("a")
    item.get_by_role("button", name="Add Below item", exact=True).click()
    below = form.locator('[data-path="NewList[0].Below[0].Name"] input')
    below.fill("b")
    form.get_by_role("button", name="Add NewMap entry").click()
    form.get_by_label("NewMap entry 1, name").fill("key")
    own.open_all()
    form.locator("[data-path='NewMap{\"key\"}.Name'] input").fill("c")
    form.locator("[data-path='NewMap{\"key\"}.Name'] input").blur()

    assert json.loads(own.written()) == {
        "NewText": "longer",
        "NewNumber": -1.5,
        "NewTime": "2026-11-23T08:00:00Z",
        "NewBytes": "bytes",
        "NewFlag": False,
        "NewDocument": {"any": [1, None]},
        "NewList": [{"Name": "a", "Below": [{"Name": "b"}]}],
        "NewMap": {"key": {"Name": "c"}},
    }
    form.get_by_role("button", name="Create model package", exact=True).click()
    problems = form.get_by_role("region", name="Problems").get_by_role("link")
    assert problems.locator(".mp-place").all_inner_texts() == [
        "NewText",
        "NewNumber",
        "NewStructure",
    ]
    assert own.errors == []
