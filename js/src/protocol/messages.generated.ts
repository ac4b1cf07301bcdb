// Written by js/build/protocol.py of what modelpkg_widget/widget declares; do not edit.

import type { Path } from "../core/path";
import type { Pending, Traits } from "./traits.generated";

/** The user accepts a preview. view_id and request_id are those of the preview. */
export interface ApplyPreview {
  kind: "apply_preview";
  /** Which display asks; all pages receive the answer. At most 2,048 characters; not empty. */
  view_id: string;
  /** The number of this question within its display; numbers increase. */
  request_id: number;
  /** Merge it into the existing request. */
  merge?: boolean;
}

/** A person does not wait for the end. */
export interface CancelRehearsal {
  kind: "cancel_rehearsal";
}

/** A person keeps a value of an earlier version. */
export interface Confirm {
  kind: "confirm";
  /** Of the value. */
  path: Path;
  /** The value that the user saw; merge.MISSING if the page doesn't send it. */
  value?: unknown;
}

/** A person wants a group to be created. */
export interface CreateGroup {
  kind: "create_group";
  /** Of CreateModelPackageGroup. JSON text of at most 10,000,000 characters. */
  request: string;
}

/** The page requests its text in the format of another tool. */
export interface Export {
  kind: "export";
  /** Which display asks; all pages receive the answer. At most 2,048 characters; not empty. */
  view_id: string;
  /** The number of this question within its display; numbers increase. */
  request_id: number;
  /** An id of exporters.registry.FORMATS, or one that nobody knows. At most 2,048 characters;
   * not empty. */
  format: string;
  /** The request as the page shows it. It's included because the message may arrive before a
   * pending write. JSON text of at most 10,000,000 characters. */
  request: string;
}

/** The user left a field while the kernel had not acknowledged an earlier write. The page delays
 * a second write until the acknowledgement. The next cell must see it anyhow. */
export interface Flush {
  kind: "flush";
  /** The request. JSON text of at most 10,000,000 characters. */
  request: string;
  /** The revision that the page had seen. */
  base: number;
  /** Which page it is. At most 200 characters. */
  writer: string;
  /** The number of its write. */
  seq: number;
  /** The entries that JSON cannot hold. */
  pending: Pending[];
}

/** Request the full AWS documentation of a member. */
export interface GetDocumentation {
  kind: "get_documentation";
  /** Path of the member. */
  path: Path;
}

/** Request the later part of the page's program. */
export interface GetPagePart {
  kind: "get_page_part";
}

/** The page can't find the widget that has the first part of the program for all forms. From
 * then on, the form has it itself. */
export interface GetPageProgram {
  kind: "get_page_program";
}

/** A page has connected to the form. */
export interface Hello {
  kind: "hello";
}

/** A field asks what the account has. */
export interface ListResources {
  kind: "list_resources";
  /** Which display asks; all pages receive the answer. At most 2,048 characters; not empty. */
  view_id: string;
  /** The number of this question within its display; numbers increase. */
  request_id: number;
  /** A key of autocomplete.sources.SOURCES. At most 2,048 characters; not empty. */
  source: string;
  /** Text in the field. At most 2,048 characters. */
  text: string;
  /** How many suggestions it has already. At most 100,000. */
  skip?: number;
  /** The list opens because somebody typed. */
  typed?: boolean;
}

/** A person wants to start from what AWS has. */
export interface Load {
  kind: "load";
  /** Group: from its latest version, package or training_job. */
  source: "group" | "package" | "training_job";
  /** Of the group, package or job, or its ARN. At most 2,048 characters; not empty. */
  name: string;
  /** Merge it into the existing request. */
  merge?: boolean;
}

/** A person has gone to another step, or to the full form. */
export interface Navigate {
  kind: "navigate";
  /** See WizardPosition, as for the others. */
  mode: "full" | "guided";
  /** The id of a guide, or empty. At most 2,048 characters. */
  guide: string;
  /** The id of a step of it, or empty. At most 2,048 characters. */
  step: string;
}

/** A person wants to look before sending. */
export interface RunPreflight {
  kind: "preflight";
}

/** A person wants to try once more. */
export interface PrepareRetry {
  kind: "prepare_retry";
}

/** A person wants to see what would be loaded. */
export interface Preview {
  kind: "preview";
  /** Which display asks; all pages receive the answer. At most 2,048 characters; not empty. */
  view_id: string;
  /** The number of this question within its display; numbers increase. */
  request_id: number;
  /** Text, or what to load from AWS. */
  source: "text" | "group" | "package" | "training_job";
  /** With a request; or the name or ARN to load from AWS. At most 1,000,000 characters. */
  text: string;
  /** The name of the file that the text was in. At most 255 characters. */
  file?: string;
}

/** The page requests the current state of the package. */
export interface Refresh {
  kind: "refresh";
}

/** A person wants to see the containers run. */
export interface RunRehearsal {
  kind: "rehearse";
}

/** A person says which of two drafts is right. */
export interface ResolveDraft {
  kind: "resolve_draft";
  /** Mine is the form's, theirs the file's. */
  take: "mine" | "theirs";
}

/** A person has ticked a task of a guide as done, or taken a tick away. */
export interface SetDoneTasks {
  kind: "set_done_tasks";
  /** The ids of all tasks that are done. Unknown ones are passed over. At most 100, each of at
   * most 200 characters. */
  tasks: string[];
}

/** A person has chosen which kind of package the form is for. */
export interface SetPackageKind {
  kind: "set_package_kind";
  /** The id of a kind of layout.json; empty is any; None: the choice was undone. An id of
   * `package_kinds`, or empty. */
  package_kind: string | null;
}

/** A person pressed the button; the request is the one that the person saw. */
export interface Submit {
  kind: "submit";
  /** The request. JSON text of at most 10,000,000 characters. */
  request: string;
  /** The revision that the page had seen. */
  base: number;
  /** Which page it is. At most 200 characters. */
  writer: string;
  /** The number of its write. */
  seq: number;
  /** The entries that JSON cannot hold. */
  pending: Pending[];
  /** Another package of a request that has made one. */
  allow_duplicate?: boolean;
  /** It is sent against what speaks against it. */
  force?: boolean;
  /** Paths of the values that were confirmed. */
  confirmed?: Path[];
  /** The kind of package that the page shows as chosen, empty for any kind; None if nobody
   * chose. A busy kernel might not know the last choice. An id of `package_kinds`, or empty. */
  package_kind?: string | null;
  /** The values of an earlier version that the person has kept; the kernel might not know yet. */
  kept?: KeptValue[];
  /** The person has decided to send the others as they are. */
  unreviewed?: boolean;
}

/** A value of an earlier version that a person has kept. */
export interface KeptValue {
  /** Path of the member. */
  path: Path;
  /** That the person saw. */
  value: unknown;
}

/** A person takes back that a value of an earlier version is kept. */
export interface Unconfirm {
  kind: "unconfirm";
  /** Of the value. */
  path: Path;
  /** The value that was kept. */
  value: unknown;
}

/** What a page may send; the host adds the id. */
export type Message =
  | ApplyPreview
  | CancelRehearsal
  | Confirm
  | CreateGroup
  | Export
  | Flush
  | GetDocumentation
  | GetPagePart
  | GetPageProgram
  | Hello
  | ListResources
  | Load
  | Navigate
  | RunPreflight
  | PrepareRetry
  | Preview
  | Refresh
  | RunRehearsal
  | ResolveDraft
  | SetDoneTasks
  | SetPackageKind
  | Submit
  | Unconfirm;

/** The trait that a message sets, which the page shows at once. */
export const SETS: { readonly [kind in Message["kind"]]?: keyof Traits } = {
  confirm: "loaded",
  navigate: "guide",
  set_done_tasks: "done_tasks",
  set_package_kind: "kind",
  unconfirm: "loaded",
};
