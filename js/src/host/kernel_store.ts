// What the kernel tells the page beside the request, and what the page may ask of it: read by the
// views, set and done by the host.

import { type Signal, signal } from "@preact/signals";
import { merge } from "../core/merge";
import { Form } from "../form/form";
import {
  draftOf,
  failureOf,
  guideOf,
  loadedOf,
  nextStepsOf,
  packageOf,
  preflightReportOf,
  submissionOf,
  taskOf,
  watchStateOf,
} from "../protocol/decode";
import type { Tables } from "../protocol/form_data";
import type { GroupCreation, Status, SubmitOptions, TargetState } from "../protocol/kernel_state";

/** What a person may ask for. */
export interface Actions {
  /** Write what is there now, not at the next pause. */
  flush(): void;
  submit(how: SubmitOptions): void;
  createGroup(): void;
  /** Ask for another request; what is there is written first, so that undo brings it back. */
  load(from: object): void;
  /** Say something of a kind that modelpkg_widget/messages.py knows, about the request as it is
   * here. What the kernel makes of it comes back as traits, or as `KernelStore.event`. */
  send(kind: string, content?: object): void;
  /** Take away the errors that the kernel told; what else it told stays. */
  clearErrors(): void;
}

export class KernelStore {
  /** The traits that the host keeps in step, and what takes each. */
  readonly traits: Record<string, (given: unknown) => void> = {};
  readonly status = this.#trait("status", (given) => (given ?? "editing") as Status);
  readonly arn = this.#trait("arn", (given) => (given ?? "") as string);
  readonly submission = this.#trait("submission", submissionOf);
  readonly package = this.#trait("package", packageOf);
  readonly watchState = this.#trait("watch_state", watchStateOf);
  readonly nextSteps = this.#trait("next_steps", nextStepsOf);
  readonly failure = this.#trait("failure", failureOf);
  readonly preflightReport = this.#trait("preflight_report", preflightReportOf);
  readonly target = this.#trait("target", (given) => given as TargetState | undefined);
  readonly loaded = this.#trait("loaded", loadedOf);
  readonly draft = this.#trait("draft_state", draftOf);
  readonly task = this.#trait("task", taskOf);
  readonly guide = this.#trait("guide", guideOf);
  /** The id of the kind of package that the kernel knows as chosen; empty is any, undefined none yet.
   * What counts here is `Form.choice`. */
  readonly kind = this.#trait("kind", (given) => (given ?? undefined) as string | undefined);
  readonly groupCreation = signal<GroupCreation | undefined>(undefined);
  /** The form of the request that creates the group, for as long as that is offered. */
  readonly groupForm = signal<Form | undefined>(undefined);
  /** The submission that the kernel has not answered yet; empty when there is none. */
  readonly waiting = signal("");
  /** The kernel answered when it was greeted; it may be busy, or not be there. */
  readonly responding = signal(true);
  /** The kernel that made the form is still there. */
  readonly connected = signal(true);
  readonly #lastEvents = new Map<string, Signal<unknown>>();

  #trait<Kind>(name: string, read: (given: unknown) => Kind): Signal<Kind> {
    const state = signal(read(undefined));
    this.traits[name] = (given) => {
      state.value = read(given);
    };
    return state;
  }

  /** What the kernel said last of a kind, of the shape that it has; such words are of the moment, and no
   * notebook saves them. */
  event<Kind>(kind: string): Signal<Kind | undefined> {
    const known = this.#lastEvents.get(kind) ?? signal<unknown>(undefined);
    this.#lastEvents.set(kind, known);
    return known as Signal<Kind | undefined>;
  }

  /** Take how the creation of the group stands. */
  applyGroup(tables: Tables, group: GroupCreation | undefined): void {
    const before = this.groupCreation.peek();
    this.groupCreation.value = group;
    if (!group) {
      this.groupForm.value = undefined;
      return;
    }
    const known = before?.state === "created" ? undefined : this.groupForm.peek();
    const layout = { ...tables.layout, sections: [] };
    const form = known ?? new Form({ ...tables, schema: group.schema, rules: [], layout });
    // Another name may be offered than the one that the form began with; what was typed stays.
    const start = known && before ? merge(before.start, form.read(), group.start) : group.start;
    form.reconcile(start ?? group.start, true);
    if (!known) form.history.clear();
    form.applyKernelIssues(group.issues);
    this.groupForm.value = form;
  }
}
