"""What a sandbox can be told to do beyond AWS, by HTTP: so it may run in another process."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from modelpkg_widget.fake_aws.server import discovery


class ControlClient:
    """Faults, endings, speed and the record of a sandbox.

    All methods raise ConnectionError when the sandbox was stopped.

    Attributes:
        url: where the sandbox listens.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def inject_fault(
        self,
        kind: str,
        operation: str | None = "CreateModelPackage",
        times: int | None = 1,
        seconds: float = 2.0,
    ) -> None:
        """Lets a fault happen to the next requests; several wait for their turn.

        boto3 repeats what is throttled, answered with 5xx, timed out or cut, up to its
        `max_attempts`: each attempt is one request.

        Args:
            kind: "throttle", "expired_token", "access_denied", "limit_exceeded", "500",
                "timeout" or "reset", before the service does anything; "500_after_accept",
                "timeout_after_accept" or "reset_after_accept", when it did all that was asked.
            operation: of SageMaker; None for each of them. Or a step of an upload to S3, which may
                be cut: "PutObject", "CreateMultipartUpload", "UploadPart",
                "CompleteMultipartUpload", "AbortMultipartUpload".
            times: how many requests it happens to; None for all, until `clear_faults`.
            seconds: how long a "timeout" holds the connection before it is closed without an
                answer. A client whose `read_timeout` is shorter gets a ReadTimeoutError, one
                that waits longer a ConnectionClosedError.

        Raises:
            ValueError: no such kind or operation, or a number that is none.
        """
        order = {"kind": kind, "operation": operation, "times": times, "seconds": seconds}
        self._ask("POST", "/faults", order)

    def clear_faults(self) -> None:
        """Nothing more happens of what `fault` asked for."""
        self._ask("DELETE", "/faults")

    def fail_next(self, kind: str, times: int | None = 1, naming: str = "") -> None:
        """Lets the next packages that it concerns end badly; without one, all end well.

        Args:
            kind: of `endings()`; one of an image scan concerns packages that are certified.
            times: how many packages; None for all, until `clear_endings`.
            naming: it concerns only packages in whose request this text stands.

        Raises:
            ValueError: no such kind, or a number that is none.
        """
        self._ask("POST", "/endings", {"kind": kind, "times": times, "naming": naming})

    def planned_failures(self) -> dict[str, str]:
        """The FailureReason of each bad ending, by its kind."""
        answer: dict[str, str] = self._ask("GET", "/endings")
        return answer

    def clear_planned_failures(self) -> None:
        """Packages to come end well again."""
        self._ask("DELETE", "/endings")

    def deny(self, *actions: str) -> None:
        """Takes permissions from the caller, until `allow`; without arguments, all of them.

        Args:
            actions: as IAM spells them, such as "ecr:DescribeImages", "s3:*".

        Raises:
            ValueError: what is no action.
        """
        self._ask("POST", "/denied", {"actions": list(actions)})

    def allow(self) -> None:
        """Gives the caller all permissions back."""
        self._ask("DELETE", "/denied")

    def set_scan_result(self, image: str, findings: dict[str, int] | None) -> None:
        """Says what the scan of an image finds.

        Args:
            image: of the sandbox's ECR, with a tag.
            findings: how many of each severity ("CRITICAL", "HIGH", ...), {} for none; None for
                an image that was never scanned.
        """
        self._ask("POST", "/findings", {"image": image, "findings": findings})

    def quota(self, instance_type: str, value: float) -> None:
        """Sets the quota of the account for transform jobs on a type of instance."""
        self._ask("POST", "/quotas", {"instance_type": instance_type, "value": value})

    def expire_tokens(self) -> None:
        """Forgets every ClientToken: the same request then makes another package."""
        self._ask("DELETE", "/tokens")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What went over the wire, the oldest first: the last 1000 calls, or 16 MiB of bodies.

        Each is a dict: `time` (ISO 8601, UTC), `service`, `operation` (S3: method and path),
        `request` (the body), `answered` (whether an answer was sent), `status` of HTTP,
        `answer` (the body), `request_id`, `fault` (its kind, or ""). Bodies are kept of
        SageMaker only, as they were sent, model cards too. Headers are not kept.
        """
        answer: list[dict[str, Any]] = self._ask("GET", "/calls")
        return answer

    def clear_calls(self) -> None:
        """Empties `calls`."""
        self._ask("DELETE", "/calls")

    def limitations(self) -> list[str]:
        """What the sandbox does not imitate, in sentences."""
        answer: list[str] = self._ask("GET", "/limits")
        return answer

    @property
    def speed(self) -> float:
        """How much faster than AWS packages are certified, see `sandbox`."""
        return float(self._ask("GET", "")["speed"])

    def set_speed(self, speed: float) -> None:
        """Changes the speed from now on; how far packages have come stays.

        Raises:
            ValueError: no number above 0.
        """
        self._ask("POST", "/speed", {"speed": speed})

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - an http address of this machine
            self.url + discovery.ABOUT + path, data, method=method
        )
        try:
            with discovery.opener().open(request, timeout=discovery.TIMEOUT) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            with error:
                raise ValueError(json.loads(error.read())["message"]) from None
        except OSError as error:
            raise ConnectionError(
                f"No sandbox is running at {self.url}. Start it again."
            ) from error
