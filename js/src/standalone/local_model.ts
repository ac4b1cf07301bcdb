// The model of a form without a kernel: it stores what the page writes and acknowledges it, so that
// the page needs no other code than in a notebook.

import type { Model } from "../host/model";
import type { Message } from "../protocol/messages.generated";
import type { Traits, ValueWrite } from "../protocol/traits.generated";

/** What the page reads of the kernel; members of objects that are absent have defaults. */
export type GivenTraits = { [name in keyof Traits]?: unknown };
type Listener = (...given: unknown[]) => void;

export class LocalModel implements Model {
  readonly #traits: Map<string, unknown>;
  readonly #receive: (message: Message, model: LocalModel) => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  #revision = 0;

  /**
   * @param text the request to start from, as JSON.
   * @param traits others that the form starts from.
   * @param receive handles the messages of the page.
   */
  constructor(
    text: string,
    traits: GivenTraits,
    receive: (message: Message, model: LocalModel) => void,
  ) {
    this.#traits = new Map(Object.entries(traits));
    this.#receive = receive;
    this.assign(text);
  }

  get(name: string): unknown {
    return this.#traits.get(name);
  }

  set(name: string, value: unknown): void {
    this.#traits.set(name, value);
  }

  /** The page wrote its request. */
  save_changes(): void {
    const { text, writer, seq } = this.get("value") as ValueWrite;
    queueMicrotask(() => this.assign(text, writer, seq));
  }

  send(content: unknown): void {
    const message = content as Message & { id: string };
    queueMicrotask(() => {
      this.#receive(message, this);
      this.publish({ last_ack: message.id });
    });
  }

  on(event: string, callback: Listener): void {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(callback));
  }

  off(event?: string | null, callback?: Listener | null): void {
    if (callback) this.#listeners.get(event ?? "")?.delete(callback);
  }

  /** The request as JSON, as it was written last. */
  text(): string {
    return (this.get("value") as Pick<ValueWrite, "text">).text;
  }

  /** Store a request; without a writer it is not the page's own, which then shows it. */
  assign(text: string, writer = "kernel", seq = 0): void {
    this.#revision += 1;
    this.publish({ value: { text, revision: this.#revision, writer, seq, exact: true } });
  }

  /** Set traits and notify the page. */
  publish(traits: GivenTraits): void {
    for (const [name, value] of Object.entries(traits)) this.set(name, value);
    for (const name of Object.keys(traits)) this.#emit(`change:${name}`);
  }

  /** Send the page what is no trait. */
  sendEvent(content: unknown): void {
    this.#emit("msg:custom", content);
  }

  #emit(event: string, ...given: unknown[]): void {
    for (const callback of this.#listeners.get(event) ?? []) callback(...given);
  }
}
