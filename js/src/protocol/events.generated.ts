// Written by js/build/protocol.py of what modelpkg_widget/widget declares; do not edit.

import type { Path } from "../core/path";
import type { Note } from "./traits.generated";

/** The full AWS documentation of a member. */
export interface Documentation {
  kind: "documentation";
  /** Path of the member. */
  path: Path;
  /** Empty when there is no such member. */
  text: string;
}

/** The request as text. */
export interface Exported {
  kind: "exported";
  /** Which display asked. */
  view_id: string;
  /** Which of its questions is answered. */
  request_id: number;
  /** An exporters.export_result.ExportAnswer as JSON text. */
  answer: string;
}

/** The request as text, for a page. */
export interface ExportAnswer {
  text: string;
  /** Of each member its path, first and last line, counted from 1. */
  lines: [Path, number, number][];
  gaps: Gap[];
  /** Why there is no text; empty when there is. */
  problem: string;
}

/** A difference between what a request says and what a format makes of it. */
export interface Gap {
  /** Of the member; or of what the text needs beside the request, such as a price. */
  path: Path;
  /** Lacks: the format has no place for it, and the text does not hold it; needs: the format
   * wants it, and the request lacks it; unsure: the text holds it, but nobody says that it is
   * taken. */
  kind: "lacks" | "needs" | "unsure";
  /** One plain sentence. */
  why: string;
}

/** The later part of the page's program: the guide, menus, and each panel that is opened. It's
 * text, because not every host passes on the buffers of a message. */
export interface PagePart {
  kind: "page_part";
  /** The program, compressed with gzip and encoded as Base64. */
  code: string;
}

/** What would be loaded, to be looked at before it is taken. */
export interface PreviewResult {
  kind: "preview";
  /** Which display asked. */
  view_id: string;
  /** Which of its questions is answered. */
  request_id: number;
  /** Why there is nothing; empty when there is. */
  problem: string;
  /** What it was loaded from, in words. */
  source: string;
  /** It is a part of a request, such as the model of a training job. */
  is_partial: boolean;
  /** The request as it would be, alone, as JSON text. */
  base: string;
  /** The same, merged into what is there. */
  merged: string;
  /** Values that were not copied. */
  omitted: Note[];
  /** Values that were converted. */
  coerced: Note[];
  /** What nobody could tell the value of. */
  unresolved: Note[];
}

/** What the account has. */
export interface Resources {
  kind: "resources";
  /** Which display asked. */
  view_id: string;
  /** Which of its questions is answered. */
  request_id: number;
  /** In the order to show. */
  suggestions: Suggestion[];
  /** There are more, by skip, or AWS stopped listing. */
  more: boolean;
  /** Why others may be missing. */
  problem?: ListProblem | null;
}

/** One thing that the account has. */
export interface Suggestion {
  /** What stands in the field when it is taken. */
  value: string;
  /** What else is known of it: keys of the page's words (seen. before them), and the value that
   * each is filled with. */
  details: [string, string][];
  /** It holds others, such as a bucket its keys: those are offered next. */
  is_prefix: boolean;
}

/** Why a list is missing: a key of the page's words, with account. before it. */
export interface ListProblem {
  word: string;
  /** What fills the words. */
  value: string;
}

/** What the kernel says at one moment, by its kind. */
export interface Events {
  documentation: Documentation;
  exported: Exported;
  page_part: PagePart;
  preview: PreviewResult;
  resources: Resources;
}
