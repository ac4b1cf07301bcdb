// What the kernel tells of its work: sending, following, loading, exporting, and what the account
// has. Its half: the traits of modelpkg_widget/widget.py and of what that is made of.

import type { Json } from "../core/json";
import type { Path } from "../core/path";
import type { Issue, Schema } from "./form_data";

/** Of an exercise: its text, how many of all requirements are met, and whether it sends. */
export interface Task {
  text: string;
  met: number;
  all: number;
  sends: boolean;
}

export type Status = "editing" | "submitting" | "uncertain" | "created" | "refused";

/** What may be done next beside pressing the button; modelpkg_widget/submission/outcome.py says when. */
export type OfferedAction = "again" | "anyway" | "group";

/** The last submission. */
export interface Submission {
  /** When it created the package, or was sent, as ISO 8601; empty before. */
  when: string;
  actions: OfferedAction[];
}

/** How a person wants a request sent: as another version, against what speaks against it. */
export interface SubmitOptions {
  allow_duplicate?: true;
  force?: true;
  /** What needed a second, deliberate act, and got it. */
  confirmed?: Path[];
  /** With values that were copied from an earlier version and that nobody has kept or changed. */
  unreviewed?: true;
}

/** An image scan or a validation profile of a package; the texts are AWS's. */
export interface Stage {
  name: string;
  status: string;
  failure: string;
}

/** What DescribeModelPackage said last; empty texts before. */
export interface Package {
  status: string;
  /** ISO 8601. */
  created: string;
  approval: string;
  scans: Stage[];
  profiles: Stage[];
}

/** How the package is followed; modelpkg_widget/monitoring/poller.py says what the states mean. */
export interface WatchState {
  state: "off" | "following" | "ended" | "stopped";
  /** When AWS answered last, as ISO 8601; empty before. */
  checked_at: string;
  problem: string;
}

/** Why a package failed; modelpkg_widget/monitoring/diagnosis.py says what the members mean. */
export interface Failure {
  state: "off" | "looking" | "known";
  /** What AWS's reasons mean. */
  explanations: Map<string, string>;
  job: string;
  console: string;
  lines: string[];
  log_explanation: string;
  problem: string;
  snippet: string;
}

/** What one check of the preflight came to; modelpkg_widget/preflight_checks/check_result.py says more. */
export interface Finding {
  id: string;
  title: string;
  state: "passed" | "failed" | "warning" | "info" | "unknown";
  inspected: string;
  detail: string;
  remedy: string;
  /** Texts to copy, each by itself; one of commands has no title. */
  copies: { title: string; text: string }[];
  paths: Path[];
  /** A member that it is about has changed since. */
  old: boolean;
}

/** The last preflight. */
export interface PreflightReport {
  state: "off" | "running" | "known";
  /** ISO 8601. */
  when: string;
  findings: Finding[];
}

/** What may be done with the package, to copy; empty texts where there is nothing. */
export interface NextSteps {
  console: string;
  approve: string;
  deploy: string;
  /** What buyers of a certified package will find; of no other package there is any. */
  listing?: { name: string; values: string[] }[];
}

/** How the creation of the version's group stands. */
export interface GroupCreation {
  state: "offered" | "creating" | "created" | "refused";
  /** The request that its form begins with. */
  start: Json;
  arn: string;
  issues: Issue[];
  schema: Schema;
}

/** What is to be known of one member that was loaded, or was not. */
export interface Remark {
  path: Path;
  why: string;
  /** What it was loaded from, in words; empty of what was loaded last. */
  source: string;
}

/** What is not taken over, what stood there otherwise, and what nobody could tell the value of. */
export interface Notes {
  omitted: Remark[];
  coerced: Remark[];
  unresolved: Remark[];
}

/** What would be loaded, to be looked at before it is taken. */
export interface Preview extends Notes {
  /** Which display had asked for it, and which of what it had asked for it is. */
  asker: string;
  number: number;
  source: string;
  /** It is a part of a request, such as the model of a training job. */
  part: boolean;
  /** The request as it would be, alone and laid over what is there, as JSON text. */
  base: string;
  over: string;
  /** Why there is nothing; empty when there is. */
  problem: string;
}

/** A value that was copied from an earlier version, and where it stands by now. */
export interface Copied {
  path: Path;
  basePath: Path;
  value: Json;
  /** What it was copied from, such as "version 6 of churn". */
  label: string;
}

/** What the request was loaded from; modelpkg_widget/loaded_form.py says what the members mean. */
export interface Loaded extends Notes {
  /** In words, such as "version 7 of churn"; empty when nobody named it. */
  source: string;
  /** The request as it was loaded, as JSON text; empty when nothing was. */
  base: string;
  /** All values that somebody has to keep or change, those of earlier requests too. */
  marks: { basePath: Path; value: Json; individually: boolean; kept: boolean }[];
  /** Those of this request that nobody has kept or changed yet, and those that somebody has. */
  review: Copied[];
  reviewed: Copied[];
  /** What changes are compared with, in words and as JSON text. */
  previousSource: string;
  previous: string;
  state: "" | "loading" | "failed";
  problem: string;
}

/** The request as text; modelpkg_widget/exporters/export_result.py says what the members mean. */
export interface Exported {
  asker: string;
  number: number;
  text: string;
  /** Of each member its first and last line, counted from 1. */
  lines: { path: Path; first: number; last: number }[];
  gaps: { path: Path; why: string }[];
  problem: string;
}

/** How the draft stands; modelpkg_widget/storage/draft.py says what the states mean. */
export interface DraftState {
  path: string;
  state: "" | "saved" | "conflict" | "failed";
  problem: string;
}

/** What a field asks of the account; modelpkg_widget/autocomplete/lookup.py says what the members mean. */
export interface ListQuery {
  what: string;
  text: string;
  skip: number;
  typed: boolean;
}

/** One thing that the account has; `details` are keys of the page's words and what fills each. */
export interface Suggestion {
  value: string;
  details: [word: string, value: string][];
  /** It holds others, which are offered next. */
  is_prefix: boolean;
}

/** The answer to a question. */
export interface Found {
  asker: string;
  number: number;
  things: Suggestion[];
  more: boolean;
  problem: { word: string; value: string } | undefined;
}

/** Where a submission goes to. */
export interface TargetState {
  state: "unknown" | "asking" | "known" | "failed";
  sandbox: boolean;
  /** Somebody put a fault, a denied permission or a planned failure into the sandbox. */
  faulty: boolean;
  account: string;
  region: string;
  identity: string;
  endpoint: string;
  /** Which of all sandboxes it is. */
  instance: string;
  problem: string;
}
