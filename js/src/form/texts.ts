// Codes and values become sentences; modelpkg_widget/resources/texts.py does the same with the same
// table.

import { formatPath, type Path, type Step, toPath } from "../core/path";
import type { Issue, Severity, Words } from "../protocol/form_data";

/** What a keyword found; `variant` picks the words, `values` fill them. */
export interface KeywordError {
  code: string;
  variant?: string;
  severity?: Severity;
  /** The shape that failed: the table may have better words for it. */
  shape: string;
  values: Record<string, string | number>;
}

const SLOT = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** `{name}` is a value, `{name|one|many}` is chosen by a number. */
export function formatText(template: string, values: Record<string, string | number>): string {
  return template.replace(SLOT, (whole, name: string, one?: string, many?: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return String(value);
    return value === 1 ? one : many;
  });
}

export function fieldLabel(words: Words, path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return words.labels.request;
  if (typeof last === "string") return last;
  return formatText(words.labels.item, {
    list: fieldLabel(words, path.slice(0, -1)),
    number: last + 1,
  });
}

/** Make the issue of a finding at a place. */
export function toIssue(words: Words, finding: KeywordError, steps: Step[]): Issue {
  const { code, shape } = finding;
  const path = toPath(steps);
  const inItem = code === "required" && typeof path.at(-2) === "number";
  const variant = inItem ? "item" : finding.variant;
  const inWords = variant ? `${code}.${variant}` : code;
  const ofShape = Object.hasOwn(words.shapes, shape) ? words.shapes[shape] : undefined;
  const sentence = ofShape?.[inWords] ?? words.issues[inWords] ?? { message: inWords };
  const values = {
    label: fieldLabel(words, path),
    parent: fieldLabel(words, path.slice(0, -1)),
    path: JSON.stringify(formatPath(steps)),
  };
  const filled = { ...values, ...finding.values };
  return {
    path,
    code,
    message: formatText(sentence.message, filled),
    severity: finding.severity ?? "error",
    hint: formatText(sentence.hint ?? "", filled),
  };
}
