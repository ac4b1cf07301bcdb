// What came of the submission: under way, the ARN, refused, or not known; and what may be done next.

import { usePage, useView, type View } from "../../controls/context";
import type { Problem } from "../../form/form";
import type { Actions, KernelState } from "../../host/kernel_store";
import type { How, Status } from "../../protocol/kernel_state";
import { Deed } from "../shared/ActionButton";
import { Copyable } from "../shared/CopyableText";
import { Running } from "../shared/ElapsedTime";
import { Region } from "../shared/Region";
import { Timed } from "../shared/TimeText";
import { headlineOf, isWaiting } from "./headline";
import { NextSteps } from "./NextSteps";
import { Timeline } from "./StatusTimeline";

/** A tone is told by a sign beside the words. */
const SIGNS = { neutral: "", good: "✓ ", bad: "✕ ", warning: "! " };

interface Props {
  kernel: KernelState;
  actions: Actions;
  submit(how: How): void;
  /** The button that sends is beside it, and finds out as well. */
  hasButton: boolean;
}

export function Outcome({ kernel, actions, submit, hasButton }: Props) {
  const view = useView();
  const page = usePage();
  const status = kernel.status.value;
  const arn = kernel.arn.value;
  const { when, offers } = kernel.submission.value;
  const made = status === "created" ? when : kernel.package.value.created;
  const waits = isWaiting(kernel);
  const headline = headlineOf(kernel, page);
  const lost = status === "uncertain";
  const shows = arn !== "" && isOfThisRequest(status);
  const runs = waits || status === "submitting";
  return (
    <Region
      name="outcome"
      class="mp-outcome"
      data-role="outcome"
      data-status={waits ? "waiting" : status}
      data-tone={headline?.tone}
    >
      {headline && (
        <p class="mp-said">
          <span aria-hidden="true">{SIGNS[headline.tone]}</span>
          {headline.text}
          {runs && <Running key={status} usual="usual.submit" />}
        </p>
      )}
      {shows && <Copyable name={page("arn.name")} text={arn} hook="arn" />}
      {shows && made !== "" && (
        <p class="mp-muted">
          <Timed says="status.on" when={made} />
        </p>
      )}
      {lost && hasButton && <p id={`${view.prefix}-lost`}>{page("find.about")}</p>}
      {lost && !hasButton && <Deed key="find" name="find" press={() => submit({})} />}
      {offers.includes("again") && (
        <Deed
          key="again"
          name="again"
          about={lost ? "again.left" : "again.about"}
          beside={lost ? whatIsKnown(view) : ""}
          press={() => submit({ again: true })}
        />
      )}
      {shows && <Timeline kernel={kernel} actions={actions} />}
      {shows && <NextSteps kernel={kernel} />}
    </Region>
  );
}

/** The id of the problem in which the kernel tells what it knows of a request that was lost. */
function whatIsKnown({ form, prefix }: View): string {
  const ofSubmission = ({ issue }: Problem): boolean => issue.code === "submission";
  const at = form.problems.value.findIndex(ofSubmission);
  return at < 0 ? "" : `${prefix}-problem-${at}`;
}

/** Whether the last ARN belongs to what is shown; under a refusal it would look like its result. */
function isOfThisRequest(status: Status): boolean {
  return status === "created" || status === "editing";
}
