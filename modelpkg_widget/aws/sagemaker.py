"""Amazon SageMaker as this package uses it: each call that it makes, with retries and time-outs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from modelpkg_widget.request.plain_json import Json

from .ambiguous_failures import track_attempts
from .answer_body import answer_body
from .answers import NoArnError, metadata, plain, whole
from .clients import Clients
from .target import ASK_SECONDS, Target, target_of

_MOST_PAGES = 20
_SUMMARIES = "ModelPackageSummaryList"
_DESCRIBED = ("ModelPackageArn", "ModelPackageStatus", "CreationTime")
_TOLERANCE = timedelta(minutes=5)  # AWS takes no signature that is older


class SageMaker(Clients):
    """SageMaker behind a client, a session, or the environment, made when first needed.

    Args:
        client: a boto3 SageMaker client, used as it is.
        session: what `session_objects.boto_session` takes; makes clients that retry in standard
            mode, 3 attempts, and wait 10 s for a connection and 60 s for an answer.
    """

    def __init__(self, client: Any = None, session: object = None) -> None:
        super().__init__(client, session)
        self._place: Target | None = None
        self._clock_skew = -_TOLERANCE  # by how much AWS's clock is ahead of ours, at least

    def create(self, request: Json, token: str) -> tuple[str, str]:
        """Send CreateModelPackage and return the ARN and AWS's number of the answer.

        Args:
            request: a request in which `check` finds no errors.
            token: the ClientToken, unless the request has one.

        Raises:
            AmbiguousOutcomeError: AWS may have accepted it all the same.
            botocore.exceptions.ClientError: AWS refused.
            botocore.exceptions.BotoCoreError: nothing was sent.
        """
        try:
            client = self.client()
            with track_attempts(client):
                answer = client.create_model_package(**{"ClientToken": token, **request})
                arn = answer.get("ModelPackageArn")
                if not isinstance(arn, str) or not arn.strip().startswith("arn:"):
                    raise NoArnError
        except Exception:
            self._forget()
            raise
        return arn.strip(), str(metadata(answer).get("RequestId", ""))

    def client_side_errors(self, request: Json) -> str:
        """Return why boto3 itself would not send a request; empty when it would.

        Raises:
            botocore.exceptions.NoRegionError: no region is set anywhere.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        from botocore.validate import ParamValidator

        shape = self.client().meta.service_model.operation_model("CreateModelPackage").input_shape
        report: str = ParamValidator().validate(request, shape).generate_report()
        return report

    def describe(self, name: str) -> dict[str, Any]:
        """Return what DescribeModelPackage says of a package, by its ARN or name, as plain JSON.

        It includes members that the installed boto3 does not know.

        Raises:
            botocore.exceptions.ClientError: no such package, or no permission.
            botocore.exceptions.BotoCoreError: no answer.
            NoAnswerError: the answer is none of SageMaker.
        """
        client = self.client()
        with answer_body(client, "DescribeModelPackage") as body:
            answer = whole(client.describe_model_package(ModelPackageName=name), *_DESCRIBED)
        self._update_clock_skew(answer)
        return body.completed(plain(answer))

    def describe_training_job(self, name: str) -> dict[str, Any]:
        """Return what DescribeTrainingJob says of a training job, by its name, as plain JSON.

        Raises:
            botocore.exceptions.ClientError: no such job, or no permission.
            botocore.exceptions.BotoCoreError: no answer.
        """
        return plain(self.client().describe_training_job(TrainingJobName=name))

    def newest_version(self, group: str) -> str:
        """Return the ARN of a group's latest version; empty when AWS lists none.

        Args:
            group: name or ARN.

        Raises:
            botocore.exceptions.ClientError: no such group, or no permission.
            botocore.exceptions.BotoCoreError: no answer.
            NoAnswerError: the answer is none of SageMaker.
        """
        params = self._versions_of(group)
        for _ in range(_MOST_PAGES):
            answer = whole(self.client().list_model_packages(**params), _SUMMARIES)
            rows = answer[_SUMMARIES]
            if rows:  # versions of one moment come in any order
                newest = max(rows, key=lambda row: row.get("ModelPackageVersion", 0))
                return str(newest["ModelPackageArn"])
            if not answer.get("NextToken"):
                break
            params["NextToken"] = answer["NextToken"]
        return ""

    def describe_group(self, group: str) -> dict[str, Any]:
        """Return what DescribeModelPackageGroup says of a group, by its name or ARN, as plain JSON.

        Raises:
            botocore.exceptions.ClientError: no such group, or no permission.
            botocore.exceptions.BotoCoreError: no answer.
        """
        return plain(self.client().describe_model_package_group(ModelPackageGroupName=group))

    def versions_since(self, group: str, when: datetime) -> list[str]:
        """Return the ARNs of a group's versions that were made since, oldest first.

        Args:
            group: name or ARN.
            when: by this machine's clock; where that is wrong, AWS's own is taken.

        Raises:
            botocore.exceptions.ClientError: no such group, or no permission.
            botocore.exceptions.BotoCoreError: no answer.
            NoAnswerError: the answer is none of SageMaker.
        """
        params = self._versions_of(group)
        found: list[str] = []
        for _ in range(_MOST_PAGES):
            answer = whole(self.client().list_model_packages(**params), _SUMMARIES)
            self._update_clock_skew(answer)
            since = self.to_server_time(when)
            rows = answer[_SUMMARIES]
            young = [row["ModelPackageArn"] for row in rows if row["CreationTime"] >= since]
            found += young
            if len(young) < len(rows) or not answer.get("NextToken"):
                break
            params["NextToken"] = answer["NextToken"]
        return found[::-1]

    @staticmethod
    def _versions_of(group: str) -> dict[str, Any]:
        """Return what ListModelPackages is asked for a group's versions, newest first."""
        return {
            "ModelPackageGroupName": group,
            "ModelPackageType": "Versioned",
            "SortBy": "CreationTime",
            "SortOrder": "Descending",
            "MaxResults": 50,
        }

    def to_server_time(self, when: datetime) -> datetime:
        """Convert a time of this machine to AWS's clock, a few seconds early.

        Args:
            when: by this machine's clock, which may be wrong.

        Source:
            the header ``Date`` of AWS's last answer (RFC 9110; whole seconds).
        """
        return when + self._clock_skew

    def _update_clock_skew(self, answer: Any) -> None:
        said = metadata(answer).get("HTTPHeaders", {}).get("date", "")
        try:
            import email.utils

            ahead = email.utils.parsedate_to_datetime(said) - datetime.now(timezone.utc)
        except (TypeError, ValueError):
            return
        self._clock_skew = ahead - timedelta(seconds=5)

    def create_group(self, request: Json) -> str:
        """Send CreateModelPackageGroup and return the ARN.

        Raises:
            botocore.exceptions.ClientError: AWS refused.
            botocore.exceptions.BotoCoreError: nothing was sent, or the answer did not arrive.
        """
        return str(self.client().create_model_package_group(**request)["ModelPackageGroupArn"])

    def target(self) -> Target:
        """Find out account and region, or that it is a sandbox; never raises."""
        target = target_of(self.client)
        aws = target.state == "known" and not target.sandbox and not self.endpoint
        if aws and self._session is not None:  # who names an endpoint may not reach the others
            target = target.with_caller(lambda: self._make("sts", ASK_SECONDS, ASK_SECONDS))
        if target.state == "failed":
            self._forget()
        with self._making:
            self._target = target
        return target

    def ask_sandbox_again(self) -> Target:
        """Return what `target` found, with whether a sandbox has a fault now; never raises."""
        known = self.known_target()
        now = known.refreshed(self.sandbox_url)
        with self._making:
            if self._target is known:
                self._target = now
        return now

    @property
    def sandbox_url(self) -> str:
        """The URL of the sandbox, with its secret; empty if the target is not one."""
        return str(self.client().meta.endpoint_url) if self.known.sandbox else ""

    def known_target(self) -> Target:
        """Return what `target` found last, or find it out; never raises."""
        return self._target or self.target()

    @property
    def known(self) -> Target:
        """What is known of the target by now."""
        return self._target or self._place or Target()

    def place(self) -> Target:
        """Return where a request would go, as far as that is known without asking AWS."""
        place = self._target or target_of(self.client)
        if place.state == "failed":
            self._forget()
        self._place = place
        return place
