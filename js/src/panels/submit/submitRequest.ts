// What a press on a button that sends does: it sends, or shows what is in the way.

import { elementId, type View } from "../../controls/context";
import { firstMissingForKind } from "../../form/form";
import type { Actions, KernelStore, SubmitOptions } from "../../host/kernel_store";
import { goTo } from "../shared/FieldLink";
import type { ConfirmationState } from "./Confirmations";
import type { OpenPanels } from "./openPanels";

interface Parts {
  view: View;
  kernel: KernelStore;
  actions: Actions;
  confirmed: ConfirmationState;
  panels: OpenPanels;
}

export function createSubmit({
  view,
  kernel,
  actions,
  confirmed,
  panels,
}: Parts): (how: SubmitOptions) => void {
  const { form, t } = view;

  function stop(errors: number, unreviewed: number): void {
    const counts = [
      errors > 0 && t("problem_count", { count: errors }),
      unreviewed > 0 && t("review.left", { count: unreviewed }),
    ].filter(Boolean);
    view.announce(t("stopped", { counts: counts.join(", ") }));
    if (unreviewed > 0) view.openReview?.();
    if (errors > 0) {
      form.blocked.value = true;
      panels.problems.value = true;
      const need = firstMissingForKind(form);
      if (need) goTo(view, need);
      else view.focus(`${view.idPrefix}-problem-0`);
    }
  }

  return (how) => {
    if (!kernel.isAlive.peek()) return;
    actions.clearErrors(); // what AWS said of the last try is no reason not to try again
    form.submitAttempted.value = true;
    form.rules.run();
    // While the outcome of the last one is unknown, nothing of this one is sent.
    const findsOut = kernel.status.peek() === "uncertain" && !how.allow_duplicate;
    const ignores = how.force && form.sendable.peek();
    const errors = findsOut || ignores ? 0 : form.errorCount.peek();
    const sends = !findsOut && (how.allow_duplicate || kernel.status.peek() !== "created");
    const unreviewed = sends && !how.unreviewed ? form.reviewCount.peek() : 0;
    if (errors + unreviewed > 0) {
      stop(errors, unreviewed);
      return;
    }
    const missing = sends && confirmed.missing();
    confirmed.isReminded.value = Boolean(missing);
    if (missing) {
      view.announce(t("confirm.first"));
      view.focus(elementId(view, missing, "confirm"));
    } else actions.submit({ ...how, confirmed: confirmed.paths() });
  };
}
