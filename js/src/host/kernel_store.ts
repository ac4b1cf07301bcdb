// What the kernel publishes beside the request, and what the page may ask of it: read by the
// views, set and done by the host.

import { type Signal, signal } from "@preact/signals-core";
import { merge } from "../core/merge";
import { Form } from "../form/form";
import { type Decoded, decodeTrait } from "../protocol/decoders.generated";
import type { Events } from "../protocol/events.generated";
import type { Tables } from "../protocol/form_data";
import type { Message, Submit } from "../protocol/messages.generated";
import type { GroupState, Traits } from "../protocol/traits.generated";

/** How a person wants a request sent: as another version, against what speaks against it. */
export type SubmitOptions = Pick<Submit, "allow_duplicate" | "force" | "confirmed" | "unreviewed">;

/** What a person may ask for. */
export interface Actions {
  /** Write what is there now, not at the next pause. */
  flush(): void;
  submit(how: SubmitOptions): void;
  createGroup(): void;
  /** Send a message, about the request as it is here. What the kernel makes of it comes back as
   * traits, or as `KernelStore.event`. */
  send(message: Message): void;
  /** Remove the errors that the kernel reported; its other issues stay. */
  clearErrors(): void;
}

export class KernelStore {
  /** The traits that the host keeps in step, and what takes each. */
  readonly traits: { [name in keyof Traits]?: (given: unknown) => void } = {};
  readonly status = this.#trait("status");
  readonly arn = this.#trait("arn");
  readonly submission = this.#trait("submission");
  readonly package = this.#trait("package");
  readonly watchState = this.#trait("watch_state");
  readonly nextSteps = this.#trait("next_steps");
  readonly failure = this.#trait("failure");
  readonly preflightReport = this.#trait("preflight_report");
  readonly rehearsalReport = this.#trait("rehearsal_report");
  readonly target = this.#trait("target");
  readonly loaded = this.#trait("loaded");
  readonly draft = this.#trait("draft_state");
  readonly task = this.#trait("task");
  readonly guide = this.#trait("guide");
  readonly doneTasks = this.#trait("done_tasks");
  /** The id of the kind of package that the kernel knows as chosen; empty is any, undefined none yet.
   * What counts here is `Form.choice`. */
  readonly kind = this.#trait("kind");
  readonly groupCreation = signal<GroupState | undefined>(undefined);
  /** The form of the request that creates the group, for as long as that is offered. */
  readonly groupForm = signal<Form | undefined>(undefined);
  /** The submission that the kernel has not answered yet; empty when there is none. */
  readonly waiting = signal("");
  /** The kernel answered when it was greeted; it may be busy, or not be there. */
  readonly responding = signal(true);
  /** The kernel that made the form is still there. */
  readonly isAlive = signal(true);
  readonly #lastEvents = new Map<string, Signal<unknown>>();

  #trait<Name extends Decoded>(name: Name): Signal<Traits[Name]> {
    const state = signal(decodeTrait(name, undefined));
    this.traits[name] = (given) => {
      state.value = decodeTrait(name, given);
    };
    return state;
  }

  /** What the kernel said last of a kind; such words are of the moment, and no notebook saves them. */
  event<Kind extends keyof Events>(kind: Kind): Signal<Events[Kind] | undefined> {
    const known = this.#lastEvents.get(kind) ?? signal<unknown>(undefined);
    this.#lastEvents.set(kind, known);
    return known as Signal<Events[Kind] | undefined>;
  }

  /** Take how the creation of the group stands. */
  applyGroup(tables: Tables, given: unknown): void {
    const group = decodeTrait("group_creation", given);
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
    form.reconcileWith(start ?? group.start, true);
    if (!known) form.undoHistory.clear();
    form.applyKernelIssues(group.issues);
    this.groupForm.value = form;
  }
}
