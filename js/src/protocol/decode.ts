// How values of the wire become those of the page; decoders.generated.ts says which trait needs
// what. The page's program comes from the kernel, so that each understands the other.

import { type Json, parse } from "../core/json";
import type { ValueState } from "./traits.generated";

type Decoder = (given: unknown) => unknown;
type Members = Record<string, Decoder>;

/** What stands for a trait that is not there. */
export function scalar(nothing: unknown): Decoder {
  return (given) => given ?? nothing;
}

/** An object, some of whose members the kernel may leave out; some are read, and the others stay
 * as they are. */
export function record(nothing: object, members: Members = {}): Decoder {
  return (given) => {
    const made = { ...nothing, ...(given as Record<string, unknown>) };
    for (const name in members) made[name] = members[name]?.(made[name]);
    return made;
  };
}

export function rows(members: Members): Decoder {
  return (given) => (given as unknown[]).map(record({}, members));
}

/** Undefined where the kernel has nothing to say: null, or an empty object. */
export function optional(read: Decoder = (given) => given): Decoder {
  return (given) => (JSON.stringify(given ?? {}) === "{}" ? undefined : read(given));
}

/** A value that came as plain JSON. */
export function json(plain: unknown): Json {
  return parse(JSON.stringify(plain));
}

export function mapOf(given: unknown): Map<string, unknown> {
  return new Map(Object.entries(given as object));
}

/** A link may hold code; an address of the web does not. */
export function link(given: unknown): string {
  return String(given).startsWith("https://") ? String(given) : "";
}

export function isState(given: unknown): given is ValueState {
  const { text, revision } = Object(given);
  return typeof text === "string" && Number.isInteger(revision);
}

export function tryParse(text: string): Json | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
