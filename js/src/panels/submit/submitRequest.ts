// What a press on a button that sends does: it sends, or shows what is in the way.

import { elementId, type View } from "../../controls/context";
import { firstNeed } from "../../form/form";
import type { Actions, KernelState } from "../../host/kernel_store";
import type { How } from "../../protocol/kernel_state";
import type { Walk } from "../guide/wizardState";
import { goTo } from "../shared/FieldLink";
import type { Kinds } from "../toolbar/packageKinds";
import type { Confirmed } from "./Confirmations";
import type { Panels } from "./openPanels";

interface Parts {
  view: View;
  kernel: KernelState;
  actions: Actions;
  confirmed: Confirmed;
  panels: Panels;
  kinds: Kinds;
  walk: Walk;
}

export function submitter(parts: Parts): (how: How) => void {
  const { view, kernel, actions, confirmed, panels } = parts;
  const { form, page } = view;

  function stop(errors: number, unreviewed: number): void {
    const counts = [
      errors > 0 && page("problemCount", { count: errors }),
      unreviewed > 0 && page("review.left", { count: unreviewed }),
    ].filter(Boolean);
    view.announce(page("stopped", { counts: counts.join(", ") }));
    if (unreviewed > 0) {
      panels.carried.value = true;
      view.focus(`${view.prefix}-carried-end`);
    }
    if (errors > 0) {
      form.stopped.value = true;
      panels.problems.value = true;
      const need = firstNeed(form);
      if (need) goTo(parts, need);
      else view.focus(`${view.prefix}-problem-0`);
    }
  }

  return (how) => {
    if (!kernel.connected.peek()) return;
    actions.forget(); // what AWS said of the last try is no reason not to try again
    form.tried.value = true;
    form.rules.now();
    // While it is not known what came of the last one, nothing of this one is sent.
    const findsOut = kernel.status.peek() === "uncertain" && !how.again;
    const ignores = how.anyway && form.sendable.peek();
    const errors = findsOut || ignores ? 0 : form.errorCount.peek();
    const sends = !findsOut && (how.again || kernel.status.peek() !== "created");
    const unreviewed = sends && !how.unreviewed ? form.reviewCount.peek() : 0;
    if (errors + unreviewed > 0) {
      stop(errors, unreviewed);
      return;
    }
    const missing = sends && confirmed.missing();
    confirmed.wanted.value = Boolean(missing);
    if (missing) {
      view.announce(page("confirm.first"));
      view.focus(elementId(view, missing, "confirm"));
    } else actions.submit({ ...how, confirmed: confirmed.paths() });
  };
}
