"""`ModelPackageForm`: the methods that people call."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from modelpkg_widget.monitoring.next_steps import region_of
from modelpkg_widget.request.call_arguments import explain_methods, need_number
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.request.request_of import request_of
from modelpkg_widget.submission.send_options import SendOptions

from .controller import FormController
from .form_checks import FormChecks
from .form_widget import FormWidget
from .guide_state import Mode, wizard_position
from .public_names import refuse_other_values, refuse_unknown_options
from .request_access import RequestAccess, need_path
from .trait_errors import trait_errors

#: Seconds that `submit` waits for the state of the package that it has made.
_DESCRIBE_SECONDS = 2


@explain_methods
class ModelPackageForm(RequestAccess, FormChecks, FormWidget):
    """A form for one CreateModelPackage request, live in every view that shows it.

    Args:
        value: The request to start from, in AWS spelling, or another form, which is copied. None
            starts empty. Problems with it are in `issues`; nothing is dropped.
        client: A boto3 SageMaker client that sends the request.
        session: A boto3 Session, a SageMaker Session (its ``boto_session`` is used) or the name of
            a profile. It is also used for the lists of the account and for uploads. Without client
            and session, one is made from the environment when it is first needed.
        mode: ``"full"`` shows all members. ``"guided"`` leads step by step to a package for AWS
            Marketplace or to a version in the model registry. You can change between the two in
            the page at any time; nothing is lost. A draft that you last edited in the guide opens
            there again.
        draft: The path of a JSON file that always holds the latest request, for git and for
            ``aws sagemaker create-model-package --cli-input-json``. Entries that JSON cannot hold
            are in a second file, with ``.pending`` after its name. If the file exists and you pass
            no value, the form starts from the file. If you pass a value that differs from the
            file, or if somebody else changes the file later, the form does not overwrite it until
            you call `resolve_draft`.
        options: What each widget of ipywidgets takes: ``layout``, ``tooltip`` and ``tabbable``.

    ``form["InferenceSpecification.Containers[0].Image"]`` reads one member; it can be set and
    deleted, too. Setting one makes the structures around it.

    If an earlier kernel sent the same draft, or else the same request, the form shows its ARN, or
    that its outcome is unknown.

    Raises:
        traitlets.TraitError: JSON cannot hold the value. The message names the member.
        TypeError: The client or the session is something else, such as a client of another service.
            Or there is no such argument.
        ValueError: The mode or the profile is unknown, or the draft is not JSON.
        OSError: The draft cannot be read or written, or its folder does not exist.

    Source:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
    """

    def __init__(
        self,
        value: Any = None,
        client: Any = None,
        session: Any = None,
        mode: Mode = "full",
        draft: str | os.PathLike[str] | None = None,
        **options: Any,
    ) -> None:
        from modelpkg_widget.aws.sagemaker import SageMaker

        refuse_unknown_options(options, type(self))
        value = request_of(value)
        refuse_other_values(value, draft)
        place = wizard_position(mode)
        if not place:
            raise ValueError(f'mode must be "full" or "guided", but is {mode!r}.')
        with trait_errors():
            controller = FormController(SageMaker(client, session), value, mode=mode, draft=draft)
        super().__init__(controller, **options)

    @classmethod
    def follow(cls, arn: str, session: Any = None) -> ModelPackageForm:
        """Return a form that follows a package that exists.

        Args:
            arn: The ARN of a model package. It is looked for in the region of the ARN.
            session: As for `ModelPackageForm`. Without it, one is made from the environment.

        Raises:
            TypeError: The session is something else.
            ValueError: This is not the ARN of a model package, or the profile is unknown.
        """
        region = region_of(arn)
        form = cls(session=session)
        form._controller.service.region = region
        form._controller.submission.submission.adopt(arn)
        return form

    def submit(self, *, allow_duplicate: bool = False, force: bool = False) -> str:
        """Send the request and wait for the response, as the button does.

        Args:
            allow_duplicate: Make another package of a request that was created before. Use it also
                if the outcome of the last one cannot be determined.
            force: Send the request although the form finds errors, if boto3 itself would send it.

        Returns:
            The ARN of the package. A request that was created before is not sent again.

        Raises:
            SubmitError: The request was not sent, was refused, or its outcome is unknown;
                ``.issues`` says why. Also if you changed it while the outcome of an earlier one was
                unknown: that one is resolved now, and the changed one was not sent.
        """
        outcome = self._controller.submission.submit(
            SendOptions(allow_duplicate=allow_duplicate, force=force)
        )
        self._controller.monitor.poller.first_response.wait(_DESCRIBE_SECONDS)
        return outcome.arn

    def load(
        self,
        source: Any = None,
        *,
        group: str | None = None,
        package: str | None = None,
        training_job: str | None = None,
        merge: bool = False,
        files: bool = False,
    ) -> None:
        """Replace the request with a loaded one, or merge it in. One step of undo.

        Args:
            source: One of these; the format is detected from the content:

                - a mapping, an object of the SageMaker SDK, a logged model of MLflow
                - the path of a file, or text: JSON, YAML, Python (nothing is run), an ``aws``
                  command, CloudFormation, a notebook and others
                - the ARN of a model package, a group or a training job, as with the next three

                Names, lists and scalars that differ from the schema are coerced if there is only
                one way to read them. `loaded` lists this, and what could not be read.
            group: The name or ARN of a group: start from its latest version. Values of that version
                alone, such as its approval, are omitted. Values that differ between versions,
                such as the artifact, are carried over; each is an error until you change or confirm
                it. Without a version, only the name is merged into the request.
            package: The name or ARN of a package to start from in the same way, without its name.
            training_job: The name or ARN of a training job: its artifact, and its image with a
                warning.
            merge: Merge into the current request: loaded members win, lists as a whole. From a
                training job only the artifact wins; an existing image is kept.
            files: Also read files of this machine that an ``aws`` command in the text names, such
                as ``file://spec.json``. Without it, each is an unresolved value.

        Raises:
            ValueError: The source has no known format: the message says where each format stopped.
                Or AWS did not answer, has no such group, package or job, or denied permission.
            OSError: The file cannot be read.
            traitlets.TraitError: JSON cannot hold a value. The message names the member.

        Source:
            ``sagemaker:ListModelPackages``, ``sagemaker:DescribeModelPackage`` and
            ``sagemaker:DescribeTrainingJob``.
        """
        from modelpkg_widget.importers.source import parse_aws_source

        place = parse_aws_source(source, group, package, training_job)
        if place:
            self._controller.loading.load_registered(*place, over=merge)
            return
        with trait_errors():
            self._controller.loading.load_text(source, over=merge, files=files)

    def confirm(self, path: Sequence[str | int] | str | None = None, value: Any = MISSING) -> None:
        """Confirm that a value that was carried over from an earlier version is right.

        A confirmation counts for one value only. If you change the value, confirm it again.

        Args:
            path: The path of the value, as in `loaded` or as in an issue. Without a path, all
                values are confirmed except those that you must confirm individually: artifact,
                metrics, baselines, commit and model card.
            value: The value that is right. Without it, the current value.

        Raises:
            ValueError: There is no value at this path, there is another one, or values below it
                must be confirmed individually. The message says which.
        """
        if path is not None:
            need_path(path)
        self._controller.loading.confirm(path, value)

    def attach(
        self,
        path: Sequence[str | int] | str,
        file: str | os.PathLike[str],
        *,
        to: str,
        overwrite: bool = False,
        content_type: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> str:
        """Upload a local file and fill in its address, and its type and digest where they belong.

        If S3 has the same content already, nothing is sent. An upload that fails or is interrupted
        leaves nothing behind. The request is filled in as one step of undo.

        Args:
            path: The member of the address, or the structure around it, such as
                ``"ModelMetrics.ModelQuality.Statistics"``. Or the steps of the path.
            file: The path on this machine. ``~`` is the home folder.
            to: ``"s3://bucket/prefix/"``, which keeps the name of the file, or a whole address.
            overwrite: Replace other content at this address. Without it, other content is an error.
            content_type: The content type. Without it, it is guessed from the file name.
            options: More arguments of boto3's ``upload_file``, such as
                ``{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/mine"}``.

        Returns:
            The address of the file.

        Raises:
            AttachError: Nothing was uploaded, or nothing was filled in; ``.issues`` says why.
            ValueError: The path or an option is not valid.

        Source:
            ``s3:PutObject``; ``s3:GetObject`` and ``s3:ListBucket`` where they are allowed.
        """
        need_path(path)
        return self._controller.uploads.attach(
            path, file, to, over=overwrite, content_type=content_type, options=options
        )

    def wait(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait until the package is completed. Shows a progress line on standard error.

        Args:
            timeout: In seconds. Without it, there is no limit.

        Returns:
            The last response of DescribeModelPackage.

        Raises:
            ValueError: No package was created or followed yet.
            PackageFailedError: The package failed. The message explains AWS's reasons and what the
                log of the validation shows.
            TimeoutError: It takes longer. The form still follows the package.
            RuntimeError: The package cannot be followed any more. The message says why.
        """
        need_number("timeout", timeout)
        return self._controller.monitor.wait(timeout)

    def prepare_retry(self) -> None:
        """Put the request of a failed package into the form, under a new name. Sends nothing.

        Changes that you made in the form since are kept. The new name ends with a number, or with a
        higher one. A version of a group needs no new name.

        Raises:
            ValueError: No package has failed.
        """
        self._controller.monitor.prepare_retry()

    def resolve_draft(self, take: Literal["mine", "theirs"]) -> None:
        """Resolve a conflict between this form and a draft that somebody else changed.

        Args:
            take: ``"mine"`` writes this form's request to the file. ``"theirs"`` loads the file
                into this form.

        Raises:
            ValueError: `take` is neither of the two, the form has no draft, or the file holds no
                request.
            OSError: The file cannot be read or written.
        """
        self._controller.drafts.resolve(take)


@request_of.register
def _(form: ModelPackageForm) -> object:
    return form.value
