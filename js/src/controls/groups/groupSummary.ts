// One line that says what a closed group holds.

import { stringify } from "../../core/json";
import type { Node } from "../../form/nodes/node";
import { hintsFor } from "../../form/schema";
import { childParts, type SchemaPart } from "../../form/schema_walk";
import type { Tables } from "../../protocol/form_data";

const MOST_PARTS = 3;
const MOST_CHARACTERS = 48;
/** What is left of the beginning of an address: whose it is. Its end says what it is. */
const BEGINNING = 12;

/** The texts of its first members, the required ones before the others; when it has none of its
 * own, those of the groups in it. */
export function groupSummary(node: Node): string {
  const { tables } = node.formServices;
  const texts: string[] = [];
  const value = node.read() ?? null;
  for (let level: SchemaPart[] = [{ schema: node.schema, value, steps: node.steps() }]; ; ) {
    level = level.flatMap((part) => membersOf(tables, part));
    if (level.length === 0 || texts.length > 0) return texts.slice(0, MOST_PARTS).join(" · ");
    texts.push(...level.map((part) => textOf(tables, part)).filter(Boolean));
  }
}

function membersOf(tables: Tables, part: SchemaPart): SchemaPart[] {
  const names = Object.keys(part.schema.properties ?? {});
  const required = part.schema.required ?? [];
  const rank = ({ steps }: SchemaPart): number => {
    const step = steps.at(-1);
    if (step?.kind !== "member") return 0;
    const at = names.indexOf(step.name);
    return required.includes(step.name) ? at - names.length : at < 0 ? names.length : at;
  };
  return childParts(tables, part).sort((one, other) => rank(one) - rank(other));
}

function textOf(tables: Tables, { schema, value, steps }: SchemaPart): string {
  if (value === null || typeof value === "object") return "";
  const text = (typeof value === "string" ? value : stringify(value)).trim();
  if (text.length <= MOST_CHARACTERS) return text;
  const rest = MOST_CHARACTERS - 1;
  if (!hintsFor(tables, schema, steps).code) return `${text.slice(0, rest)}…`;
  return `${text.slice(0, BEGINNING)}…${text.slice(BEGINNING - rest)}`;
}
