// The operators of the rules, one function each, and the places in a request that they look at;
// modelpkg_widget/validation/rule_operators.py has the same, tests/conformance/cases/operators.json
// pins both. How a path is spelled, and what counts as set, stands in
// modelpkg_widget/validation/rules.py.

import type { Json } from "../../core/json";
import type { Path } from "../../core/path";
import type { Rule, Tables } from "../../protocol/form_data";
import { length, regExp } from "./check_value";

/** A place that a path leads to; of what is missing (undefined), the outermost member that is. */
export interface Match {
  path: Path;
  value: Json | undefined;
}

/** One of the places that a row is about, in the request that it stands in. */
export interface Scope extends Match {
  root: Json;
  /** The name under which it stands in a map. */
  key?: string | undefined;
}

/** What an operator found: where, what else is concerned, what the words may name. */
export interface Violation {
  path: Path;
  related?: Path[];
  values?: Record<string, string | number>;
}

export type Operator = (place: Scope, rule: Rule, tables: Tables) => Violation[];

/** In code points; no text that a rule reads may be longer, and patterns cost more on long ones. */
const LONGEST = 10_240;

export function scopesAt(root: Json, pattern: string): Scope[] {
  const steps = stepsOf(pattern);
  return walk([], root, steps).map(({ path, value }) => {
    const last = path.at(-1);
    const key = steps.at(-1) === "{}" && typeof last === "string" ? last : undefined;
    return { root, path, value, key };
  });
}

export function matchesAt(place: Scope, pattern: string[]): Match[] {
  return pattern.flatMap((path) => {
    if (path === "@")
      return place.key === undefined ? [] : [{ path: place.path, value: place.key }];
    if (path.startsWith("/")) return walk([], place.root, stepsOf(path.slice(1)));
    return walk(place.path, place.value, stepsOf(path));
  });
}

function walk(path: Path, value: Json | undefined, steps: string[], from = 0): Match[] {
  const step = steps[from];
  const next = from + 1;
  if (step === undefined) return [{ path, value }];
  if (step === "[]") {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, at) => walk([...path, at], item, steps, next));
  }
  if (!(value instanceof Map)) return [];
  if (step === "{}")
    return [...value].flatMap(([key, item]) => walk([...path, key], item, steps, next));
  if (!value.has(step)) return [{ path: [...path, step], value: undefined }];
  return walk([...path, step], value.get(step), steps, next);
}

function stepsOf(pattern: string): string[] {
  return pattern.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [];
}

export function isSet({ value }: Match): boolean {
  return value !== undefined && value !== null;
}

export function isUnset({ value }: Match): boolean {
  return value === undefined;
}

/** Those that hold a text, neither empty nor too long to be read. */
export function stringMatches(from: Match[]): { path: Path; value: string }[] {
  return from.flatMap(({ path, value }) => {
    if (typeof value !== "string" || value === "") return [];
    return value.length <= LONGEST || length(value) <= LONGEST ? [{ path, value }] : [];
  });
}

/** A pattern that does not compile is not checked here. */
export function fits(tables: Tables, pattern: string, text: string): boolean {
  return regExp(tables, pattern)?.test(text) ?? true;
}

export function unique(paths: Path[]): Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

function held(value: Json | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : undefined;
}

/** A whole number from 0 on that is held exactly. */
function whole(value: Json | undefined): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

function asViolation(found: Match[], values: Violation["values"] = {}): Violation[] {
  const [first, ...others] = found.map(({ path }) => path);
  return first ? [{ path: first, related: others, values }] : [];
}

const exactlyOneOf: Operator = (place, { paths }) => {
  const found = matchesAt(place, paths);
  const there = found.filter(isSet);
  if (there.length > 1) return asViolation(there);
  return found.every(isUnset) ? asViolation(found) : [];
};

const exactlyN: Operator = (place, { paths, n = 0 }) =>
  matchesAt(place, paths).flatMap(({ path, value }) => {
    const actual = held(value);
    return actual === undefined || actual === n ? [] : [{ path, values: { n, actual } }];
  });

const forbids: Operator = (place, { paths }) =>
  matchesAt(place, paths)
    .filter(isSet)
    .map(({ path }) => ({ path }));

const requires: Operator = (place, { paths }) => {
  const missing = matchesAt(place, paths).filter(isUnset);
  return unique(missing.map(({ path }) => path)).map((path) => ({ path }));
};

/** Each member at its own place, whatever around it is missing; an empty list is none, either. With
 * `equals` it has to have that value; one of another type is left to the schema. */
const needs: Operator = (place, { paths, equals }) =>
  paths.flatMap((pattern) =>
    matchesAt(place, [pattern])
      .filter((slot) => {
        const differs = typeof slot.value === typeof equals && slot.value !== equals;
        return isUnset(slot) || held(slot.value) === 0 || differs;
      })
      .map(({ path }) => ({ path: [...path, ...namesBelow(place, pattern, path)] })),
  );

/** The names from a place on, up to a list or a map. */
function namesBelow(place: Scope, pattern: string, path: Path): string[] {
  const base = pattern.startsWith("/") ? 0 : place.path.length;
  const left = stepsOf(pattern.replace(/^\//, "")).slice(path.length - base);
  const end = left.findIndex((step) => step === "[]" || step === "{}");
  return end < 0 ? left : left.slice(0, end);
}

const allOrNone: Operator = (place, { paths }) => {
  const found = matchesAt(place, paths);
  const there = found.filter(isSet);
  const missing = found.filter(isUnset);
  return there.length > 0 && missing.length > 0 ? asViolation([...missing, ...there]) : [];
};

const uniqueBy: Operator = (place, { paths }) => {
  const firsts = new Map<string, Path>();
  return stringMatches(matchesAt(place, paths)).flatMap(({ path, value }) => {
    const first = firsts.get(value);
    if (!first) firsts.set(value, path);
    return first ? [{ path, related: [first] }] : [];
  });
};

/** Of a number its value, of a list or map how much it holds. */
const atMost: Operator = (place, { paths, limit = 0 }) =>
  matchesAt(place, paths).flatMap(({ path, value }) => {
    const actual = held(value) ?? whole(value);
    return actual !== undefined && actual > limit ? [{ path, values: { limit, actual } }] : [];
  });

/** An unset factor counts as `defaults` says; without a default nothing is said. */
const productAtMost: Operator = (place, { paths, limit = 0, defaults = {} }) => {
  const factors = paths.flatMap((path) =>
    matchesAt(place, [path]).map((slot) => ({
      ...slot,
      factor: whole(isUnset(slot) ? defaults[path] : slot.value),
    })),
  );
  let product = 1;
  for (const { factor } of factors) {
    if (factor === undefined) return [];
    product *= factor;
  }
  return product > limit ? asViolation(factors, { limit }) : [];
};

/** One of `values`, or of the texts in the lists at the paths `of`, if there are any. */
const memberOf: Operator = (place, { paths, values = [], of = [] }) => {
  const lists = matchesAt(place, of).filter(({ value }) => Array.isArray(value));
  const listed = lists.flatMap(({ value }) => value as Json[]);
  const known = new Set([...values, ...listed.filter((item) => typeof item === "string")]);
  if (known.size === 0) return [];
  return stringMatches(matchesAt(place, paths))
    .filter(({ value }) => !known.has(value))
    .map(({ path }) => ({
      path,
      related: lists.map((list) => list.path),
      values: { choices: values.join(", ") },
    }));
};

const matches: Operator = (place, { paths, pattern = "" }, tables) =>
  stringMatches(matchesAt(place, paths))
    .filter(({ value }) => !fits(tables, pattern, value))
    .map(({ path }) => ({ path }));

// In an ARN, and in the address of an image in ECR.
const PARTS = {
  account:
    /^(?:arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):|([0-9]{12})\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.)/u,
  region: /^(?:arn:[^:]*:[^:]*:([a-z0-9-]+):|[0-9]{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.)/u,
};

/** All that name an account or a region (`part`) name that of the first; a bucket has none. */
const samePart: Operator = (place, { paths, part = "account" }) => {
  const found = stringMatches(matchesAt(place, paths)).flatMap(({ path, value }) => {
    const [, inArn, inImage] = PARTS[part].exec(value) ?? [];
    const named = inArn ?? inImage;
    return named === undefined ? [] : [{ path, named }];
  });
  const [first, ...others] = found;
  if (!first) return [];
  return others
    .filter(({ named }) => named !== first.named)
    .map(({ path, named }) => ({
      path,
      related: [first.path],
      values: { expected: first.named, found: named },
    }));
};

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["exactly_one_of", exactlyOneOf],
  ["exactly_n", exactlyN],
  ["forbids", forbids],
  ["requires", requires],
  ["needs", needs],
  ["all_or_none", allOrNone],
  ["unique_by", uniqueBy],
  ["at_most", atMost],
  ["product_at_most", productAtMost],
  ["member_of", memberOf],
  ["matches", matches],
  ["same_part", samePart],
]);
