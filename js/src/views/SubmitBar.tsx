// The buttons that lead on, what stands in its way, and where the request goes: always visible together.

import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { usePage, useView } from "../fields/context";
import type { Form } from "../model/form";
import { otherOwner } from "../model/groupOwner";
import type { Context } from "../told";
import { textOf } from "../wire";
import { Fold } from "./Fold";
import { HistoryButtons } from "./HistoryButtons";
import { useCounts } from "./Preflight";
import type { KernelState } from "./state";

interface Props {
  kernel: KernelState;
  problemsOpen: Signal<boolean>;
  changesOpen: Signal<boolean>;
  /** Without it the review is not to be opened here. */
  reviewOpen: Signal<boolean> | undefined;
  /** Likewise the preflight. */
  preflightOpen: Signal<boolean> | undefined;
  /** The button that sends, or those that lead there. */
  children: ComponentChildren;
}

export function SubmitBar(props: Props) {
  const { kernel, problemsOpen, changesOpen, reviewOpen, preflightOpen, children } = props;
  const { form, prefix } = useView();
  const page = usePage();
  const count = form.errorCount.value;
  const checked = useCounts()(kernel.checked.value, ["failed", "unknown", "warning"]);
  const preflight = page("preflight");
  return (
    <div class="mp-bar">
      {children}
      <Fold
        open={problemsOpen}
        controls={`${prefix}-problems`}
        label={count === 0 ? page("noProblems") : page("problemCount", { count })}
        isBad={count > 0}
      />
      {preflightOpen && (
        <Fold
          open={preflightOpen}
          controls={`${prefix}-preflight`}
          label={checked ? `${preflight}: ${checked}` : preflight}
        />
      )}
      {reviewOpen && (
        <Fold open={reviewOpen} controls={`${prefix}-review`} label={page("review")} />
      )}
      <Fold open={changesOpen} controls={`${prefix}-changes`} label={page("changes")} />
      <HistoryButtons />
      <Target kernel={kernel} />
    </div>
  );
}

function Target({ kernel }: { kernel: KernelState }) {
  const page = usePage();
  const { form } = useView();
  const context = kernel.target.value;
  if (!kernel.connected.value || !kernel.task.value.sends) return null; // it is said above
  const reached = kernel.heard.value;
  return (
    <span data-role="target" data-sandbox={Boolean(reached && context?.sandbox)}>
      {reached ? targetText(context, page, form) : page("silent")}
    </span>
  );
}

/** Where the request goes to, in words, and where a group of another account has it created. */
export function targetText(
  context: Context | undefined,
  page: ReturnType<typeof usePage>,
  form: Form,
): string {
  if (!context || context.state === "unknown" || context.state === "asking") return page("asking");
  const { account } = context;
  const owner = otherOwner(form, account);
  const to = placeText(context, page);
  return owner ? to + page(account ? "target.owner" : "target.ownerAlone", { account, owner }) : to;
}

function placeText(context: Context, page: ReturnType<typeof usePage>): string {
  const { region, account, endpoint, identity, problem } = context;
  if (context.sandbox) return page("sandbox", { region, account });
  const place = page("place", { region: region || page("noRegion"), endpoint });
  if (context.state === "failed") return region ? `${place}. ${problem}` : problem;
  const target = page("target", { account: account || problem, place });
  const who = textOf(identity).split(":").slice(5).join(":"); // of the ARN, what the account does not say
  return who ? target + page("target.who", { who }) : target;
}
