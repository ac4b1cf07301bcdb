"""A request is taken as it is; a form is taken for the request that it holds."""

from __future__ import annotations

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.request.request_of import request_of


@pytest.mark.parametrize("given", [{"Domain": "OTHER"}, None, [], 5])
def test_what_is_no_form_is_the_request(given: object) -> None:
    assert request_of(given) is given


def test_a_form_is_taken_for_its_request() -> None:
    form = ModelPackageForm({"Domain": "OTHER"})
    assert request_of(form) == {"Domain": "OTHER"}
    form.close()
