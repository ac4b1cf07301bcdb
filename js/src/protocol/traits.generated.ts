// Written by js/build/protocol.py of what modelpkg_widget/widget declares; do not edit.

import type { Json } from "../core/json";
import type { Path } from "../core/path";
import type { Schema } from "./schema";

/** The request on its way to pages. */
export interface ValueState {
  /** JSON text, because objects on the way would reorder keys. */
  text: string;
  revision: number;
  writer: string;
  seq: number;
  /** The writer's text was taken as it was, nothing merged into it. */
  exact: boolean;
}

/** Entries that JSON cannot contain: map entries without a name, or with a repeated name. */
export interface Pending {
  path: Path;
  key: string;
  text: string;
  code: string;
}

/** One problem, or one remark, about one member of a request. */
export interface Issue {
  /** The steps to the member, outermost first; () is the whole request. A missing or unknown
   * member has its own path, a map entry the path of the map and its key. */
  path: Path;
  /** A JSON Schema keyword (maxLength), or the id of a rule. For the key of a map entry, key.
   * and a keyword. Otherwise service (from AWS), draft (not saved), attach (not uploaded),
   * carried (from an earlier version), first (no earlier version), confirm (needs a
   * confirmation), goal or answer (of an exercise). */
  code: string;
  /** One sentence that says what is wrong. */
  message: string;
  /** Error stops a submission, warning and info do not. */
  severity: "error" | "warning" | "info";
  /** What to do about it. Can be empty. */
  hint: string;
  /** What found it: schema, rule, form, preflight, service or exercise. */
  source: "schema" | "rule" | "form" | "preflight" | "service" | "exercise";
  /** Paths of other members that the issue is about. */
  related: Path[];
}

/** The last submission. */
export interface SubmissionState {
  /** When it created the package, or was sent, as ISO 8601; empty before. */
  when: string;
  /** Possible actions besides the button; see submission.outcome. */
  actions: ("again" | "anyway" | "group")[];
}

/** State of the draft. */
export interface DraftState {
  /** Of the file; empty when the form keeps no draft. */
  path: string;
  /** Empty: nothing was saved yet; saved; conflict: somebody else wrote into it, and nothing is
   * saved before a person decides; failed. */
  state: "" | "saved" | "conflict" | "failed";
  /** Why it is not saved, and what to do. */
  problem: string;
}

/** What the request was loaded from; empty if it started empty. */
export interface LoadedState {
  /** In words, such as "version 7 of churn"; empty when nobody named it. */
  source: string;
  /** Of the package that it was made of. */
  arn: string;
  /** Of this machine that were read because the text names them. */
  files: string[];
  /** The request as it was loaded, as JSON text; empty when nothing was. */
  base: string;
  omitted: Note[];
  coerced: Note[];
  unresolved: Note[];
  /** The places of review. */
  carried: Path[];
  /** State of a later load request. */
  state: "" | "loading" | "failed";
  problem: string;
  review: UnreviewedValue[];
  reviewed: ReviewedValue[];
  marks: Mark[];
  /** What changes are compared with, as JSON text; empty: base. */
  previous: string;
  previous_source: string;
}

/** Note on one member that was loaded or not loaded. */
export interface Note {
  /** Path in the request. */
  path: Path;
  /** One plain sentence. */
  why: string;
  /** What it was loaded from, in words; empty of what was loaded last. */
  source: string;
}

/** A copied value that nobody has kept or changed yet. */
export interface UnreviewedValue {
  path: Path;
  base_path: Path;
  label: string;
  value: Json;
  /** It is kept by itself only. */
  individually: boolean;
  why: string;
}

/** A copied value that somebody has kept or changed. */
export interface ReviewedValue {
  path: Path;
  base_path: Path;
  label: string;
  value: Json;
  act: "kept" | "changed";
}

/** A value that somebody has to keep or change, wherever a request still has it. */
export interface Mark {
  base_path: Path;
  value: Json;
  individually: boolean;
  kept: boolean;
}

/** Where a person is. */
export interface WizardPosition {
  /** Full shows the whole form, guided one step after the other. */
  mode: "full" | "guided";
  /** The id of a guide; empty before one is chosen. */
  guide: string;
  /** The id of a step of it; empty is the first. */
  step: string;
}

/** Target of a submission, as shown beside the button. */
export interface Target {
  /** Unknown, asking, known or failed. */
  state: "unknown" | "asking" | "known" | "failed";
  /** The endpoint is this package's local stand-in; nothing is sent to AWS. */
  sandbox: boolean;
  /** A fault, a denied permission or a planned failure was put into the sandbox. */
  faulty: boolean;
  /** 12 digits; empty when not known. */
  account: string;
  /** Such as eu-west-1; empty when none is set. */
  region: string;
  /** The ARN of the caller. */
  identity: string;
  /** The URL that requests are sent to, without the secret of a sandbox: it is shown, and kept
   * in the journal. */
  endpoint: string;
  /** Which of all sandboxes it is: what one has made, the next does not have. */
  instance: string;
  /** The account of the group that the request names, where that is another one: the request is
   * sent as account, and the package is created there. */
  owner: string;
  /** Why account or region are not known, and what to do. */
  problem: string;
}

/** What the page reads of DescribeModelPackage's answer; the trait has all of it. */
export interface AwsPackage {
  ModelPackageStatus: string;
  /** ISO 8601. */
  CreationTime: string;
  ModelApprovalStatus: string;
  ModelPackageStatusDetails?: AwsStages | null;
}

/** What a package goes through. */
export interface AwsStages {
  ImageScanStatuses?: AwsStage[] | null;
  ValidationStatuses?: AwsStage[] | null;
}

/** An image scan or a validation profile of a package, as AWS spells it. */
export interface AwsStage {
  Name: string;
  Status: string;
  FailureReason?: string | null;
}

/** State of following a package. */
export interface PollState {
  /** Off; following; ended: nothing more will change; stopped: it goes on when requested. */
  state: "off" | "following" | "ended" | "stopped";
  /** When AWS answered last, ISO 8601 in UTC. */
  checked_at: string;
  /** Why the last question had no answer. */
  problem: string;
}

/** Why a package failed. */
export interface Failure {
  /** Off; looking for the job and its log; known. */
  state: "off" | "looking" | "known";
  /** For each FailureReason of AWS's, what it means and what to do; those that are not known are
   * left out. */
  explanations: Map<string, string>;
  /** Name of the transform job of the validation; may be empty. */
  job: string;
  /** Address of that job in the AWS console; may be empty. */
  console: string;
  /** The last lines of its log. */
  lines: string[];
  /** What these mean and what to do; may be empty. */
  log_explanation: string;
  /** Why there are no lines. */
  problem: string;
  /** A policy that would let them be read, as JSON; may be empty. */
  snippet: string;
}

/** Next steps for the package, to copy; empty texts where there are none. */
export interface NextSteps {
  console: string;
  approve: string;
  deploy: string;
  /** Of a certified package alone. */
  listing?: Listing[] | null;
}

/** One row of what buyers of a certified package will find. */
export interface Listing {
  name: string;
  values: string[];
}

/** State of the creation of the group, and its form. */
export interface GroupState {
  state: "offered" | "creating" | "created" | "refused";
  /** The request that its form starts with. */
  start: Json;
  arn: string;
  issues: Issue[];
  schema: Schema;
}

/** The last preflight. */
export interface PreflightState {
  state: "off" | "running" | "known";
  /** Start time, ISO 8601 in UTC; empty before. */
  when: string;
  findings: ReportedFinding[];
}

/** A finding as the page shows it. */
export interface ReportedFinding {
  /** The id of the check, such as image. */
  id: string;
  /** The subject of the check, in a few words. */
  title: string;
  /** Passed, failed, warning, info or unknown: it could not be checked, and detail says why. */
  state: "passed" | "failed" | "warning" | "info" | "unknown";
  /** What was looked at. */
  inspected: string;
  /** What was found, in sentences. */
  detail: string;
  /** What to do about it. Empty if the check passed. */
  remedy: string;
  /** Commands, a script or policies to copy, each on its own. */
  copies: Copy[];
  /** The members concerned. */
  paths: Path[];
  /** The members that were looked at. If one of them changes, the finding is out of date. Empty
   * means the whole request. */
  about: Path[];
  /** A member that it is about has changed since. */
  old: boolean;
}

/** A text to copy. */
export interface Copy {
  /** What it is, such as policy of the bucket churn. */
  title: string;
  /** Commands, a script, or a policy that is JSON by itself. */
  text: string;
}

/** The last rehearsal. */
export interface RehearsalState {
  state: "off" | "running" | "known";
  /** Start time, ISO 8601 in UTC; empty before. */
  when: string;
  /** What is being done, as a sentence; empty when nothing runs. */
  stage: string;
  outcome: "" | "failed" | "passed" | "unknown";
  /** The outcome as a sentence. */
  verdict: string;
  /** What the rehearsal has read has changed since. */
  old: boolean;
  findings: ReportedFinding[];
}

/** What a page shows of an exercise; a form that isn't an exercise has the defaults. */
export interface Task {
  /** The task, for people. */
  text: string;
  /** How many requirements are met. */
  met: number;
  /** How many there are. */
  all: number;
  /** Whether the page may send. */
  sends: boolean;
}

/** The request as a page writes it. */
export interface ValueWrite {
  /** JSON text, because objects on the way would reorder keys. */
  text: string;
  /** The revision that the writer had seen. */
  base: number;
  writer: string;
  seq: number;
}

/** The traits of the widget on the wire. */
export interface Traits {
  value: ValueState;
  pending: Pending[];
  issues: Issue[];
  last_ack: string;
  status: "editing" | "submitting" | "uncertain" | "created" | "refused";
  submission: SubmissionState;
  arn: string;
  draft_state: DraftState;
  loaded: LoadedState;
  guide: WizardPosition;
  done_tasks: string[];
  kind: string | undefined;
  target: Target;
  package: AwsPackage;
  watch_state: PollState;
  failure: Failure;
  next_steps: NextSteps;
  group_creation: GroupState | undefined;
  preflight_report: PreflightState;
  rehearsal_report: RehearsalState;
  task: Task;
}

/** The traits that a page writes. */
export interface WrittenTraits {
  value: ValueWrite;
  pending: Pending[];
}
