// What comes over the wire, looked at before it is believed: a kernel of another version may say
// what this page does not understand, and that is passed over.

import type { Context, Issue, Pending, Status, ValueState } from "./contract";
import { type Json, parse } from "./json";

const STATUSES: Status[] = ["editing", "submitting", "uncertain", "created", "refused"];

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null;
}

export function isState(given: unknown): given is ValueState {
  return isRecord(given) && typeof given.text === "string" && Number.isInteger(given.revision);
}

export function isIssue(given: unknown): given is Issue {
  return isRecord(given) && Array.isArray(given.path) && typeof given.message === "string";
}

export function isPending(given: unknown): given is Pending {
  return isRecord(given) && Array.isArray(given.path) && typeof given.key === "string";
}

export function listOf<Row>(given: unknown, fits: (row: unknown) => row is Row): Row[] {
  return Array.isArray(given) ? given.filter(fits) : [];
}

export function readable(text: string): Json | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export function isStatus(given: unknown): given is Status {
  return STATUSES.includes(given as Status);
}

export function isContext(given: unknown): given is Context {
  return isRecord(given) && typeof given.state === "string";
}
