// Written by js/build/protocol.py of what modelpkg_widget/widget declares; do not edit.

import type { Traits } from "./traits.generated";

import { json, link, mapOf, optional, record, rows, scalar } from "./decode";

/** How the page reads each trait; what the kernel leaves out is what stands here. */
const DECODERS = {
  status: scalar("editing"),
  submission: record({ when: "", actions: [] }),
  arn: scalar(""),
  draft_state: record({ path: "", state: "", problem: "" }),
  loaded: record({ source: "", arn: "", files: [], base: "", omitted: [], coerced: [], unresolved: [], carried: [], state: "", problem: "", review: [], reviewed: [], marks: [], previous: "", previous_source: "" }, { review: rows({ value: json }), reviewed: rows({ value: json }), marks: rows({ value: json }) }),
  guide: record({ mode: "full", guide: "", step: "" }),
  done_tasks: scalar([]),
  kind: optional(),
  target: record({ state: "unknown", sandbox: false, faulty: false, account: "", region: "", identity: "", endpoint: "", instance: "", owner: "", problem: "" }),
  package: record({ ModelPackageStatus: "", CreationTime: "", ModelApprovalStatus: "" }),
  watch_state: record({ state: "off", checked_at: "", problem: "" }),
  failure: record({ state: "off", explanations: new Map(), job: "", console: "", lines: [], log_explanation: "", problem: "", snippet: "" }, { explanations: mapOf, console: link }),
  next_steps: record({ console: "", approve: "", deploy: "" }, { console: link }),
  group_creation: optional(record({ state: "offered", arn: "", issues: [] }, { start: json })),
  preflight_report: record({ state: "off", when: "", findings: [] }),
  rehearsal_report: record({ state: "off", when: "", stage: "", outcome: "", verdict: "", old: false, findings: [] }),
  task: record({ text: "", met: 0, all: 0, sends: true }),
};

export type Decoded = keyof typeof DECODERS;

/** Read a trait as it comes; undefined where it is not there. */
export function decodeTrait<Name extends Decoded>(name: Name, given: unknown) {
  return DECODERS[name](given) as Traits[Name];
}
