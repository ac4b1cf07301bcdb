// The rules in the form: run over the whole request when a person pauses, and at once when asked.
// What they say stands at the nodes that it speaks of until they are run again.

import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Json } from "../../core/json";
import type { Path } from "../../core/path";
import type { Issue, Tables } from "../../protocol/form_data";
import type { Node, RuleIssue } from "../nodes/node";
import { runKindRules } from "./kind_rules";

/** Whole requests are not checked at each keystroke. */
const PAUSE_MS = 150;
/** What shows a request for the first time has it checked when that is painted; if nothing shows it,
 * it is checked after so long. */
const UNSEEN_MS = 1000;
const SEVERITIES = ["error", "warning", "info"];

/** What the rules look at: the request of a form. */
interface RuleTarget {
  readonly tables: Tables;
  readonly choice: { readonly id: ReadonlySignal<string | undefined> };
  read(): Json;
  find(path: Path): Node | undefined;
  /** Check what nobody has looked into. */
  checkValues(): void;
}

export class RuleRunner {
  /** What the rules say of no member that is here. */
  readonly unlocatedIssues = signal<Issue[]>([]);
  /** The request has been checked; how many problems it has is not known before. */
  readonly isDone = signal(true);
  readonly #form: RuleTarget;
  #nodes: Iterable<Node> = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(form: RuleTarget) {
    this.#form = form;
  }

  /** Run them when nothing has changed for a moment. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), PAUSE_MS);
  }

  /** Run them when what shows the request for the first time is painted: see `runFirst`. */
  postpone(): void {
    this.isDone.value = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), UNSEEN_MS);
  }

  /** Run them if they were postponed. */
  runFirst(): void {
    if (!this.isDone.peek()) this.run();
  }

  run(): void {
    this.stop();
    batch(() => {
      this.#form.checkValues();
      this.isDone.value = true;
      const found = new Map<Node, RuleIssue[]>();
      const free: Issue[] = [];
      const kind = this.#form.choice.id.peek() ?? "";
      for (const issue of runKindRules(this.#form.tables, this.#form.read(), kind)) {
        const node = issue.path.length > 0 ? this.#form.find(issue.path) : undefined;
        if (!node) {
          free.push(issue);
          continue;
        }
        const concerned = (issue.related ?? []).flatMap((path) => this.#form.find(path) ?? []);
        found.set(node, [...(found.get(node) ?? []), { issue, concerned }]);
      }
      for (const node of this.#nodes) if (!found.has(node)) node.ruleIssues.value = [];
      for (const [node, ruled] of found) {
        ruled.sort((one, other) => rank(one) - rank(other));
        if (fingerprint(ruled) !== fingerprint(node.ruleIssues.peek()))
          node.ruleIssues.value = ruled;
      }
      this.#nodes = [...found.keys()];
      if (free.length > 0 || this.unlocatedIssues.peek().length > 0)
        this.unlocatedIssues.value = free;
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function rank({ issue }: RuleIssue): number {
  return SEVERITIES.indexOf(issue.severity);
}

/** The same text for the same issues of the same nodes: what did not change is not rendered again. */
function fingerprint(ruled: RuleIssue[]): string {
  return JSON.stringify(
    ruled.map(({ issue, concerned }) => [issue, concerned.map((node) => node.id)]),
  );
}
