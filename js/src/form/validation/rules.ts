// The rules beyond the schema: rows of data, each with an operator;
// modelpkg_widget/validation/rules.py has the same and says what a row holds. Shared cases hold the
// two together.

import type { Json } from "../../core/json";
import type { Clause, Issue, Rule, Tables } from "../../protocol/form_data";
import { fieldLabel, formatText } from "../texts";
import {
  fits,
  isSet,
  isUnset,
  matchesAt,
  OPERATORS,
  type Scope,
  scopesAt,
  stringMatches,
  unique,
  type Violation,
} from "./rule_operators";

const SHARED = ["scope", "when", "hint", "source"] as const;

/** A row as it is sent: a number stands for what the row with this position has. */
type Sent = { [Name in keyof Rule]: Rule[Name] | number };

// Once for each form.
const written = new WeakMap<Tables["rules"], Rule[]>();

/** The rows of a form, written out. */
export function rows({ rules }: Tables): Rule[] {
  const known = written.get(rules) ?? rules.map((row) => whole(row, rules));
  written.set(rules, known);
  return known;
}

function whole(row: Sent, rules: Sent[]): Rule {
  const shared = SHARED.map((name) => {
    const given = row[name];
    return [name, typeof given === "number" ? rules[given]?.[name] : given];
  });
  return { ...row, ...Object.fromEntries(shared) } as Rule;
}

/** What the rules say of a request, in the order of the rules. */
export function runRules(tables: Tables, value: Json, rules = rows(tables)): Issue[] {
  return rules.flatMap((rule) => {
    const operator = OPERATORS.get(rule.operator);
    if (!operator) return [];
    return [rule.scope]
      .flat()
      .flatMap((scope) => scopesAt(value, scope))
      .filter((place) => isSet(place) && rule.when.every((clause) => holds(tables, place, clause)))
      .flatMap((place) =>
        operator(place, rule, tables).map((found) => issueOf(tables, rule, place, found)),
      );
  });
}

function issueOf(tables: Tables, rule: Rule, place: Scope, found: Violation): Issue {
  const { path } = found;
  const here = JSON.stringify(path);
  const conditions = matchesAt(
    place,
    rule.when.map((clause) => clause.path),
  ).filter(isSet);
  const related = [...(found.related ?? []), ...conditions.map((slot) => slot.path)];
  const labels = {
    label: fieldLabel(tables.words, path),
    parent: fieldLabel(tables.words, path.slice(0, -1)),
  };
  const values = { ...labels, ...found.values };
  return {
    path,
    code: rule.id,
    message: formatText(rule.message, values),
    severity: rule.severity,
    hint: formatText(rule.hint, values),
    related: unique(related).filter((other) => JSON.stringify(other) !== here),
    why: rule.source,
  };
}

/** Whether all clauses hold of a whole request. */
export function fitsAll(tables: Tables, request: Json, clauses: readonly Clause[]): boolean {
  return scopesAt(request, "").every((place) =>
    clauses.every((clause) => holds(tables, place, clause)),
  );
}

function holds(tables: Tables, place: Scope, clause: Clause): boolean {
  const found = matchesAt(place, [clause.path]);
  if (clause.unset !== undefined) return found.every(isUnset);
  if (clause.equals !== undefined) return found.some(({ value }) => value === clause.equals);
  const pattern = clause.matches;
  if (pattern !== undefined) {
    return stringMatches(found).some(({ value }) => fits(tables, pattern, value));
  }
  return clause.set !== undefined && found.some(isSet);
}
