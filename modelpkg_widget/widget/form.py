"""`ModelPackageForm`: the methods that people call."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.importers.source import parse_aws_source
from modelpkg_widget.monitoring.next_steps import region_of
from modelpkg_widget.preflight_checks.check_result import Finding
from modelpkg_widget.preflight_checks.runner import SECONDS
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.submission.send_options import SendOptions

from .controller import FormController
from .form_widget import FormWidget, trait_errors
from .guide_state import Mode, wizard_position

if TYPE_CHECKING:
    import boto3

#: Seconds that `submit` waits for the state of the package that it has made.
_DESCRIBE_SECONDS = 2


class ModelPackageForm(FormWidget):
    """A form for one CreateModelPackage request, live in every view that shows it.

    Args:
        value: the request to start from, AWS spelling; None starts empty. What is wrong with it
            stands in `issues`; nothing of it is dropped.
        client: a boto3 SageMaker client to send with.
        session: a boto3 Session; it also tells account and identity. Without client and session
            one is made from the environment when it is first needed.
        mode: ``"full"`` shows all members; ``"guided"`` leads step by step to a package for AWS
            Marketplace or to a version in the model registry. The page can change between the two
            at any time, and nothing is lost. A draft that was last edited in the guide starts
            there again.
        draft: path of a JSON file that always holds the latest request, plain and indented, fit
            for git and ``aws sagemaker create-model-package --cli-input-json``; entries that JSON
            cannot hold stand beside it in a file with ``.pending`` behind its name. When it exists
            and no value is given, the form starts from it. When a value is given too, the form
            shows that; a file that holds something else stays as it is until `resolve_draft`
            says which of the two it is to be. So does one that somebody else changes later.

    What an earlier kernel has sent for the same draft, or else the same request, is taken up: its
    ARN, or that its outcome is not known.

    Raises:
        traitlets.TraitError: JSON cannot hold the value; the message names the member.
        ValueError: an unknown mode, or a draft that is not JSON.
        OSError: a draft that cannot be read or written, or whose folder is not there.

    Source:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
    """

    def __init__(
        self,
        value: Any = None,
        client: Any = None,
        session: boto3.Session | None = None,
        mode: Mode = "full",
        draft: str | os.PathLike[str] | None = None,
    ) -> None:
        place = wizard_position(mode)
        if not place:
            raise ValueError(f'mode must be "full" or "guided", but is {mode!r}.')
        with trait_errors():
            controller = FormController(SageMaker(client, session), value, mode=mode, draft=draft)
        super().__init__(controller)

    @classmethod
    def follow(cls, arn: str, session: boto3.Session | None = None) -> ModelPackageForm:
        """Return a form that follows a package that exists.

        Args:
            arn: of a model package; its region is where it is looked for.
            session: a boto3 Session; without it one is made from the environment.

        Raises:
            ValueError: it is not the ARN of a model package.
        """
        region = region_of(arn)
        form = cls(session=session)
        form._controller.service.region = region
        form._controller.submission.submission.adopt(arn)
        return form

    def submit(self, *, allow_duplicate: bool = False, force: bool = False) -> str:
        """Send the request as it stands and wait for the answer: the same path as the button.

        Args:
            allow_duplicate: make another package of a request that was created before; also the way
            out
                when nobody can tell what came of the last one.
            force: send it though the form finds errors, if boto3 itself would send it.

        Returns:
            The ARN of the package. A request that was created already is not sent again.

        Raises:
            SubmitError: it was not sent, was refused, or its outcome is not known; ``.issues``
                says what is wrong. Also when the request was changed while the outcome of an
                earlier one was unknown: that is known now, and the changed one was not sent.
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
        """Replace the request, and what was pending; one step for undo.

        Args:
            source: a mapping; an object of the SageMaker SDK that becomes one (``ModelMetrics``, a
                resource or a shape of sagemaker-core), or a logged model of MLflow; the path of a
                file; or text: JSON, YAML, Python (a dict, or a call of ``create_model_package``;
                nothing is run), ``aws sagemaker create-model-package``, CloudFormation, a
                notebook. What it is, its content tells. Or the ARN of a model
                package, a group or a training job, which is the same as the next three. Names,
                lists and scalars that are not as the schema has them are repaired where the way is
                certain; that, and what could not be read, stands in `loaded`.
            group: name or ARN of a group: starts from the request of its latest version. What
                belongs to that version alone, such as its approval, is left out and listed in
                `loaded`; what the next one has of its own, such as the artifact, is carried
                over, and is an error until it is changed or confirmed. Of a group without versions
                only the name is taken, into the request that is there.
            package: name or ARN of a package to start from in the same way. The name of an
                unversioned one is left out, for it is taken.
            training_job: name or ARN of a training job: its artifact, and its image, which warns.
            merge: lay it over the request that is there instead: its members win, lists as a
                whole. Of a training job the artifact alone then wins; an image that is there stays.
            files: also read the files of this machine that an ``aws`` command in the text names,
                such as ``file://spec.json``; `loaded` lists those that were read. Without it, each
                is a gap.

        Raises:
            ValueError: a source that is none of these, with the places where each format stopped;
                or AWS did not tell what was asked for: no such group, no permission, no answer.
            OSError: the file cannot be read.
            traitlets.TraitError: JSON cannot hold it; the message names the member.

        Source:
            ``sagemaker:ListModelPackages``, ``sagemaker:DescribeModelPackage`` and
            ``sagemaker:DescribeTrainingJob``.
        """
        place = parse_aws_source(source, group, package, training_job)
        if place:
            self._controller.loading.load_registered(*place, over=merge)
            return
        with trait_errors():
            self._controller.loading.load_text(source, over=merge, files=files)

    def confirm(self, path: Sequence[str | int] | str | None = None, value: Any = MISSING) -> None:
        """Confirm that a value of an earlier version is right: it may be sent.

        A confirmation is for one value: after a change it holds again only for the same value.

        Args:
            path: of the value, as in `loaded` or spelled as in an issue. Without one all values
                are confirmed but those that are confirmed individually: artifact, metrics,
                baselines, commit and model card.
            value: the value that is right; without one it is the value that is there.

        Raises:
            ValueError: there is no value at that path, or another one, or values below it have to
                be confirmed individually; the message says which.
        """
        self._controller.loading.confirm(path, value)

    def diff(self) -> list[dict[str, Any]]:
        """Return what changed since the previous version, one dict for each place.

        That is the version that the request was loaded from, also if something else was merged
        into it since; or else what was loaded.

        ``kind`` is ``added``, ``removed``, ``changed`` or ``moved``; ``path`` where it stands,
        or stood; ``was`` where it stood, if elsewhere; ``before`` and ``after`` are the values.
        """
        return self._controller.loading.diff()

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
        """Upload a local file and fill in its address, and where there is room its type and digest.

        Shows how far it is. A file that is there already with the same content is not sent again.
        What fails or is interrupted leaves nothing behind. The request is filled in one step of
        undo; what was typed meanwhile stays.

        Args:
            path: the member that holds the address, or the structure around it, spelled as in an
                issue: ``"ModelMetrics.ModelQuality.Statistics"``,
                ``"InferenceSpecification.Containers[0].ModelDataUrl"``; or its steps.
            file: path on this machine; ``~`` is the home folder.
            to: ``"s3://bucket/prefix/"``, which keeps the name of the file, or a whole address.
            overwrite: replace what the key holds; without it something else there is an error.
            content_type: of the file; without it, what its name tells.
            options: further arguments of boto3's ``upload_file``, such as
                ``{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/mine"}``.

        Returns:
            The address of the file.

        Raises:
            AttachError: nothing was uploaded or nothing filled in; ``.issues`` says why and what
                to do.
            ValueError: a path that is spelled wrongly, or an unknown option.

        Source:
            ``s3:PutObject``; ``s3:GetObject`` and ``s3:ListBucket`` where they are allowed.
        """
        return self._controller.uploads.attach(
            path, file, to, over=overwrite, content_type=content_type, options=options
        )

    def preflight(self, *, seconds: float = SECONDS) -> list[Finding]:
        """Look at what the request names, as AWS will find it; nothing is changed.

        Args:
            seconds: how long AWS has for all that is asked; what is late is ``unknown``.

        Returns:
            One finding for each check that applies; what cannot be asked is ``unknown``, with the
            permission that it would need. Never raises. See `checks.running.preflight`.
        """
        return self._controller.preflight.run(seconds)

    def wait(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait until the package is completed, with a bar of text on standard error.

        Args:
            timeout: in seconds; without it, as long as it takes.

        Returns:
            What DescribeModelPackage says of it.

        Raises:
            ValueError: no package was made or followed yet.
            PackageFailedError: it has failed; the message says what AWS's reasons mean, and what
                the log of the validation shows.
            TimeoutError: it takes longer; it is followed all the same.
            RuntimeError: it can be followed no more; the message says why.
        """
        return self._controller.monitor.wait(timeout)

    def prepare_retry(self) -> None:
        """Begin the next attempt after a package that failed: its request under a new name.

        What was changed in the form since is kept, and so is the request of a version, whose number
        is new each time. The name gets a number, or one that is higher. Nothing is sent.

        Raises:
            ValueError: no package has failed.
        """
        self._controller.monitor.prepare_retry()

    def resolve_draft(self, take: Literal["mine", "theirs"]) -> None:
        """Decide what becomes of a draft that somebody else wrote into.

        Args:
            take: ``"mine"`` writes the request of this form over the file, ``"theirs"`` takes what
                the file holds into this form.

        Raises:
            ValueError: it is neither; the form keeps no draft; or the file holds no request.
            OSError: the file cannot be read or written.
        """
        self._controller.drafts.resolve(take)

    def __repr__(self) -> str:
        value = self.value
        count = len(value) if isinstance(value, dict) else 0
        return f"ModelPackageForm({count} {'member' if count == 1 else 'members'} set)"
