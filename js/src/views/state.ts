// What the kernel tells the page beside the request, and what the page may ask of it: read by the
// views, set and done by the host.

import { type Signal, signal } from "@preact/signals";
import type { Tables } from "../contract";
import { Form } from "../model/form";
import { merge } from "../model/merge";
import type { Context, Group, How, Package, Status } from "../told";
import {
  checkedOf,
  draftOf,
  failureOf,
  guideOf,
  loadedOf,
  packageOf,
  progressOf,
  stepsOf,
  submissionOf,
  taskOf,
} from "../wire";

/** What a person may ask for. */
export interface Actions {
  /** Write what is there now, not at the next pause. */
  flush(): void;
  submit(how: How): void;
  createGroup(): void;
  /** Ask for another request; what is there is written first, so that undo brings it back. */
  load(from: object): void;
  /** Say something of a kind that modelpkg_widget/messages.py knows, about the request as it is
   * here. What the kernel makes of it comes back as traits, or as `KernelState.said`. */
  say(kind: string, content?: object): void;
  /** Take away the errors that the kernel told; what else it told stays. */
  forget(): void;
}

export class KernelState {
  readonly status = signal<Status>("editing");
  readonly arn = signal("");
  readonly submission = signal(submissionOf({}));
  readonly package = signal<Package>(packageOf({}));
  readonly progress = signal(progressOf({}));
  readonly steps = signal(stepsOf({}));
  readonly failure = signal(failureOf({}));
  readonly checked = signal(checkedOf({}));
  readonly group = signal<Group | undefined>(undefined);
  /** The form of the request that creates the group, for as long as that is offered. */
  readonly groupForm = signal<Form | undefined>(undefined);
  /** The submission that the kernel has not answered yet; empty when there is none. */
  readonly waiting = signal("");
  /** The kernel answered when it was greeted; it may be busy, or not be there. */
  readonly heard = signal(true);
  /** The kernel that made the form is still there. */
  readonly connected = signal(true);
  readonly target = signal<Context | undefined>(undefined);
  readonly loaded = signal(loadedOf({}));
  readonly draft = signal(draftOf({}));
  readonly task = signal(taskOf({}));
  readonly guide = signal(guideOf({}));
  /** The id of the kind of package that the kernel knows as chosen; empty is any, undefined none yet.
   * What counts here is `Form.choice`. */
  readonly kind = signal<string | undefined>(undefined);

  /** The traits that the host keeps in step, and what takes each. */
  readonly traits: Record<string, (given: unknown) => void> = {
    status: into(this.status, (given) => (given ?? "editing") as Status),
    arn: into(this.arn, (given) => (given ?? "") as string),
    submission: into(this.submission, submissionOf),
    package: into(this.package, packageOf),
    progress: into(this.progress, progressOf),
    steps: into(this.steps, stepsOf),
    failure: into(this.failure, failureOf),
    checked: into(this.checked, checkedOf),
    context: into(this.target, (given) => given as Context | undefined),
    loaded: into(this.loaded, loadedOf),
    draft_state: into(this.draft, draftOf),
    task: into(this.task, taskOf),
    guide: into(this.guide, guideOf),
    kind: into(this.kind, (given) => (given ?? undefined) as string | undefined),
  };
  readonly #saidLast = new Map<string, Signal<unknown>>();

  /** What the kernel said last of a kind, not yet looked at; such words are of the moment, and no
   * notebook saves them. */
  said(kind: string): Signal<unknown> {
    const known = this.#saidLast.get(kind) ?? signal<unknown>(undefined);
    this.#saidLast.set(kind, known);
    return known;
  }

  /** Take how the creation of the group stands. */
  takeGroup(tables: Tables, group: Group | undefined): void {
    const before = this.group.peek();
    this.group.value = group;
    if (!group) {
      this.groupForm.value = undefined;
      return;
    }
    const known = before?.state === "created" ? undefined : this.groupForm.peek();
    const layout = { ...tables.layout, sections: [] };
    const form = known ?? new Form({ ...tables, schema: group.schema, rules: [], layout });
    // Another name may be offered than the one that the form began with; what was typed stays.
    const start = known && before ? merge(before.start, form.read(), group.start) : group.start;
    form.adopt(start ?? group.start, true);
    if (!known) form.history.clear();
    form.tell(group.issues);
    this.groupForm.value = form;
  }
}

function into<Kind>(signal: Signal<Kind>, read: (given: unknown) => Kind) {
  return (given: unknown): void => {
    signal.value = read(given);
  };
}
