// The verdict on a value as plain JSON, with all that is in it: for items that are not opened yet.

import type { Json } from "../../core/json";
import type { Step } from "../../core/path";
import type { Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";
import { nodeKind, resolve } from "../schema";
import type { KeywordError } from "../texts";
import {
  checkItems,
  checkKey,
  checkProperties,
  checkScalar,
  missing,
  unknown,
} from "./check_value";

/** Whether the schema finds nothing in a value. */
export function isValid(tables: Tables, schema: Schema, value: Json): boolean {
  let right = true;
  checkNested(tables, schema, value, [], () => {
    right = false;
  });
  return right;
}

export type Report = (finding: KeywordError, steps: Step[]) => void;

/** Check a value and all that is in it against the schema, in the order of its members. */
export function checkNested(
  tables: Tables,
  given: Schema,
  value: Json,
  steps: Step[],
  report: Report,
): void {
  const schema = resolve(tables, given);
  const kind = nodeKind(schema);
  const add = (finding: KeywordError | undefined, ...more: Step[]): void => {
    if (finding) report(finding, [...steps, ...more]);
  };
  if (kind === "list" && Array.isArray(value)) {
    add(checkItems(schema, value.length));
    for (const [at, item] of value.entries()) {
      checkNested(tables, schema.items ?? {}, item, [...steps, { kind: "index", at }], report);
    }
  } else if (kind === "map" && value instanceof Map) {
    add(checkProperties(schema, value.size));
    const names = resolve(tables, schema.propertyNames ?? {});
    for (const [name, item] of value) {
      const step: Step = { kind: "key", name };
      add(checkKey(tables, names, name), step);
      checkNested(tables, schema.additionalProperties || {}, item, [...steps, step], report);
    }
  } else if (kind === "struct" && value instanceof Map) {
    add(checkProperties(schema, value.size));
    for (const name of schema.required ?? []) {
      if (!value.has(name)) add(missing(schema), { kind: "member", name });
    }
    for (const [name, item] of value) {
      const step: Step = { kind: "member", name };
      const member = Object.hasOwn(schema.properties ?? {}, name) && schema.properties?.[name];
      if (member) checkNested(tables, member, item, [...steps, step], report);
      else add(unknown(schema, name), step);
    }
  } else {
    add(checkScalar(tables, schema, value));
  }
}
