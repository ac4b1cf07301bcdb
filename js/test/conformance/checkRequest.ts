// The verdict of the page on a whole request, as `check` gives it in the kernel. Only tests need it:
// a form checks each value when it changes.

import { type Json, jsonEqual } from "../../src/core/json";
import { toIssue } from "../../src/form/texts";
import { checkNested } from "../../src/form/validation/check_nested";
import { KIND_CODE, runKindRules } from "../../src/form/validation/kind_rules";
import type { Issue, Tables } from "../../src/protocol/form_data";

/** Check a request; the issues come in the order of its members, those of the rules behind them.
 * `kind`: the kind of package that was chosen; empty is any kind. */
export function checkRequest(tables: Tables, value: Json, kind = ""): Issue[] {
  const issues: Issue[] = [];
  checkNested(tables, tables.schema, value, [], (finding, steps) => {
    issues.push(toIssue(tables.words, finding, steps));
  });
  const isShort = ({ path }: Issue): boolean =>
    issues.some((one) => one.code === "minItems" && jsonEqual(one.path, path));
  // That a list is empty is said once.
  const ofRules = runKindRules(tables, value, kind);
  return [...issues, ...ofRules.filter((one) => one.code !== KIND_CODE || !isShort(one))];
}
