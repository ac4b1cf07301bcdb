"""Bodies as the sandbox reads them."""

from typing import Any

import pytest

from modelpkg_widget.fake_aws.server.http_messages import ServiceError
from modelpkg_widget.fake_aws.server.parsers import body, read
from modelpkg_widget.fake_aws.server.service_model import request_shape

SHAPE = request_shape("CreateModelPackage")


def test_unknown_and_null_members_are_dropped() -> None:
    request: dict[str, Any] = {
        "ModelPackageName": None,
        "Unknown": {"deep": 1},
        "Tags": [{"Key": "a", "Value": "", "More": 1}],
        "CustomerMetadataProperties": {},
        "InferenceSpecification": {"Containers": []},
    }
    assert read(SHAPE, request) == {
        "Tags": [{"Key": "a", "Value": ""}],
        "CustomerMetadataProperties": {},
        "InferenceSpecification": {"Containers": []},
    }


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"ModelPackageName": 7}, "NUMBER_VALUE cannot be converted to String"),
        ({"ModelPackageName": True}, "TRUE_VALUE cannot be converted to String"),
        ({"ModelPackageName": {}}, "Start of structure or map found where not expected"),
        ({"ModelPackageName": ["a"]}, "Start of list found where not expected"),
        ({"CertifyForMarketplace": "true"}, "STRING_VALUE cannot be converted to Boolean"),
        ({"CertifyForMarketplace": 1}, "NUMBER_VALUE cannot be converted to Boolean"),
        ({"Tags": "a"}, "STRING_VALUE cannot be converted to List"),
        ({"MetadataProperties": "{}"}, "STRING_VALUE cannot be converted to Structure"),
        ({"CustomerMetadataProperties": []}, "Start of list found where not expected"),
        ({"CustomerMetadataProperties": {"a": 1}}, "NUMBER_VALUE cannot be converted to String"),
    ],
)
def test_a_type_that_does_not_fit_is_refused(sent: dict[str, Any], message: str) -> None:
    with pytest.raises(ServiceError) as caught:
        read(SHAPE, sent)
    assert (caught.value.code, caught.value.message) == ("SerializationException", message)


@pytest.mark.parametrize(("given", "expected"), [(7, 7), (7.0, 7), (7.5, None), (True, None)])
def test_integers(given: object, expected: int | None) -> None:
    shape = request_shape("ListModelPackages")
    if expected is None:
        with pytest.raises(ServiceError, match="cannot be converted to Integer"):
            read(shape, {"MaxResults": given})
    else:
        found = read(shape, {"MaxResults": given})["MaxResults"]
        assert (found, type(found)) == (expected, int)


@pytest.mark.parametrize("data", [b"{", b"[]", b'"a"', b'{"a": NaN}', b"\xff", b"[" * 99_999])
def test_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(ServiceError, match="The body is no"):
        body(data)


def test_an_empty_body_is_an_empty_request() -> None:
    assert body(b"") == {}
