// What came of the submission: under way, the ARN, refused, or not known; and what may be done next.

import { useEffect } from "preact/hooks";
import { usePage, useView, type View } from "../fields/context";
import type { Problem } from "../model/form";
import type { How, Status } from "../told";
import { Copyable } from "./Copyable";
import { Deed } from "./Deed";
import { NextSteps } from "./NextSteps";
import type { Actions, KernelState } from "./state";
import { Timed } from "./Timed";
import { Timeline } from "./Timeline";

interface Props {
  kernel: KernelState;
  actions: Actions;
  submit(how: How): void;
}

export function Outcome({ kernel, actions, submit }: Props) {
  const view = useView();
  const page = usePage();
  const status = kernel.status.value;
  const arn = kernel.arn.value;
  const { when, offers } = kernel.submission.value;
  const made = status === "created" ? when : kernel.package.value.created;
  const waits = kernel.waiting.value !== "" && kernel.connected.value && status !== "submitting";
  const said = status === "editing" ? arn && "before" : status;
  const key = waits ? "waiting" : said;
  const timed = (key === "created" || key === "before") && made !== "";
  const says = key ? page(`status.${key}`) : "";
  useEffect(() => {
    if (says) view.announce(says);
  }, [says, view]);
  const lost = status === "uncertain";
  const shows = arn !== "" && isOfThisRequest(status);
  return (
    <section
      tabIndex={-1}
      role="region"
      aria-label={page("outcome")}
      class="mp-outcome"
      data-role="outcome"
      data-status={waits ? "waiting" : status}
    >
      {says && (
        <p class="mp-said">{timed ? <Timed says={`status.${key}.on`} when={made} /> : says}</p>
      )}
      {shows && <Copyable name={page("arn.name")} text={arn} hook="arn" />}
      {lost && <Deed key="find" name="find" press={() => submit({})} />}
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
    </section>
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
