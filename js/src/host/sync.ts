// The only file that knows the Jupyter model: it keeps the form and the kernel's traits in step.
//
// The page writes its whole request at most every 300 ms and at once when asked; each write says on
// which revision it was made. The kernel answers by a new revision. What was typed since is merged
// over it by path, so that neither side loses what it did.

import { effect, untracked } from "@preact/signals-core";
import { type Json, jsonEqual, plain, stringify } from "../core/json";
import { merge } from "../core/merge";
import { CARRIED } from "../form/carried_over";
import { Form } from "../form/form";
import { isState, tryParse } from "../protocol/decode";
import type { Issue, Tables } from "../protocol/form_data";
import { type Message, SETS } from "../protocol/messages.generated";
import type { Pending, Traits, ValueWrite } from "../protocol/traits.generated";
import { syncKind, syncReview } from "./decisions";
import { type Actions, KernelStore, type SubmitOptions } from "./kernel_store";
import type { Model } from "./model";

const PAUSE_MS = 300;
const AGAIN_MS = 1500;
const SILENT_MS = 5000;

export class Host implements Actions {
  readonly form: Form;
  readonly kernel = new KernelStore();
  readonly #model: Model;
  /** Tells this page from others that write to the same form; free of spaces and quotes. */
  readonly writer = randomId();
  #revision = -1;
  #seq = 0;
  /** The request on which kernel and page last agreed. */
  #shared: Json = new Map();
  #sharedPending: Pending[] = [];
  /** What was sent and not yet answered, by its number. */
  readonly #unacknowledged = new Map<number, Json>();
  /** What was written last, or came from the kernel; undefined: what both
   * agree on, without anything pending. */
  #lastText: string | undefined;
  #lastWrite: ValueWrite | undefined;
  /** The number of the write that was also sent as a message. */
  #flushedSeq = 0;
  /** The kernel has another request than the page shows, because somebody is typing over it. */
  #differsFromKernel = false;
  #acknowledgedOnce = false;
  /** The last message about each trait that a message sets, until the kernel has answered it, and
   * whether it has said something of the trait till then, which may be older. */
  readonly #pendingEchoes = new Map<keyof Traits, { id: string; isStale: boolean }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #cleanups: (() => void)[] = [];

  constructor(model: Model, tables: Tables) {
    this.#model = model;
    this.form = new Form(tables, true);
    this.#applyValue();
    if (this.#revision < 0) this.form.rules.run();
    this.form.undoHistory.clear();
    this.#listen("change:value", () => this.#applyValue());
    this.#listen("change:last_ack", () => this.#applyAcknowledgement());
    this.#subscribe("issues", () => this.#applyIssues(() => true));
    this.#subscribe("group_creation", (given) => this.kernel.applyGroup(this.form.tables, given));
    for (const [name, take] of Object.entries(this.kernel.traits))
      this.#subscribe(name as keyof Traits, take);
    this.#listen("msg:custom", (content) => {
      this.kernel.event(Object(content).kind).value = content;
    });
    this.#cleanups.push(
      effect(() => {
        const loaded = this.kernel.loaded.value;
        untracked(() => {
          this.#applyValue(); // events of one message come in any order
          this.form.review.bind(loaded);
        });
      }),
    );
    const send = (message: Message): void => this.send(message);
    this.#cleanups.push(syncKind(this.form.choice, this.kernel, send));
    this.#cleanups.push(syncReview(this.form.review, send));
    let first = true;
    this.#cleanups.push(
      effect(() => {
        this.form.version.value;
        if (!first) this.#writeSoon();
        first = false;
      }),
    );
    this.#hello();
  }

  /** Say that the page is there. A kernel answers beside a running cell only if a message had come
   * while it was idle: hence once more when the cell that displays the form should be done. */
  #hello(): void {
    const id = randomId();
    const hello = (): void => this.#post({ kind: "hello" }, id);
    hello();
    let again = setTimeout(hello, AGAIN_MS);
    // A restart takes the comm away, now or in a moment: it is noticed before somebody types on.
    this.#listen("comm_live_update", () => {
      hello();
      clearTimeout(again);
      again = setTimeout(hello, AGAIN_MS);
    });
    const listen = setTimeout(() => {
      this.kernel.responding.value = this.#acknowledgedOnce;
    }, SILENT_MS);
    this.#cleanups.push(() => clearTimeout(again));
    this.#cleanups.push(() => clearTimeout(listen));
  }

  /** Do what needs the kernel; a host throws when the kernel is gone. */
  #guard(task: () => void): void {
    try {
      task();
    } catch {
      this.kernel.isAlive.value = false;
    }
  }

  /** Send what is left and stop listening; the model is gone when its kernel is. */
  end(): void {
    this.flush();
    this.kernel.isAlive.value = false;
    this.form.rules.stop();
    for (const ending of this.#cleanups) ending();
  }

  submit(how: SubmitOptions = {}): void {
    this.#write();
    const [request, pending] = [this.form.text(), this.form.pending.peek()];
    const write = { request, pending, base: this.#revision, writer: this.writer, seq: this.#seq };
    // With all that a write has: this message may overtake the one that the flush has sent.
    const kept = this.form.review.kept().map(({ path, value }) => ({ path, value: plain(value) }));
    const package_kind = this.form.choice.id.peek() ?? null;
    this.#request({ kind: "submit", ...how, package_kind, kept, ...write });
  }

  createGroup(): void {
    const form = this.kernel.groupForm.peek();
    if (form) this.#request({ kind: "create_group", request: form.text() });
  }

  send(message: Message): void {
    this.flush();
    const id = randomId();
    const trait = SETS[message.kind];
    if (trait) this.#pendingEchoes.set(trait, { id, isStale: false });
    this.#post(message, id);
  }

  #post(message: Message, id: string): void {
    this.#guard(() => this.#model.send({ ...message, id }));
  }

  clearErrors(): void {
    this.#applyIssues(({ severity, code }) => severity !== "error" || code === CARRIED);
  }

  /** Show what the kernel says, on the request that it speaks of: events of one message come in
   * any order. */
  #applyIssues(shows: (issue: Issue) => boolean): void {
    this.#applyValue();
    const issues = (this.#model.get("issues") ?? []) as Traits["issues"];
    this.form.applyKernelIssues(issues.filter(shows));
  }

  /** Send what the kernel is to answer. */
  #request(message: Message): void {
    const id = randomId();
    this.kernel.waiting.value = id;
    this.#post(message, id);
  }

  /** Send what differs from what was sent last. The host keeps a second write back until the kernel
   * has answered the first, which it may do after the cell that runs; a message goes at once, so that
   * the next cell sees what was typed before it was started. */
  flush(): void {
    this.#write();
    const last = this.#lastWrite;
    if (!last || this.#unacknowledged.size < 2 || this.#flushedSeq === this.#seq) return;
    this.#flushedSeq = this.#seq;
    const { text: request, ...write } = last;
    const pending = this.form.pending.peek();
    this.#post({ kind: "flush", request, ...write, pending }, randomId());
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.form.text();
    const written = fingerprint(text, this.form.pending.peek());
    this.#lastText ??= fingerprint(stringify(this.#shared), []);
    if (written === this.#lastText && (!this.#differsFromKernel || this.form.editing)) return;
    this.#differsFromKernel = false;
    this.#lastText = written;
    this.#seq += 1;
    this.#unacknowledged.set(this.#seq, this.form.read());
    this.#lastWrite = { text, base: this.#revision, writer: this.writer, seq: this.#seq };
    this.#guard(() => {
      this.#model.set("pending", this.form.pending.peek());
      this.#model.set("value", this.#lastWrite);
      this.#model.save_changes();
    });
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.#write(), PAUSE_MS);
  }

  #applyValue(): void {
    const state = this.#model.get("value");
    // Our own write comes by here too: the model tells of each change, whoever made it.
    if (!isState(state) || state.revision <= this.#revision) return;
    const ours = state.writer === this.writer;
    const answered = ours ? this.#unacknowledged.get(state.seq) : undefined;
    const asSent = answered !== undefined && state.exact;
    const theirs = asSent ? answered : tryParse(state.text); // our own text needs no reading
    if (theirs === undefined) return;
    const first = this.#revision < 0;
    this.#revision = state.revision;
    if (ours)
      for (const seq of this.#unacknowledged.keys())
        if (seq <= state.seq) this.#unacknowledged.delete(seq);
    const pending = (this.#model.get("pending") ?? []) as Pending[];
    if (asSent) {
      this.#shared = theirs;
      this.#sharedPending = pending;
      return;
    }
    const { value: mine, finish } = this.form.readEditing();
    const merged = merge(answered ?? this.#shared, mine, theirs);
    // What is on its way will be merged into this one by the kernel, too.
    for (const [seq, value] of this.#unacknowledged) {
      this.#unacknowledged.set(seq, merge(this.#shared, value, theirs) ?? value);
    }
    this.#shared = theirs;
    const finished = finish(merged === undefined ? new Map() : merged);
    this.form.undoHistory.transact(() => {
      if (first) this.form.initialize(finished, state.writer === "kernel");
      else this.form.reconcileWith(finished, state.writer === "kernel");
      if (!ours) this.form.reconcilePending(pending, this.#sharedPending);
    });
    this.#sharedPending = pending;
    this.#differsFromKernel = !jsonEqual(this.form.read(), theirs);
    if (this.#differsFromKernel) this.#writeSoon();
    else
      this.#lastText =
        pending.length > 0 ? fingerprint(this.form.text(), this.form.pending.peek()) : undefined;
  }

  #applyAcknowledgement(): void {
    this.#acknowledgedOnce = true;
    this.kernel.responding.value = true;
    const ack = this.#model.get("last_ack");
    if (ack === this.kernel.waiting.peek()) this.kernel.waiting.value = "";
    for (const [name, { id, isStale }] of this.#pendingEchoes) {
      if (id !== ack) continue;
      this.#pendingEchoes.delete(name);
      if (isStale) this.kernel.traits[name]?.(this.#model.get(name));
    }
  }

  /** Take a trait as it is now, and each time that it changes. */
  #subscribe(name: keyof Traits, use: (given: unknown) => void): void {
    const now = (): void => {
      const awaited = this.#pendingEchoes.get(name);
      if (awaited) awaited.isStale = true;
      else use(this.#model.get(name));
    };
    now();
    this.#listen(`change:${name}`, now);
  }

  #listen(event: string, callback: (...given: unknown[]) => void): void {
    this.#model.on(event, callback);
    this.#cleanups.push(() => this.#model.off(event, callback));
  }
}

/** Request and pending entries in one text, to tell whether either changed. */
function fingerprint(text: string, pending: Pending[]): string {
  return `${text}\n${JSON.stringify(pending)}`;
}

function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}
