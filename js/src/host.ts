// The only file that knows the Jupyter model: it keeps the form and the kernel's traits in step.
//
// The page writes its whole request at most every 300 ms and at once when asked; each write says on
// which revision it was made. The kernel answers by a new revision. What was typed since is laid
// over it by path, so that neither side loses what it did.

import { effect } from "@preact/signals";
import type { Context, Issue, Pending, Status, Tables, ValueState, ValueWrite } from "./contract";
import { equal, type Json, parse, stringify } from "./json";
import { Form } from "./model/form";
import { merge } from "./model/merge";
import { KernelState } from "./views/state";

/** What the form needs of the model that Jupyter, Voila or marimo hands over. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, callback: (...given: unknown[]) => void): void;
  off(event?: string | null, callback?: ((...given: unknown[]) => void) | null): void;
}

const PAUSE_MS = 300;
const NOTHING: ValueState = { text: "{}", revision: 0, writer: "kernel", seq: 0, exact: true };

export class Host {
  readonly form: Form;
  readonly kernel = new KernelState();
  private readonly model: Model;
  /** Tells this page from others that write to the same form; free of spaces and quotes. */
  readonly writer = randomId();
  private revision = -1;
  private seq = 0;
  /** The request on which kernel and page last agreed. */
  private shared: Json = new Map();
  private sharedPending: Pending[] = [];
  /** What was sent and not yet answered, by its number. */
  private readonly sent = new Map<number, Json>();
  private lastText = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly endings: (() => void)[] = [];

  constructor(model: Model) {
    this.model = model;
    this.form = new Form(model.get("tables") as Tables);
    this.takeValue();
    this.lastText = this.writtenText();
    this.takeIssues();
    this.takeOutcome();
    this.listen("change:value", () => this.takeValue());
    this.listen("change:issues", () => this.takeIssues());
    for (const name of ["status", "arn", "context"]) {
      this.listen(`change:${name}`, () => this.takeOutcome());
    }
    let first = true;
    this.endings.push(
      effect(() => {
        this.form.version.value;
        if (!first) this.writeSoon();
        first = false;
      }),
    );
    model.send({ kind: "hello" });
  }

  /** Stop listening and send what is left. */
  end(): void {
    this.flush();
    for (const ending of this.endings) ending();
  }

  submit(): void {
    this.flush();
    const value = stringify(this.form.read());
    this.model.send({ kind: "submit", id: randomId(), value, pending: this.form.pending.peek() });
  }

  /** Send what differs from what was sent last. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const written = this.writtenText();
    if (written === this.lastText) return;
    this.lastText = written;
    this.seq += 1;
    const value = this.form.read();
    this.sent.set(this.seq, value);
    const { writer, seq } = this;
    const write: ValueWrite = { text: stringify(value), base: this.revision, writer, seq };
    this.model.set("pending", this.form.pending.peek());
    this.model.set("value", write);
    this.model.save_changes();
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  private writtenText(): string {
    return `${stringify(this.form.read())}\n${JSON.stringify(this.form.pending.peek())}`;
  }

  private takeValue(): void {
    const state = (this.model.get("value") ?? NOTHING) as ValueState | ValueWrite;
    // Our own write comes by here too: the model tells of each change, whoever made it.
    if (!("revision" in state) || state.revision <= this.revision) return;
    this.revision = state.revision;
    const ours = state.writer === this.writer;
    const answered = ours ? this.sent.get(state.seq) : undefined;
    if (ours) for (const seq of this.sent.keys()) if (seq <= state.seq) this.sent.delete(seq);
    const pending = (this.model.get("pending") ?? []) as Pending[];
    if (answered !== undefined && state.exact) {
      this.shared = answered;
      this.sharedPending = pending;
      return;
    }
    const theirs = parse(state.text);
    const mine = this.form.read();
    const merged = merge(answered ?? this.shared, mine, theirs) ?? new Map();
    const taken = this.form.withTyping(merged);
    this.shared = theirs;
    this.form.adopt(taken, state.writer === "kernel");
    if (!ours) this.form.adoptPending(pending, this.sharedPending);
    this.sharedPending = pending;
    if (!equal(this.form.read(), theirs)) this.writeSoon();
    else this.lastText = this.writtenText();
  }

  private takeIssues(): void {
    this.form.tell((this.model.get("issues") ?? []) as Issue[]);
  }

  private takeOutcome(): void {
    this.kernel.status.value = (this.model.get("status") ?? "editing") as Status;
    this.kernel.arn.value = String(this.model.get("arn") ?? "");
    this.kernel.target.value = (this.model.get("context") ?? undefined) as Context | undefined;
  }

  private listen(event: string, callback: () => void): void {
    this.model.on(event, callback);
    this.endings.push(() => this.model.off(event, callback));
  }
}

function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}
