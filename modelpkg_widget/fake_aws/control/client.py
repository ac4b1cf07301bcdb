"""Controls a sandbox over HTTP, so that it can run in another process."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from modelpkg_widget.fake_aws.server import discovery
from modelpkg_widget.request.call_arguments import explain_methods
from modelpkg_widget.runtime.sandbox_address import without_secret

from .clock import positive


@explain_methods
class ControlClient:
    """Controls a sandbox: faults, planned failures, permissions, speed, and the log of calls.

    All methods raise ConnectionError if the sandbox was stopped.

    Attributes:
        url: Where the sandbox listens, with its secret.
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
        """Make the next requests fail. Several faults happen one after the other.

        boto3 repeats a request that was throttled, answered with 5xx, timed out or cut, up to its
        ``max_attempts``. Each attempt is one request.

        Args:
            kind: "throttle", "expired_token", "access_denied", "limit_exceeded", "500", "timeout"
                or "reset" happen before the service does anything. "500_after_accept",
                "timeout_after_accept" and "reset_after_accept" happen after it did everything.
            operation: An operation of SageMaker; None means all. Or a step of an upload to S3 that
                is cut: "PutObject", "CreateMultipartUpload", "UploadPart",
                "CompleteMultipartUpload", "AbortMultipartUpload".
            times: How many requests fail. None means all, until `clear_faults`.
            seconds: How long a "timeout" holds the connection before it is closed without a
                response. A client with a shorter ``read_timeout`` gets a ReadTimeoutError, one with
                a longer one a ConnectionClosedError.

        Raises:
            ValueError: There is no such kind or operation, or a number is not valid.
        """
        order = {"kind": kind, "operation": operation, "times": times, "seconds": seconds}
        self._ask("POST", "/faults", order)

    def clear_faults(self) -> None:
        """Remove all pending faults."""
        self._ask("DELETE", "/faults")

    def fail_next(self, kind: str, times: int | None = 1, naming: str = "") -> None:
        """Make the next packages fail. Without planned failures, all packages are completed.

        Args:
            kind: A key of `planned_failures`. One about an image scan affects only packages that
                are certified.
            times: How many packages fail. None means all, until `clear_planned_failures`.
            naming: Only packages whose request contains this text fail.

        Raises:
            ValueError: There is no such kind, or a number is not valid.
        """
        self._ask("POST", "/endings", {"kind": kind, "times": times, "naming": naming})

    def planned_failures(self) -> dict[str, str]:
        """Return the FailureReason of each kind of failure."""
        answer: dict[str, str] = self._ask("GET", "/endings")
        return answer

    def clear_planned_failures(self) -> None:
        """Remove all planned failures."""
        self._ask("DELETE", "/endings")

    def deny(self, *actions: str) -> None:
        """Take permissions from the caller, until `allow`. Without arguments, all permissions.

        Args:
            actions: Actions of IAM, such as ``"ecr:DescribeImages"`` or ``"s3:*"``.

        Raises:
            ValueError: This is not an action.
        """
        self._ask("POST", "/denied", {"actions": list(actions)})

    def allow(self) -> None:
        """Give all permissions back to the caller."""
        self._ask("DELETE", "/denied")

    def set_scan_result(self, image: str, findings: dict[str, int] | None) -> None:
        """Set what the scan of an image finds.

        Args:
            image: An image of the sandbox's ECR, with a tag.
            findings: How many of each severity ("CRITICAL", "HIGH", ...). ``{}`` means none, None
                an image that was never scanned.
        """
        self._ask("POST", "/findings", {"image": image, "findings": findings})

    def quota(self, instance_type: str, value: float) -> None:
        """Set the quota of the account for transform jobs.

        Args:
            instance_type: Such as ``"ml.m5.large"``.
            value: How many instances can run.
        """
        self._ask("POST", "/quotas", {"instance_type": instance_type, "value": value})

    def expire_tokens(self) -> None:
        """Forget every ClientToken. The same request then makes another package."""
        self._ask("DELETE", "/tokens")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The last 1,000 calls that went over the wire, or 16 MiB of bodies, oldest first.

        Each is a dict: ``time`` (ISO 8601, UTC), ``service``, ``operation`` (for S3 the method and
        path), ``request`` (the body), ``answered`` (whether a response was sent), ``status``
        (HTTP), ``answer`` (the body), ``request_id``, ``fault`` (its kind, or ``""``). Bodies are
        kept for SageMaker only, as they were sent. Headers are not kept.
        """
        answer: list[dict[str, Any]] = self._ask("GET", "/calls")
        return answer

    def clear_calls(self) -> None:
        """Empty `calls`."""
        self._ask("DELETE", "/calls")

    def limitations(self) -> list[str]:
        """Return sentences that say what the sandbox does not imitate."""
        answer: list[str] = self._ask("GET", "/limits")
        return answer

    @property
    def speed(self) -> float:
        """How much faster than AWS packages are certified. See `modelpkg_widget.sandbox`."""
        return float(self._ask("GET", "")["speed"])

    def set_speed(self, speed: float) -> None:
        """Change the speed from now on. The progress that packages have made stays.

        Args:
            speed: How much faster than AWS packages are certified.

        Raises:
            ValueError: The speed is not a number above 0.
        """
        self._ask("POST", "/speed", {"speed": speed})

    def advance(self, minutes: float) -> None:
        """Let time pass at once: certifications are ahead by so many minutes of AWS.

        One takes 120 minutes here: 10 until it starts, 20 for the scans, 90 for the validation.

        Args:
            minutes: How much time passes.

        Raises:
            ValueError: This is not a number above 0.
        """
        self._ask("POST", "/clock", {"seconds": positive("minutes", minutes) * 60})

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
                f"No sandbox is running at {without_secret(self.url)}. Start it again."
            ) from error
