// The buttons that lead on, what stands in its way, and where the request goes: always visible together.

import type { Signal } from "@preact/signals-core";
import type { ComponentChildren } from "preact";
import { countText, useText, useView } from "../../controls/context";
import type { Form } from "../../form/form";
import { otherOwner } from "../../form/group_owner";
import { countsOfAll } from "../../form/issue_counts";
import type { KernelStore } from "../../host/kernel_store";
import type { ReportedFinding, Traits } from "../../protocol/traits.generated";
import { notesText } from "../ErrorSummary";
import { Disclosure } from "../shared/Disclosure";
import { UndoRedo } from "../toolbar/UndoRedo";
import { useFindingCounts } from "./findingCounts";
import type { OpenPanels } from "./openPanels";

interface Props {
  kernel: KernelStore;
  panels: OpenPanels;
  /** Review and preflight are steps of their own. */
  guided: boolean;
  /** The button that sends, or those that lead there. */
  children: ComponentChildren;
}

export function SubmitBar({ kernel, panels, guided, children }: Props) {
  const t = useText();
  const counts = useFindingCounts();
  /** A name, and what was found behind it. */
  const label = (name: string, report: { findings: ReportedFinding[] }): string =>
    [t(name), counts(report, ["failed", "unknown", "warning"])].filter(Boolean).join(": ");
  return (
    <div class="mp-bar">
      {children}
      <ToReview open={panels.carried} />
      <ToFix open={panels.problems} />
      {!guided && (
        <>
          <Disclosure
            open={panels.preflight}
            name="preflight"
            label={label("preflight", kernel.preflightReport.value)}
          />
          <Disclosure
            open={panels.rehearsal}
            name="rehearsal"
            label={label("rehearsal", kernel.rehearsalReport.value)}
          />
          <Disclosure open={panels.review} name="review" label={t("review")} />
        </>
      )}
      <Disclosure open={panels.changes} name="changes" label={t("changes")} />
      <UndoRedo />
      <Target kernel={kernel} />
    </div>
  );
}

/** How many copied values nobody has kept or changed. */
function ToReview({ open }: { open: Signal<boolean> }) {
  const { form, t } = useView();
  const count = form.reviewCount.value;
  if (count === 0 && !open.value) return null;
  return (
    <Disclosure
      open={open}
      name="carried"
      label={t("to_review", { count })}
      tone={count > 0 ? "due" : undefined}
      hook="review-count"
    />
  );
}

/** How many problems there are, and how many warnings where there are none; a list of neither is
 * not opened. */
function ToFix({ open }: { open: Signal<boolean> }) {
  const { form, t, announce } = useView();
  const isDone = form.rules.isDone.value;
  const { fix, fill } = isDone ? countsOfAll(form) : { fix: 0, fill: 0 };
  const counts = countText(t, { fix, fill });
  const notes = counts || !isDone ? "" : notesText(form, t);
  const label = isDone ? counts || t("no_problems") + notes : t("checking");
  return (
    <Disclosure
      open={open}
      name="problems"
      label={label}
      tone={fix > 0 ? "error" : notes ? "due" : undefined}
      press={() => {
        if (open.peek() || counts || notes) open.value = !open.peek();
        else announce(label);
      }}
    />
  );
}

function Target({ kernel }: { kernel: KernelStore }) {
  const { form, idPrefix } = useView();
  const t = useText();
  const target = kernel.target.value;
  if (!kernel.isAlive.value || !kernel.task.value.sends) return null; // it is said above
  const reached = kernel.responding.value;
  return (
    <span
      id={`${idPrefix}-target`}
      data-role="target"
      data-sandbox={reached && target.sandbox}
      data-faulty={reached && target.faulty}
    >
      {reached ? targetText(target, t, form) : t("silent")}
    </span>
  );
}

/** Where the request goes to, in words, and where a group of another account has it created. */
export function targetText(
  target: Traits["target"],
  t: ReturnType<typeof useText>,
  form: Form,
): string {
  if (target.state === "unknown" || target.state === "asking") return t("asking");
  const { account } = target;
  const owner = otherOwner(form, account);
  const to = placeText(target, t);
  return owner ? to + t(account ? "target.owner" : "target.owner_alone", { account, owner }) : to;
}

function placeText(target: Traits["target"], t: ReturnType<typeof useText>): string {
  const { region, account, endpoint, identity, problem } = target;
  if (target.sandbox) return t(target.faulty ? "sandbox.faulty" : "sandbox", { region, account });
  const place = t("place", { region: region || t("no_region"), endpoint });
  if (target.state === "failed") return region ? `${place}. ${problem}` : problem;
  const text = t("target", { account: account || problem, place });
  const who = identity.split(":").slice(5).join(":"); // of the ARN, what the account does not say
  return who ? text + t("target.who", { who }) : text;
}
