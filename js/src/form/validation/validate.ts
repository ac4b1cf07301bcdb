// The verdict on a whole request as plain JSON: what modelpkg_widget.check says, in the page.

import { type Json, jsonEqual } from "../../core/json";
import type { Step } from "../../core/path";
import type { Issue, Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";
import { nodeKind, resolve } from "../schema";
import { type KeywordError, toIssue } from "../texts";
import { checkItems, checkKey, checkProperties, checkScalar, missing, unknown } from "./keywords";
import { KIND_CODE, runKindRules } from "./kind_rules";

/** Check a request; the issues come in the order of its members, those of the rules behind them.
 * `kind`: the kind of package that was chosen; empty is any kind. */
export function checkRequest(tables: Tables, value: Json, kind = ""): Issue[] {
  const issues: Issue[] = [];
  walk(tables, tables.schema, value, [], (finding, steps) => {
    issues.push(toIssue(tables.words, finding, steps));
  });
  const isShort = ({ path }: Issue): boolean =>
    issues.some((one) => one.code === "minItems" && jsonEqual(one.path, path));
  // That a list is empty is said once.
  const ofRules = runKindRules(tables, value, kind);
  return [...issues, ...ofRules.filter((one) => one.code !== KIND_CODE || !isShort(one))];
}

/** Whether the schema finds nothing in a value. */
export function isValid(tables: Tables, schema: Schema, value: Json): boolean {
  let right = true;
  walk(tables, schema, value, [], () => {
    right = false;
  });
  return right;
}

type Report = (finding: KeywordError, steps: Step[]) => void;

function walk(tables: Tables, given: Schema, value: Json, steps: Step[], report: Report): void {
  const schema = resolve(tables, given);
  const kind = nodeKind(schema);
  const add = (finding: KeywordError | undefined, ...more: Step[]): void => {
    if (finding) report(finding, [...steps, ...more]);
  };
  if (kind === "list" && Array.isArray(value)) {
    add(checkItems(schema, value.length));
    for (const [at, item] of value.entries()) {
      walk(tables, schema.items ?? {}, item, [...steps, { kind: "index", at }], report);
    }
  } else if (kind === "map" && value instanceof Map) {
    add(checkProperties(schema, value.size));
    const names = resolve(tables, schema.propertyNames ?? {});
    for (const [name, item] of value) {
      const step: Step = { kind: "key", name };
      add(checkKey(tables, names, name), step);
      walk(tables, schema.additionalProperties || {}, item, [...steps, step], report);
    }
  } else if (kind === "struct" && value instanceof Map) {
    add(checkProperties(schema, value.size));
    for (const name of schema.required ?? []) {
      if (!value.has(name)) add(missing(schema), { kind: "member", name });
    }
    for (const [name, item] of value) {
      const step: Step = { kind: "member", name };
      const member = Object.hasOwn(schema.properties ?? {}, name) && schema.properties?.[name];
      if (member) walk(tables, member, item, [...steps, step], report);
      else add(unknown(schema, name), step);
    }
  } else {
    add(checkScalar(tables, schema, value));
  }
}
