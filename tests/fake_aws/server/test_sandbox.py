"""The sandbox as its user meets it: seeded, on loopback, apart from all other clients."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from tests.fake_aws.server.accounts import ACCOUNTS
from tests.helpers.sandboxes import fresh

ROOT = Path(__file__).parents[3]


def python(code: str, **variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    environment.pop("MODELPKG_SANDBOX", None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_it_names_is_there(aws: Sandbox) -> None:
    groups = aws.client("sagemaker").list_model_package_groups()["ModelPackageGroupSummaryList"]
    assert aws.group in [group["ModelPackageGroupName"] for group in groups]
    registry, _, rest = aws.image.partition("/")
    repository, _, tag = rest.partition(":")
    assert registry == f"{aws.account}.dkr.ecr.{aws.region}.amazonaws.com"
    images = aws.client("ecr").describe_images(repositoryName=repository)["imageDetails"]
    assert images[0]["imageTags"] == [tag]
    role = aws.client("iam").get_role(RoleName=aws.role.rpartition("/")[2])["Role"]
    assert role["Arn"] == aws.role
    principal = role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]
    assert principal == {"Service": "sagemaker.amazonaws.com"}
    s3 = aws.client("s3")
    for uri in (aws.model_data, aws.validation_input):
        key = uri.removeprefix(f"s3://{aws.bucket}/")
        found = s3.list_objects_v2(Bucket=aws.bucket, Prefix=key)["Contents"]
        assert found[0]["Size"] > 0, uri
    assert aws.validation_output.startswith(f"s3://{aws.bucket}/")
    assert aws.client("sts").get_caller_identity()["Account"] == aws.account


def test_session_makes_resources_too(aws: Sandbox) -> None:
    import boto3

    assert isinstance(aws.session, boto3.session.Session)
    assert aws.session.region_name == aws.region
    assert aws.bucket in [bucket.name for bucket in aws.session.resource("s3").buckets.all()]


def test_client_keeps_the_options_it_is_given(aws: Sandbox) -> None:
    from botocore.config import Config

    client = aws.client("sagemaker", region_name="eu-west-1", config=Config(read_timeout=7))
    assert client.meta.region_name == "eu-west-1"
    assert client.meta.config.read_timeout == 7
    assert client.meta.config.retries["mode"] == "standard"
    assert client.meta.config.proxies == {}
    with pytest.raises(ValueError, match="endpoint_url"):
        aws.client("sagemaker", endpoint_url="https://example.com")


@pytest.mark.slow
def test_filling_it_leaves_handlers_of_its_session_alone() -> None:
    """botocore copies them for each client, and fails if one is registered meanwhile."""
    called: list[str] = []
    with fresh() as filling:
        filling.session.events.register("before-call", lambda model, **_: called.append(model.name))
        filling.client("sagemaker").list_models()  # waits until it is filled
    assert called == ["ListModels"]


def test_second_call_gives_the_same_sandbox(aws: Sandbox) -> None:
    assert sandbox() is aws
    assert sandbox(region="us-east-1", account="123456789012") is aws


@pytest.mark.slow
def test_accounts_and_regions_are_apart(empty: Sandbox) -> None:
    other = sandbox(account=empty.account, region="eu-west-1")
    empty.client("sagemaker").create_model_package(ModelPackageName="only-here")
    for there in (other, sandbox()):
        listed = there.client("sagemaker").list_model_packages(NameContains="only-here")
        assert listed["ModelPackageSummaryList"] == []
    assert ".eu-west-1." in other.image
    assert empty.account in empty.image
    assert empty.client("sts").get_caller_identity()["Account"] == empty.account


@pytest.mark.parametrize(
    "options", [{"region": "Frankfurt"}, {"account": "12345"}, {"account": "１" * 12}]
)
def test_bad_options_are_named(aws: Sandbox, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options.values()))):
        sandbox(**options)


def test_representation_is_the_same_each_time(aws: Sandbox) -> None:
    assert repr(aws) == "<Sandbox 123456789012 us-east-1: nothing is sent to AWS>"
    assert aws.url.startswith("http://127.0.0.1:")


@pytest.mark.slow
def test_stop_closes_the_address_and_what_was_made_is_kept() -> None:
    from botocore.exceptions import EndpointConnectionError

    account = next(ACCOUNTS)
    with sandbox(account=account) as first:
        client = first.client("sagemaker")
        client.create_model_package(ModelPackageGroupName=first.group)
    with pytest.raises(EndpointConnectionError):
        client.list_model_packages()
    first.stop()  # again does nothing
    with sandbox(account=account) as second:
        assert second is not first
        made = second.client("sagemaker").create_model_package(ModelPackageGroupName=second.group)
        assert made["ModelPackageArn"].endswith("/2")


def test_import_loads_nothing_heavy() -> None:
    heavy = ("moto", "flask", "werkzeug", "boto3", "botocore")
    code = f"import sys, modelpkg_widget.fake_aws; print([m for m in {heavy} if m in sys.modules])"
    assert python(code).strip() == "[]"


def test_without_moto_it_says_what_to_install(
    aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modelpkg_widget.fake_aws.server import http_server

    monkeypatch.setattr(http_server, "NEEDED", ("moto", "no_such_package"))
    with pytest.raises(
        ImportError, match=r"no_such_package: pip install 'modelpkg-widget\[demo\]'"
    ):
        sandbox(account=next(ACCOUNTS))


def test_other_clients_are_not_captured(aws: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from botocore.awsrequest import AWSResponse

    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SAGEMAKER"):
        monkeypatch.delenv(name, raising=False)
    aws.client("sagemaker").list_model_packages()
    client = boto3.session.Session("key", "secret", region_name="us-east-1").client("sagemaker")
    urls = []

    def send(request: Any) -> AWSResponse:
        urls.append(request.url)
        raw = io.BytesIO(b"{}")
        raw.stream = lambda *_, **__: iter([b"{}"])  # type: ignore[attr-defined]
        return AWSResponse(request.url, 200, {}, raw)

    monkeypatch.setattr(client._endpoint.http_session, "send", send)
    client.list_model_packages()
    assert urls == ["https://api.sagemaker.us-east-1.amazonaws.com/"]


@pytest.mark.slow
def test_configuration_of_the_user_neither_counts_nor_changes(tmp_path: Path) -> None:
    broken = tmp_path / "config"
    broken.write_text("[profile broken\nx")
    nowhere = "http://127.0.0.1:9"
    code = """if True:
        import os
        before = dict(os.environ)
        from modelpkg_widget.fake_aws import sandbox
        aws = sandbox()
        for service, call in (("sagemaker", "list_model_packages"), ("s3", "list_buckets")):
            getattr(aws.client(service), call)()
        assert dict(os.environ) == before
        print(aws.client("sagemaker").meta.region_name)
    """
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "ALL_PROXY"), nowhere)
    output = python(
        code,
        **proxies,
        AWS_PROFILE="gone",
        AWS_CONFIG_FILE=str(broken),
        AWS_SHARED_CREDENTIALS_FILE=str(broken),
        AWS_CA_BUNDLE=str(tmp_path / "none.pem"),
        AWS_DEFAULT_REGION="eu-west-3",
        AWS_ENDPOINT_URL=nowhere,
        AWS_ENDPOINT_URL_S3=nowhere,
        AWS_USE_DUALSTACK_ENDPOINT="true",
        AWS_USE_FIPS_ENDPOINT="true",
    )
    assert output.strip() == "us-east-1"


@pytest.mark.slow
def test_threads_may_share_it(empty: Sandbox) -> None:
    def create(_: int) -> str:
        client = empty.client("sagemaker")
        made = client.create_model_package(ModelPackageGroupName=empty.group)
        return str(made["ModelPackageArn"])

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(create, range(8)))) == 8
