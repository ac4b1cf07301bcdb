// What comes over the wire, in the shapes of the page. The page's program comes from the kernel, so
// that each understands the other; members that the kernel leaves out are what stands here.

import { type Json, parse } from "../core/json";
import type { Path } from "../core/path";
import type { GuideState, Schema, ValueState } from "./form_data";
import type {
  Copied,
  DraftState,
  Exported,
  Failure,
  GroupCreation,
  Loaded,
  NextSteps,
  Package,
  PreflightReport,
  Stage,
  Submission,
  Task,
  WatchState,
} from "./kernel_state";

/** Read what lacks members that `nothing` has. */
function over<Kind extends object>(nothing: Kind): (given: unknown) => Kind {
  return (given) => ({ ...nothing, ...(given as Partial<Kind>) });
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

/** A value that came as plain JSON. */
function jsonOf(plain: unknown): Json {
  return parse(JSON.stringify(plain));
}

/** A link may hold code; an address of the web does not. */
function addressOf(given: unknown): string {
  return String(given).startsWith("https://") ? String(given) : "";
}

const NOTES = { omitted: [], coerced: [], unresolved: [] };

export const guideOf = over<GuideState>({ mode: "full", guide: "", step: "" });
/** What is no exercise sends. */
export const taskOf = over<Task>({ text: "", met: 0, all: 0, sends: true });
export const submissionOf = over<Submission>({ when: "", actions: [] });
export const watchStateOf = over<WatchState>({ state: "off", checked_at: "", problem: "" });
export const preflightReportOf = over<PreflightReport>({ state: "off", when: "", findings: [] });
export const draftOf = over<DraftState>({ path: "", state: "", problem: "" });

const failureParts = over({
  state: "off" as Failure["state"],
  explanations: {} as Record<string, string>,
  job: "",
  console: "",
  lines: [] as string[],
  log_explanation: "",
  problem: "",
  snippet: "",
});

export function failureOf(given: unknown): Failure {
  const parts = failureParts(given);
  const explanations = new Map(Object.entries(parts.explanations));
  return { ...parts, explanations, console: addressOf(parts.console) };
}

const nextStepsParts = over<NextSteps>({ console: "", approve: "", deploy: "" });

export function nextStepsOf(given: unknown): NextSteps {
  const steps = nextStepsParts(given);
  return { ...steps, console: addressOf(steps.console) };
}

interface AwsStage {
  Name: string;
  Status: string;
  FailureReason?: string;
}

interface AwsPackage {
  ModelPackageStatus?: string;
  CreationTime?: string;
  ModelApprovalStatus?: string;
  ModelPackageStatusDetails?: Record<string, AwsStage[] | undefined>;
}

export function packageOf(given: unknown): Package {
  const parts = given as AwsPackage | undefined;
  const details = parts?.ModelPackageStatusDetails;
  return {
    status: parts?.ModelPackageStatus ?? "",
    created: parts?.CreationTime ?? "",
    approval: parts?.ModelApprovalStatus ?? "",
    scans: stagesOf(details?.ImageScanStatuses),
    profiles: stagesOf(details?.ValidationStatuses),
  };
}

function stagesOf(given: AwsStage[] = []): Stage[] {
  return given.map(({ Name, Status, FailureReason = "" }) => ({
    name: Name,
    status: Status,
    failure: FailureReason,
  }));
}

/** Undefined when no group is to be created. */
export function groupOf(given: unknown): GroupCreation | undefined {
  const parts = given as (GroupCreation & { schema: Schema }) | undefined;
  return parts?.state && { ...parts, start: jsonOf(parts.start) };
}

/** Of a value and its place in the request that was loaded. */
type MarkRow<Row> = Omit<Row, "basePath" | "value"> & { base_path: Path; value: unknown };

function marked<Row>({ base_path: basePath, value, ...row }: MarkRow<Row>) {
  return { ...row, basePath, value: jsonOf(value) };
}

const loadedParts = over({
  ...NOTES,
  source: "",
  base: "",
  marks: [] as MarkRow<Loaded["marks"][number]>[],
  review: [] as MarkRow<Copied>[],
  reviewed: [] as MarkRow<Copied>[],
  previous: "",
  previous_source: "",
  state: "" as Loaded["state"],
  problem: "",
});

export function loadedOf(given: unknown): Loaded {
  const { previous_source: previousSource, ...parts } = loadedParts(given);
  return {
    ...parts,
    previousSource,
    marks: parts.marks.map(marked<Loaded["marks"][number]>),
    review: parts.review.map(marked<Copied>),
    reviewed: parts.reviewed.map(marked<Copied>),
  };
}

/** Undefined before anything was said. */
export function exportedOf(given: unknown): Exported | undefined {
  if (!given) return undefined;
  const { asker, number, answer } = given as Pick<Exported, "asker" | "number"> & {
    answer: string;
  };
  const { lines, ...parts } = JSON.parse(answer);
  return {
    ...parts,
    asker,
    number,
    lines: lines.map(([path, first, last]: [Path, number, number]) => ({ path, first, last })),
  };
}
