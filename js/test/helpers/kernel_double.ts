// A stand-in for the Jupyter model and for the kernel behind it; messages wait until they are let go.

import { type Json, parse, stringify } from "../../src/core/json";
import { merge } from "../../src/core/merge";
import type { Model } from "../../src/host/model";
import { Host } from "../../src/host/sync";
import type { Pending, ValueState, ValueWrite } from "../../src/protocol/traits.generated";
import { leaf, plainTables } from "./forms";

export class FakeModel implements Model {
  readonly traits = new Map<string, unknown>();
  readonly sent: Record<string, unknown>[] = [];
  /** What was written and has not reached the kernel. */
  readonly toKernel: { value: ValueWrite; pending: Pending[] }[] = [];
  /** What the kernel said and has not reached the page. */
  readonly toPage: (() => void)[] = [];
  saves = 0;
  isClosed = false;
  private readonly listeners = new Map<string, Set<(...given: unknown[]) => void>>();

  constructor(value: unknown, more: Record<string, unknown> = {}) {
    const traits = { value, pending: [], issues: [], status: "editing" };
    for (const [name, trait] of Object.entries({ ...traits, arn: "", ...more })) {
      this.traits.set(name, trait);
    }
  }
  get(name: string): unknown {
    return this.traits.get(name);
  }
  set(name: string, value: unknown): void {
    if (this.isClosed) throw new Error("no comm");
    this.setTrait(name, value);
  }
  save_changes(): void {
    this.saves += 1;
    const value = this.get("value") as ValueWrite;
    this.toKernel.push({ value, pending: this.get("pending") as Pending[] });
  }
  send(content: unknown): void {
    if (this.isClosed) throw new Error("no comm");
    this.sent.push(content as Record<string, unknown>);
  }
  on(event: string, callback: (...given: unknown[]) => void): void {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(callback));
  }
  off(event?: string | null, callback?: ((...given: unknown[]) => void) | null): void {
    if (callback) this.listeners.get(event ?? "")?.delete(callback);
  }
  /** A trait changes, whoever changed it. */
  setTrait(name: string, value: unknown): void {
    this.traits.set(name, value);
    this.fire(`change:${name}`);
  }
  fire(event: string): void {
    for (const callback of this.listeners.get(event) ?? []) callback();
  }
  /** The kernel says what is no trait. */
  sendEvent(content: unknown): void {
    for (const callback of this.listeners.get("msg:custom") ?? []) callback(content, []);
  }
  listening(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

export function state(text: string, revision = 1, more: Partial<ValueState> = {}): ValueState {
  return { text, revision, writer: "kernel", seq: 0, exact: true, ...more };
}

/** What modelpkg_widget.widget.shared_request does with writes, for the pages that are connected. */
export class FakeKernel {
  text = "{}";
  revision = 0;
  pending: Pending[] = [];
  readonly models: FakeModel[] = [];
  private readonly history = ["{}"];

  open(): { host: Host; model: FakeModel } {
    const model = new FakeModel(state(this.text, this.revision), { pending: this.pending });
    const host = new Host(model, plainTables);
    this.models.push(model);
    return { host, model };
  }

  assign(text: string): void {
    this.take(stringify(parse(text)), "kernel", 0, true);
  }

  receive(model: FakeModel): void {
    const write = model.toKernel.shift();
    if (!write) return;
    const { text, base, writer, seq } = write.value;
    this.pending = write.pending;
    const exact = base === this.revision;
    const merged = exact
      ? text
      : stringify(merge(parse(this.history[base] ?? "{}"), parse(text), parse(this.text)) ?? null);
    this.take(merged, writer, seq, exact);
  }

  private take(text: string, writer: string, seq: number, exact: boolean): void {
    this.text = text;
    this.revision += 1;
    this.history.push(text);
    const answer = state(text, this.revision, { writer, seq, exact });
    const { pending } = this;
    for (const model of this.models) {
      model.toPage.push(() => {
        model.traits.set("pending", pending);
        model.setTrait("value", answer);
      });
    }
  }

  /** Let everything through until nobody has anything to say. */
  settle(passTime: () => void): void {
    for (let round = 0; round < 50; round += 1) {
      passTime();
      for (const model of this.models) {
        while (model.toKernel.length > 0) this.receive(model);
      }
      for (const model of this.models) {
        while (model.toPage.length > 0) model.toPage.shift()?.();
      }
    }
  }

  value(): Json {
    return parse(this.text);
  }
}

export function open(text = "{}", more: Record<string, unknown> = {}) {
  const model = new FakeModel(state(text), more);
  const host = new Host(model, plainTables);
  return { model, host, form: host.form };
}

export function written(model: FakeModel): ValueWrite[] {
  return model.toKernel.map(({ value }) => value);
}

export function type(host: Host, text: string, ...path: (string | number)[]): void {
  const node = leaf(host.form, ...path);
  host.form.editing = node;
  node.type(text);
}

export function blur(host: Host): void {
  host.form.editing = undefined;
  host.flush();
}
