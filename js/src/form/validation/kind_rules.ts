// What a kind of package requires and forbids, as rows for the rules;
// modelpkg_widget/validation/package_kind.py has the same and says what a kind holds.
// tests/conformance/cases/kinds.json holds the two together.

import type { Json } from "../../core/json";
import type { Issue, PackageKind, Rule, Tables } from "../../protocol/form_data";
import { formatText } from "../texts";
import { rows, runRules } from "./rules";

/** The code of each issue that a kind adds. */
export const KIND_CODE = "package_kind";

// Once for each kind of a form.
const made = new WeakMap<PackageKind, Rule[]>();

export function packageKind(tables: Tables, id: string): PackageKind | undefined {
  return tables.layout.kinds?.find((kind) => kind.id === id);
}

/** The rows of a kind alone, its needs first. */
export function kindRows(tables: Tables, kind: PackageKind): Rule[] {
  const without = tables.words.issues["package_kind.without"];
  const common = { id: KIND_CODE, severity: "error", scope: "", when: [], source: kind.source };
  const says = {
    message: formatText(without?.message ?? "", { kind: kind.called }),
    hint: formatText(without?.hint ?? "", { kind: kind.called }),
  };
  const needs = kind.needs.map((need) => ({ ...common, operator: "needs", ...need }));
  const forbidden = kind.without.map(({ path, equals, ...more }) => ({
    ...common,
    ...says,
    operator: "forbids",
    when: equals === undefined ? [] : [{ path, equals }],
    paths: [path],
    ...more,
  }));
  return [...needs, ...forbidden] as Rule[];
}

/** What the rules say of a request, and its kind; empty is any kind. */
export function runKindRules(tables: Tables, value: Json, id: string): Issue[] {
  const kind = packageKind(tables, id);
  return runRules(tables, value, kind && rulesFor(tables, kind));
}

function rulesFor(tables: Tables, kind: PackageKind): Rule[] {
  const known = made.get(kind);
  if (known) return known;
  const kept = rows(tables).filter(({ id }) => !kind.instead.includes(id));
  const found = [...kept, ...kindRows(tables, kind)];
  made.set(kind, found);
  return found;
}
