// The outcome of the submission: under way, the ARN, refused, or not known; and what may be done next.

import { useText, useView, type View } from "../../controls/context";
import { LaterContent } from "../../controls/later/LaterContent";
import type { Problem } from "../../form/form";
import type { Actions, KernelStore, SubmitOptions } from "../../host/kernel_store";
import type { Traits } from "../../protocol/traits.generated";
import { ActionButton } from "../shared/ActionButton";
import { CopyableText } from "../shared/CopyableText";
import { ElapsedTime } from "../shared/ElapsedTime";
import { Region } from "../shared/Region";
import { TimeText } from "../shared/TimeText";
import { headlineOf, isWaiting } from "./headline";

/** A tone has a sign beside the words. */
const SIGNS = { neutral: "", good: "✓ ", bad: "✕ ", warning: "! " };

interface Props {
  kernel: KernelStore;
  actions: Actions;
  submit(how: SubmitOptions): void;
  /** The button that sends is beside it, and finds out as well. */
  hasButton: boolean;
}

export function SubmissionResult({ kernel, actions, submit, hasButton }: Props) {
  const view = useView();
  const t = useText();
  const status = kernel.status.value;
  const arn = kernel.arn.value;
  const { when, actions: possible } = kernel.submission.value;
  const made = status === "created" ? when : kernel.package.value.CreationTime;
  const waits = isWaiting(kernel);
  const headline = headlineOf(kernel, t);
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
        <p class="mp-status">
          <span aria-hidden>{SIGNS[headline.tone]}</span>
          {headline.text}
          {runs && <ElapsedTime key={status} usual="usual.submit" />}
        </p>
      )}
      {shows && <CopyableText name={t("arn.name")} text={arn} hook="arn" />}
      {shows && made !== "" && (
        <p class="mp-muted">
          <TimeText says="status.on" when={made} />
        </p>
      )}
      {lost && hasButton && <p id={`${view.idPrefix}-lost`}>{t("find.about")}</p>}
      {lost && !hasButton && <ActionButton key="find" name="find" press={() => submit({})} />}
      {possible.includes("again") && (
        <ActionButton
          key="again"
          name="again"
          about={lost ? "again.left" : "again.about"}
          beside={lost ? whatIsKnown(view) : ""}
          press={() => submit({ allow_duplicate: true })}
        />
      )}
      {shows && <LaterContent panel="CreatedPackage" props={{ kernel, actions }} />}
    </Region>
  );
}

/** The id of the problem in which the kernel tells what it knows of a request that was lost. */
function whatIsKnown({ form, idPrefix }: View): string {
  const ofSubmission = ({ issue }: Problem): boolean => issue.code === "submission";
  const at = form.problems.value.findIndex(ofSubmission);
  return at < 0 ? "" : `${idPrefix}-problem-${at}`;
}

/** Whether the last ARN belongs to what is shown; under a refusal it would look like its result. */
function isOfThisRequest(status: Traits["status"]): boolean {
  return status === "created" || status === "editing";
}
