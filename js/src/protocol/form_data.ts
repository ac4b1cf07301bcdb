// The tables that make the form, as modelpkg_widget/widget/page_data.py sends them once. They are
// JSON files of the kernel; what kernel and page say to each other is in the generated files.

import type { Path } from "../core/path";
import type { Schema } from "./schema";
import type { Issue as KernelIssue } from "./traits.generated";

export type Severity = KernelIssue["severity"];

/** What is wrong: of the kernel, or found by the page itself. */
export interface Issue extends Omit<KernelIssue, "source" | "related"> {
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

/** A rule beyond the schema; modelpkg_widget/validation/rules.py says what its members mean. */
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
  equals?: string | number | boolean;
}

/** Hints for a shape or a member; a member's hint beats its shape's. */
export interface Hints {
  control?: "long-text" | "json";
  placeholder?: string;
  /** Stands for AWS's text where that is wrong. */
  about?: string;
  /** The value is code: a fixed-width font, no spelling check. */
  code?: boolean;
  /** AWS may know more values than the installed botocore: an unknown one only warns. */
  open?: boolean;
  suggest?: string[];
  /** What a text names that its form alone does not tell. */
  names?: "image" | "role";
  /** The member of a structure that a person begins with. */
  first?: string;
  /** The kind of thing in the account at hand that it names; modelpkg_widget/autocomplete/sources.py. */
  account?: string;
  /** What of a file it tells. */
  file?: "address" | "type" | "digest";
  /** For a list of known values: the member beside it whose values it may take over. */
  copy_from?: string;
}

export interface Section {
  id: string;
  title: string;
  intro?: string;
  open?: boolean;
  members: string[];
}

/** A step of a guide; modelpkg_widget/resources/guides.json holds them. */
export interface GuideStep {
  id: string;
  title: string;
  /** Why it exists, and what commonly goes wrong. */
  why: string;
  wrong: string;
  /** What it shows beside the members. */
  view?: "guides" | "load" | "preflight" | "rehearsal" | "review" | "send" | "follow" | "next";
  members?: string[];
  more?: { text: string; link?: string }[];
  /** Tasks outside of the form, to tick. A link has a title of its own. */
  tasks?: { title: string; items: { id: string; text: string; title?: string; link?: string }[] };
  /** What of a package that was made it needs; the kernel reads it. */
  listed?: string[];
}

export interface Guide {
  id: string;
  title: string;
  about: string;
  /** The kind of package that it leads to. */
  kind: string;
  steps: GuideStep[];
}

export interface Layout {
  sections: Section[];
  other: { id: string; title: string };
  shapes: Record<string, Hints>;
  members: Record<string, Hints>;
  /** What the path of a file on this machine looks like. */
  local_path?: string;
  /** Which member names the group, the ARN of one, and a package; the kernel reads the rest. */
  next_version?: { group: string; group_arn?: string; name?: string };
  /** The fields of the Load panel, by what they name. */
  load: Record<string, Hints>;
  /** Formats that the kernel exports; modelpkg_widget/exporters/registry.py has them. */
  exports?: { id: string; title: string; file: string }[];
  /** What needs a second, deliberate act before it is sent. */
  deliberate?: { path: string; equals: string | boolean; says: string }[];
  /** Where the type and the number of instances stand that a validation runs on. */
  cost?: Path[];
  kinds?: PackageKind[];
  becomes?: Becomes;
}

/** A kind of package; modelpkg_widget/validation/package_kind.py says what its members mean. */
export interface PackageKind {
  id: string;
  title: string;
  /** Its name inside a sentence. */
  called: string;
  /** A request that was loaded is of this kind if these hold, and it has nothing of `without`. */
  when: Clause[];
  /** What choosing it sets. */
  sets: { path: string; value: string | number | boolean }[];
  needs: Pick<Rule, "paths" | "message" | "hint">[];
  /** Members that do not apply to it; with `equals` only that value does not. */
  without: { path: string; equals?: string | number | boolean; operator?: string }[];
  /** Ids of rules that its rows make redundant. */
  instead: string[];
  source: string;
}

/** What a request becomes, in words: the first row that holds of each list says its part. */
export type Becomes = { when: Clause[]; says: string }[][];

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
  /** Codes of errors that make boto3 itself reject a request. */
  boto: string[];
}
