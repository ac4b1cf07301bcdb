"""`exercise`: a form with a request to fix, which shows when the task is done."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.call_arguments import explain_arguments
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.storage.draft_file import text_of
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features.base import Feature
from modelpkg_widget.widget.form import ModelPackageForm
from modelpkg_widget.widget.form_widget import FormWidget
from modelpkg_widget.widget.trait_errors import trait_errors

from .requirements import Expected, Requirements, answer_issue


@dataclass(frozen=True)
class Task:
    """What a page shows of an exercise; a form that isn't an exercise has the defaults.

    Attributes:
        text: the task, for people.
        met: how many requirements are met.
        all: how many there are.
        sends: whether the page may send.
    """

    text: str = ""
    met: int = 0
    all: int = 0
    sends: bool = True


class TaskFeature(Feature):
    """Tells how much of a task is done; see the trait `Exercise.task`.

    Args:
        goal: what the request must hold.
        sends: whether the page may send.
    """

    traits: ClassVar = {"task": Task}

    def __init__(self, goal: Requirements, *, sends: bool) -> None:
        self._goal = goal
        self._sends = sends
        self._met: tuple[Json, int] | None = None

    def publish(self, request: Json) -> dict[str, Any]:
        """Return the trait ``task``."""
        if not self._met or self._met[0] is not request:
            self._met = (request, self._goal.count - self._goal.unmet(request)[0])
        task = Task(self._goal.text, self._met[1], self._goal.count, self._sends)
        return {"task": asdict(task)}


class Exercise(ModelPackageForm):
    """A form with a task; made by `exercise`."""

    task: traitlets.Dict[str, Any] = traitlets.Dict(
        read_only=True,
        help="What the page shows, as ``text``, how many requirements are ``met`` of ``all``, and "
        "whether it ``sends``. The page does not receive the requirements.",
    ).tag(sync=True)

    def __init__(
        self,
        request: Any,
        goal: Requirements,
        answer: str | os.PathLike[str],
        client: Any = None,
        session: Any = None,
    ) -> None:
        self._goal = goal
        self._start_request = request
        there = Path(answer).expanduser().exists()
        # Without a client nothing is sent, and nobody is asked who the learner is.
        sends = client is not None or session is not None
        with trait_errors():
            controller = FormController(
                SageMaker(client, session),
                None if there else request,
                draft=answer,
                sends=sends,
                more=[TaskFeature(goal, sends=sends)],
            )
        FormWidget.__init__(self, controller)

    def __repr__(self) -> str:
        task = self.task
        return f"Exercise({task['met']} of {task['all']} requirements met)"

    def check(self, answer: object = None) -> list[Issue]:
        """Return what an answer lacks. Needs no page and no network.

        Args:
            answer: A request, or the path of a file with one. Without it, the request in the form,
                which is also in the answer file.

        Returns:
            An empty list if the task is solved. Otherwise the errors of the request, and an issue
            with the code ``goal`` at the path of each other requirement that is not met. Its
            message does not say what is expected. If the file is missing or is not JSON: one issue
            with the code ``answer``.
        """
        if answer is None:
            answer = self.value
        elif isinstance(answer, (str, os.PathLike)):
            try:
                answer = json_codec.loads(text_of(Path(answer).expanduser()))
            except (OSError, ValueError) as error:
                return [answer_issue(str(getattr(error, "strerror", None) or error).rstrip("."))]
        return self._goal.unmet(answer)[1]

    def reset(self) -> None:
        """Start over with the request of the task. `undo` brings the answer back."""
        self.load(self._start_request)


@explain_arguments
def exercise(
    request: Any,
    goal: str,
    answer_file: str | os.PathLike[str],
    requirements: Mapping[str, Expected] | None = None,
    *,
    require_valid: bool = True,
    client: Any = None,
    session: Any = None,
) -> Exercise:
    """Return a form with a task. It shows how many requirements are met, not which.

    Args:
        request: The request that the learner starts with.
        goal: The task, as text.
        answer_file: The path of the JSON file that always holds the learner's request. If it
            exists, the form starts from it, so that a solved exercise stays solved.
        requirements: What the answer must hold, by path. None: unset. ``...``: set to any value. A
            compiled pattern: a text that matches as a whole. A function: returns something true for
            the value. Anything else: equal JSON. The page does not receive them.
        require_valid: Whether the answer must also have no errors.
        client: A boto3 SageMaker client. Without client and session, the page cannot send.
        session: As for `ModelPackageForm`.

    Returns:
        The form; `Exercise.check` grades an answer.

    Raises:
        ValueError: `requirements` names a path that no request has, or the answer is not JSON.
        TypeError: `requirements` expects something that JSON cannot hold, or client or session is
            something else.
        OSError: The answer cannot be read or written, or its folder does not exist.
    """
    made = Requirements(goal, requirements, clean=require_valid)
    return Exercise(request, made, answer_file, client=client, session=session)
