"""Scenes of the request as text of other tools."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.flows import test_export
from tests.e2e.own_page import OwnPage

from .stage import saved, scene


@scene
def exported(page: OwnPage) -> Locator:
    request = {**saved("24-model-card-content"), "ModelPackageGroupName": "churn"}
    form = test_export.show(page, request)
    test_export.kernel_answers(page)
    form.get_by_label("ModelPackageGroupName", exact=True).focus()
    return form


@scene
def exported_for_marketplace(page: OwnPage) -> Locator:
    form = test_export.show(page, saved("02-marketplace-iris-validation"))
    test_export.choose(page, "AWS Marketplace: new product")
    test_export.kernel_answers(page)
    return form


@scene
def exported_in_part(page: OwnPage) -> Locator:
    form = test_export.show(page, saved("21-basemodel-s3-no-image"))
    test_export.choose(page, "CloudFormation")
    test_export.kernel_answers(page)
    return form
