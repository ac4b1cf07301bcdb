// What comes over the wire, looked at before it is believed: a kernel of another version may say
// what this page does not understand, and that is passed over.

import type { GuideState, Issue, Pending, Schema, ValueState } from "./contract";
import { type Json, parse } from "./json";
import type { Path } from "./path";
import type {
  Checked,
  Context,
  Copied,
  DraftState,
  Exported,
  Failure,
  Finding,
  Found,
  Group,
  Loaded,
  Notes,
  Offer,
  Package,
  Preview,
  Progress,
  Remark,
  Stage,
  Status,
  Steps,
  Submission,
  Task,
} from "./told";

const STATUSES: Status[] = ["editing", "submitting", "uncertain", "created", "refused"];
const OFFERS: Offer[] = ["again", "anyway", "group"];
const FOLLOWED: Progress["state"][] = ["off", "following", "ended", "stopped"];
const GROUPS: Group["state"][] = ["offered", "creating", "created", "refused"];
const LOADS: Loaded["state"][] = ["", "loading", "failed"];
const CHECKED: Checked["state"][] = ["off", "running", "known"];
const FINDINGS: Finding["state"][] = ["passed", "failed", "warning", "advice", "unknown"];
const FAILURES: Failure["state"][] = ["off", "looking", "known"];
const DRAFTS: DraftState["state"][] = ["", "saved", "conflict", "failed"];

export function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null;
}

function isOneOf<Kind>(known: Kind[], given: unknown): given is Kind {
  return known.includes(given as Kind);
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

export function textOf(given: unknown): string {
  return typeof given === "string" ? given : "";
}

function recordOf(given: unknown): Record<string, unknown> {
  return isRecord(given) ? given : {};
}

export function statusOf(given: unknown): Status {
  return isOneOf(STATUSES, given) ? given : "editing";
}

export function guideOf(given: unknown): GuideState {
  const { mode, guide, step } = recordOf(given);
  return {
    mode: mode === "guided" ? mode : "full",
    guide: textOf(guide),
    step: textOf(step),
  };
}

/** What is no exercise sends. */
export function taskOf(given: unknown): Task {
  const { text, met, all, sends } = recordOf(given);
  const count = (one: unknown): number => (typeof one === "number" ? one : 0);
  return { text: textOf(text), met: count(met), all: count(all), sends: sends !== false };
}

export function contextOf(given: unknown): Context | undefined {
  return isRecord(given) && typeof given.state === "string"
    ? (given as unknown as Context)
    : undefined;
}

export function submissionOf(given: unknown): Submission {
  const { when, offers } = recordOf(given);
  return {
    when: textOf(when),
    offers: listOf(offers, (offer): offer is Offer => isOneOf(OFFERS, offer)),
  };
}

export function packageOf(given: unknown): Package {
  const told = recordOf(given);
  const details = recordOf(told.ModelPackageStatusDetails);
  return {
    status: textOf(told.ModelPackageStatus),
    created: textOf(told.CreationTime),
    approval: textOf(told.ModelApprovalStatus),
    scans: stagesOf(details.ImageScanStatuses),
    profiles: stagesOf(details.ValidationStatuses),
  };
}

function stagesOf(given: unknown): Stage[] {
  return listOf(given, isRecord).map(({ Name, Status, FailureReason }) => ({
    name: textOf(Name),
    status: textOf(Status),
    failure: textOf(FailureReason),
  }));
}

export function progressOf(given: unknown): Progress {
  const { state, checked, problem } = recordOf(given);
  return {
    state: isOneOf(FOLLOWED, state) ? state : "off",
    checked: textOf(checked),
    problem: textOf(problem),
  };
}

export function checkedOf(given: unknown): Checked {
  const { state, when, findings } = recordOf(given);
  return {
    state: isOneOf(CHECKED, state) ? state : "off",
    when: textOf(when),
    findings: listOf(findings, isRecord).flatMap(({ paths, copies, old, ...row }) => {
      const { state: found } = row;
      if (!isOneOf(FINDINGS, found)) return [];
      return [
        {
          ...textsOf(row, ["id", "title", "looked", "found", "mend"]),
          state: found,
          copies: listOf(copies, isRecord).map((copy) => textsOf(copy, ["title", "text"])),
          paths: listOf(paths, isPath),
          old: old === true,
        },
      ];
    }),
  };
}

export function failureOf(given: unknown): Failure {
  const told = recordOf(given);
  const { state, meanings, lines } = told;
  const rows = Object.entries(recordOf(meanings));
  return {
    ...textsOf(told, ["job", "sign", "problem", "ready"]),
    state: isOneOf(FAILURES, state) ? state : "off",
    meanings: new Map(rows.map(([reason, means]) => [reason, textOf(means)])),
    console: addressOf(told.console),
    lines: listOf(lines, (line): line is string => typeof line === "string"),
  };
}

function textsOf<Name extends string>(
  given: Record<string, unknown>,
  names: Name[],
): Record<Name, string> {
  const rows = names.map((name) => [name, textOf(given[name])]);
  return Object.fromEntries(rows) as Record<Name, string>;
}

/** A link may hold code; an address of the web does not. */
function addressOf(given: unknown): string {
  const address = textOf(given);
  return address.startsWith("https://") ? address : "";
}

export function stepsOf(given: unknown): Steps {
  const { console, approve, deploy, listing } = recordOf(given);
  const rows = listOf(listing, isRecord).map(({ name, values }) => ({
    name: textOf(name),
    values: listOf(values, (text) => typeof text === "string"),
  }));
  return {
    console: addressOf(console),
    approve: textOf(approve),
    deploy: textOf(deploy),
    ...(Array.isArray(listing) && { listing: rows }),
  };
}

export function groupOf(given: unknown): Group | undefined {
  const { state, start, arn, issues, schema } = recordOf(given);
  if (!isOneOf(GROUPS, state) || !isRecord(schema) || !isRecord(schema.properties))
    return undefined;
  return {
    state,
    start: readable(JSON.stringify(start ?? {})) ?? new Map(),
    arn: textOf(arn),
    issues: listOf(issues, isIssue),
    schema: schema as Schema,
  };
}

export function loadedOf(given: unknown): Loaded {
  const told = recordOf(given);
  const { source, base, carried, marks, review, reviewed, previous, state, problem } = told;
  return {
    source: textOf(source),
    base: textOf(base),
    ...notesOf(given),
    carried: listOf(carried, isPath),
    marks: markedOf(marks).map(({ row, ...mark }) => ({
      ...mark,
      individually: row.individually === true,
      kept: row.kept === true,
    })),
    review: copiedOf(review),
    reviewed: copiedOf(reviewed),
    previous: textOf(previous),
    previousSource: textOf(told.previous_source),
    state: isOneOf(LOADS, state) ? state : "",
    problem: textOf(problem),
  };
}

interface MarkRow {
  basePath: Path;
  value: Json;
  row: Record<string, unknown>;
}

/** Rows that speak of a value and its place in the request that was loaded. */
function markedOf(given: unknown): MarkRow[] {
  return listOf(given, isRecord).flatMap((row) => {
    const value = row.value === undefined ? undefined : readable(JSON.stringify(row.value));
    return isPath(row.base_path) && value !== undefined
      ? { basePath: row.base_path, value, row }
      : [];
  });
}

function copiedOf(given: unknown): Copied[] {
  return markedOf(given).flatMap(({ row, ...mark }) =>
    isPath(row.path) ? { ...mark, path: row.path, label: textOf(row.label) } : [],
  );
}

export function previewOf(given: unknown): Preview {
  const { asker, number, source, part, base, over, problem } = recordOf(given);
  return {
    asker: textOf(asker),
    number: typeof number === "number" ? number : 0,
    source: textOf(source),
    part: part === true,
    base: textOf(base),
    over: textOf(over),
    ...notesOf(given),
    problem: textOf(problem),
  };
}

function notesOf(given: unknown): Notes {
  const { leftOut, repaired, gaps } = recordOf(given);
  return { leftOut: placesOf(leftOut), repaired: placesOf(repaired), gaps: placesOf(gaps) };
}

export function explainedOf(given: unknown): { path: Path; text: string } {
  const { path, text } = recordOf(given);
  return { path: isPath(path) ? path : [], text: textOf(text) };
}

function isPath(given: unknown): given is Path {
  return (
    Array.isArray(given) &&
    given.every((step) => typeof step === "string" || Number.isInteger(step))
  );
}

export function foundOf(given: unknown): Found {
  const { asker, number, things, more, problem } = recordOf(given);
  const { word, value } = recordOf(problem);
  return {
    asker: textOf(asker),
    number: Number(number),
    things: listOf(things, isRecord).map(({ value, about, opens }) => ({
      value: textOf(value),
      about: listOf(about, isPair),
      opens: opens === true,
    })),
    more: more === true,
    problem: word ? { word: textOf(word), value: textOf(value) } : undefined,
  };
}

function isPair(given: unknown): given is [string, string] {
  return (
    Array.isArray(given) && given.length === 2 && given.every((one) => typeof one === "string")
  );
}

export function exportedOf(given: unknown): Exported | undefined {
  const { asker, number, answer } = recordOf(given);
  if (typeof asker !== "string" || typeof number !== "number") return undefined;
  const { text, lines, gaps, problem } = plain(textOf(answer));
  return {
    asker,
    number,
    text: textOf(text),
    lines: listOf(lines, Array.isArray).flatMap(([path, first, last]) =>
      isPath(path) ? { path, first: Number(first), last: Number(last) } : [],
    ),
    gaps: placesOf(gaps),
    problem: textOf(problem),
  };
}

function plain(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Rows of a place and what is said of it. */
function placesOf(given: unknown): Remark[] {
  return listOf(given, isRecord).flatMap(({ path, why, source }) =>
    isPath(path) ? { path, why: textOf(why), source: textOf(source) } : [],
  );
}

export function draftOf(given: unknown): DraftState {
  const { path, state, problem } = recordOf(given);
  return {
    path: textOf(path),
    state: isOneOf(DRAFTS, state) ? state : "",
    problem: textOf(problem),
  };
}
