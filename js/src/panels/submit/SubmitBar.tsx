// The buttons that lead on, what stands in its way, and where the request goes: always visible together.

import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { countText, usePage, useView } from "../../controls/context";
import type { Form } from "../../form/form";
import { otherOwner } from "../../form/group_owner";
import { countsOfAll } from "../../form/issue_counts";
import type { KernelState } from "../../host/kernel_store";
import type { Context } from "../../protocol/kernel_state";
import { Fold } from "../shared/Disclosure";
import { HistoryButtons } from "../toolbar/UndoRedo";
import type { Panels } from "./openPanels";
import { useCounts } from "./Preflight";

interface Props {
  kernel: KernelState;
  panels: Panels;
  /** Review and preflight are steps of their own. */
  guided: boolean;
  /** The button that sends, or those that lead there. */
  children: ComponentChildren;
}

export function SubmitBar({ kernel, panels, guided, children }: Props) {
  const { prefix } = useView();
  const page = usePage();
  const checked = useCounts()(kernel.checked.value, ["failed", "unknown", "warning"]);
  const preflight = page("preflight");
  return (
    <div class="mp-bar">
      {children}
      <ToReview open={panels.carried} />
      <ToFix open={panels.problems} />
      {!guided && (
        <>
          <Fold
            open={panels.preflight}
            controls={`${prefix}-preflight`}
            label={checked ? `${preflight}: ${checked}` : preflight}
          />
          <Fold open={panels.review} controls={`${prefix}-review`} label={page("review")} />
        </>
      )}
      <Fold open={panels.changes} controls={`${prefix}-changes`} label={page("changes")} />
      <HistoryButtons />
      <Target kernel={kernel} />
    </div>
  );
}

/** How many copied values nobody has kept or changed. */
function ToReview({ open }: { open: Signal<boolean> }) {
  const { form, prefix, page } = useView();
  const count = form.reviewCount.value;
  if (count === 0 && !open.value) return null;
  return (
    <Fold
      open={open}
      controls={`${prefix}-carried`}
      label={page("toReview", { count })}
      tone={count > 0 ? "due" : undefined}
      hook="review-count"
    />
  );
}

/** How many problems there are; a list of none is not opened. */
function ToFix({ open }: { open: Signal<boolean> }) {
  const { form, prefix, page, announce } = useView();
  const { fix, fill } = countsOfAll(form);
  const none = page("noProblems");
  return (
    <Fold
      open={open}
      controls={`${prefix}-problems`}
      label={countText(page, { fix, fill }) || none}
      tone={fix > 0 ? "bad" : undefined}
      press={() => {
        if (open.peek() || form.problems.peek().length > 0) open.value = !open.peek();
        else announce(none);
      }}
    />
  );
}

function Target({ kernel }: { kernel: KernelState }) {
  const { form, prefix } = useView();
  const page = usePage();
  const context = kernel.target.value;
  if (!kernel.connected.value || !kernel.task.value.sends) return null; // it is said above
  const reached = kernel.heard.value;
  return (
    <span
      id={`${prefix}-target`}
      data-role="target"
      data-sandbox={Boolean(reached && context?.sandbox)}
      data-faulty={Boolean(reached && context?.faulty)}
    >
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
  const { region, account, endpoint, identity = "", problem } = context;
  if (context.sandbox)
    return page(context.faulty ? "sandbox.faulty" : "sandbox", { region, account });
  const place = page("place", { region: region || page("noRegion"), endpoint });
  if (context.state === "failed") return region ? `${place}. ${problem}` : problem;
  const target = page("target", { account: account || problem, place });
  const who = identity.split(":").slice(5).join(":"); // of the ARN, what the account does not say
  return who ? target + page("target.who", { who }) : target;
}
