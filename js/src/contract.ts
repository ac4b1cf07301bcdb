// What goes over the wire between kernel and page. The kernel's half: the traits of
// modelpkg_widget/widget.py, and page.py.

import type { Json } from "./json";
import type { Path } from "./path";

export type Severity = "error" | "warning" | "info";

export interface Issue {
  path: Path;
  code: string;
  message: string;
  severity: Severity;
  hint: string;
  /** Further places that a finding over several members speaks of. */
  related?: Path[];
  /** Why it is believed: the source of a rule. */
  why?: string;
}

/** A condition of a rule; one of the four stands beside the path. */
export interface Clause {
  path: string;
  set?: true;
  unset?: true;
  equals?: string | number | boolean;
  matches?: string;
}

/** A rule beyond the schema; modelpkg_widget/rules.py says what its members mean. */
export interface Rule {
  id: string;
  severity: Severity;
  scope: string | string[];
  when: Clause[];
  operator: string;
  paths: string[];
  message: string;
  hint: string;
  source: string;
  n?: number;
  limit?: number;
  defaults?: Record<string, number>;
  values?: string[];
  of?: string[];
  pattern?: string;
  part?: "account" | "region";
}

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  title?: string;
  description?: string;
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  propertyNames?: Schema;
  items?: Schema;
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  "x-aws-pattern"?: string;
  "x-aws-type"?: string;
  "x-aws-sensitive"?: boolean;
  "x-aws-idempotency-token"?: boolean;
}

/** Hints for a shape or a member; a member's hint beats its shape's. */
export interface Hints {
  control?: "long-text" | "json";
  placeholder?: string;
  /** The value is code: a fixed-width font, no spelling check. */
  code?: boolean;
  /** AWS may know more values than the installed botocore: an unknown one only warns. */
  open?: boolean;
  suggest?: string[];
  /** What a text names that its form alone does not tell. */
  names?: "image" | "role";
  /** The member of a structure that a person begins with. */
  first?: string;
  /** The kind of thing in the account at hand that it names; modelpkg_widget/account/kinds.py. */
  account?: string;
  /** What of a file it tells. */
  file?: "address" | "type" | "digest";
  /** For a list of known values: the member beside it whose values it may take over. */
  sameAs?: string;
}

export interface Section {
  id: string;
  title: string;
  intro?: string;
  open?: boolean;
  members: string[];
}

/** A place that is set, or holds one text. */
export interface Need {
  path: string;
  equals?: string;
}

/** A step of a guide; modelpkg_widget/guide.json holds them. */
export interface GuideStep {
  id: string;
  title: string;
  /** Why it exists, and what commonly goes wrong. */
  why: string;
  wrong: string;
  /** What it shows beside the members. */
  view?: "guides" | "load" | "preflight" | "review" | "send" | "follow" | "next";
  members?: string[];
  /** Without these it is not ready. */
  needs?: Need[];
  more?: { text: string; link?: string }[];
}

export interface Guide {
  id: string;
  title: string;
  about: string;
  /** A request of which this holds is of this guide. */
  fits: Need;
  steps: GuideStep[];
}

/** Where a person is; empty texts before anything was chosen. */
export interface GuideState {
  mode: "full" | "guided";
  guide: string;
  step: string;
}

export interface Layout {
  sections: Section[];
  other: { id: string; title: string };
  shapes: Record<string, Hints>;
  members: Record<string, Hints>;
  /** What the path of a file on this machine looks like. */
  localFile?: string;
  /** Which member names the group; modelpkg_widget/exchange/next_version.py reads the rest. */
  nextVersion?: { group: string };
  /** Formats that the kernel exports; modelpkg_widget/exchange/exporting.py makes them. */
  exports?: { id: string; title: string; file: string }[];
  /** What needs a second, deliberate act before it is sent. */
  deliberate?: { path: string; equals: string | boolean; says: string }[];
  /** Where the type and the number of instances stand that a validation runs on. */
  cost?: Path[];
  kinds?: PackageKind[];
}

/** A kind of package. */
export interface PackageKind {
  id: string;
  title: string;
  /** A request that was loaded is of this kind if these hold, and nothing of `without` is set. */
  when: Clause[];
  /** The members that do not apply to it. */
  without: string[];
}

export interface Sentence {
  message: string;
  hint?: string;
}

export interface Words {
  issues: Record<string, Sentence>;
  types: Record<string, string>;
  labels: { request: string; item: string };
  shapes: Record<string, Record<string, Sentence>>;
  page: Record<string, string>;
}

/** The data that make the form; sent once. */
export interface Tables {
  schema: Schema;
  layout: Layout;
  words: Words;
  /** Absent where nobody is led, as for the request of a group. */
  guides?: Guide[];
  rules: Rule[];
  /** Codes of errors with which boto3 itself would not send a request. */
  boto: string[];
}

/** What JSON cannot hold: a map entry without a name, or one whose name stands before. */
export interface Pending {
  path: Path;
  key: string;
  text: string;
  code: string;
}

/** The request on its way: JSON text, because objects on the way would reorder keys. */
export interface ValueWrite {
  text: string;
  /** The revision that the writer had seen. */
  base: number;
  writer: string;
  seq: number;
}

export interface ValueState {
  text: string;
  revision: number;
  writer: string;
  seq: number;
  /** The writer's text was taken as it was, nothing merged into it. */
  exact: boolean;
}

/** Of an exercise: its text, how many of all requirements are met, and whether it sends. */
export interface Task {
  text: string;
  met: number;
  all: number;
  sends: boolean;
}

export type Status = "editing" | "submitting" | "uncertain" | "created" | "refused";

/** What may be done next beside pressing the button; modelpkg_widget/sending/outcome.py says when. */
export type Offer = "again" | "anyway" | "group";

/** The last submission. */
export interface Submission {
  /** When it created the package, or was sent, as ISO 8601; empty before. */
  when: string;
  offers: Offer[];
}

/** How a person wants a request sent: as another version, against what speaks against it. */
export interface How {
  again?: true;
  anyway?: true;
  /** What needed a second, deliberate act, and got it. */
  confirmed?: Path[];
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

/** How the package is followed; modelpkg_widget/following.py says what the states mean. */
export interface Progress {
  state: "off" | "following" | "ended" | "stopped";
  /** When AWS answered last, as ISO 8601; empty before. */
  checked: string;
  problem: string;
}

/** Why a package failed; modelpkg_widget/failure.py says what the members mean. */
export interface Failure {
  state: "off" | "looking" | "known";
  /** What AWS's reasons mean. */
  meanings: Map<string, string>;
  job: string;
  console: string;
  lines: string[];
  sign: string;
  problem: string;
  ready: string;
}

/** What one check of the preflight came to; modelpkg_widget/checks/finding.py says more. */
export interface Finding {
  id: string;
  title: string;
  state: "passed" | "failed" | "warning" | "advice" | "unknown";
  looked: string;
  found: string;
  mend: string;
  ready: string;
  paths: Path[];
  /** A member that it is about has changed since. */
  old: boolean;
}

/** The last preflight. */
export interface Checked {
  state: "off" | "running" | "known";
  /** ISO 8601. */
  when: string;
  findings: Finding[];
}

/** What may be done with the package, to copy; empty texts where there is nothing. */
export interface Steps {
  console: string;
  approve: string;
  deploy: string;
}

/** How the creation of the version's group stands. */
export interface Group {
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
}

/** What is not taken over, what stood there otherwise, and what nobody could tell the value of. */
export interface Notes {
  leftOut: Remark[];
  repaired: Remark[];
  gaps: Remark[];
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

/** What the request was loaded from; modelpkg_widget/loaded_form.py says what the members mean. */
export interface Loaded extends Notes {
  /** In words, such as "version 7 of churn"; empty when nobody named it. */
  source: string;
  /** The request as it was loaded, as JSON text; empty when nothing was. */
  base: string;
  /** What still holds what belongs to the earlier version. */
  carried: Path[];
  state: "" | "loading" | "failed";
  problem: string;
}

/** The request as text; modelpkg_widget/exchange/exported.py says what the members mean. */
export interface Exported {
  asker: string;
  number: number;
  text: string;
  /** Of each member its first and last line, counted from 1. */
  lines: { path: Path; first: number; last: number }[];
  gaps: { path: Path; why: string }[];
  problem: string;
}

/** How the draft stands; modelpkg_widget/draft.py says what the states mean. */
export interface DraftState {
  path: string;
  state: "" | "saved" | "conflict" | "failed";
  problem: string;
}

/** What a field asks of the account; modelpkg_widget/account/looking.py says what the members mean. */
export interface Question {
  what: string;
  text: string;
  skip: number;
  typed: boolean;
}

/** One thing that the account has; `about` are keys of the page's words and what fills each. */
export interface Thing {
  value: string;
  about: [word: string, value: string][];
  /** It holds others, which are offered next. */
  opens: boolean;
}

/** The answer to a question. */
export interface Found {
  asker: string;
  number: number;
  things: Thing[];
  more: boolean;
  problem: { word: string; value: string } | undefined;
}

/** Where a submission goes to. */
export interface Context {
  state: "unknown" | "asking" | "known" | "failed";
  sandbox: boolean;
  account: string;
  region: string;
  identity: string;
  endpoint: string;
  /** Which of all sandboxes it is. */
  instance: string;
  problem: string;
}
