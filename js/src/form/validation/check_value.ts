// One function per schema keyword, as in modelpkg_widget: each looks at one value and says what is
// wrong with it. One value gets one verdict: type before length before pattern, so that a pattern
// never runs over a text that is too long anyway.

import { type Json, RawNumber } from "../../core/json";
import type { Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";
import type { KeywordError } from "../texts";
import { nearestName } from "./near_names";

type Keyword = (schema: Schema, value: Json, tables: Tables) => KeywordError | undefined;

/** The JSON type of a value, in the terms of the table of words. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (value instanceof RawNumber) return value.text === "NaN" ? "nan" : "integer"; // huge or infinite
  return Array.isArray(value) ? "array" : "object";
}

function finding(
  schema: Schema,
  code: string,
  values: KeywordError["values"] = {},
  variant?: string,
): KeywordError {
  const made: KeywordError = { code, shape: schema.title ?? "", values };
  return variant ? { ...made, variant } : made;
}

const type: Keyword = (schema, value, tables) => {
  const expected = schema.type;
  if (expected === undefined) return undefined;
  const found = typeOf(value);
  if (found === "string" && expected === "string") {
    return isWhole(value as string) ? undefined : finding(schema, "type", {}, "unicode");
  }
  const numeric = expected === "integer" || expected === "number";
  if (found === expected || (expected === "number" && found === "integer")) {
    const held = expected === "number" ? Number.isFinite(value) : Number.isSafeInteger(value);
    return !numeric || held ? undefined : finding(schema, "type", {}, "range");
  }
  const names = tables.words.types;
  const values = { expected: names[expected] ?? expected, found: names[found] ?? found };
  return finding(schema, "type", values, numeric ? expected : undefined);
};

const LONE_SURROGATE = /\p{Surrogate}/u;

function isWhole(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

const ASTRAL = /[\ud800-\udbff]/;

/** Length in code points, as AWS counts. */
export function length(text: string): number {
  if (!ASTRAL.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

const minLength: Keyword = (schema, value) => {
  const { minLength: limit } = schema;
  if (limit === undefined || typeof value !== "string" || value.length >= 2 * limit) return;
  const actual = length(value);
  return actual < limit ? finding(schema, "minLength", { limit, actual }) : undefined;
};

const maxLength: Keyword = (schema, value) => {
  const { maxLength: limit } = schema;
  if (limit === undefined || typeof value !== "string" || value.length <= limit) return;
  const actual = length(value);
  return actual > limit ? finding(schema, "maxLength", { limit, actual }) : undefined;
};

const oneOf: Keyword = (schema, value, tables) => {
  if (!schema.enum || typeof value !== "string" || schema.enum.includes(value)) return;
  if (tables.layout.shapes[schema.title ?? ""]?.open) {
    return { ...finding(schema, "enum", {}, "open"), severity: "warning" };
  }
  return finding(schema, "enum", { choices: schema.enum.join(", ") });
};

// Compiled once for each form; a pattern that does not compile is not checked here.
const compiled = new WeakMap<Tables, Map<string, RegExp | null>>();

export function regExp(tables: Tables, pattern: string): RegExp | null {
  const known = compiled.get(tables) ?? new Map<string, RegExp | null>();
  compiled.set(tables, known);
  let made = known.get(pattern);
  if (made === undefined) {
    try {
      made = new RegExp(pattern, "u");
    } catch {
      made = null;
    }
    known.set(pattern, made);
  }
  return made;
}

const pattern: Keyword = (schema, value, tables) => {
  if (schema.pattern === undefined || typeof value !== "string") return;
  if (regExp(tables, schema.pattern)?.test(value) ?? true) return;
  if (isLocalFile(schema, value, tables)) {
    const file = JSON.stringify(value.replace(/^file:\/\//, ""));
    return finding(schema, "pattern", { file }, "local");
  }
  return finding(schema, "pattern", { pattern: schema["x-aws-pattern"] ?? schema.pattern });
};

/** The path of a file on this machine stands where an address in S3 is wanted. */
function isLocalFile(schema: Schema, value: string, tables: Tables): boolean {
  const { shapes, local_path = "^$" } = tables.layout;
  if (shapes[schema.title ?? ""]?.file !== "address") return false;
  return regExp(tables, local_path)?.test(value) ?? false;
}

const minimum: Keyword = (schema, value) => {
  const { minimum: limit } = schema;
  if (limit === undefined || typeof value !== "number" || value >= limit) return;
  return finding(schema, "minimum", { limit });
};

const maximum: Keyword = (schema, value) => {
  const { maximum: limit } = schema;
  if (limit === undefined || typeof value !== "number" || value <= limit) return;
  return finding(schema, "maximum", { limit });
};

const SCALAR: Keyword[] = [type, minLength, maxLength, oneOf, pattern, minimum, maximum];

/** The verdict on a value that is no container, or that is of the wrong type. */
export function checkScalar(tables: Tables, schema: Schema, value: Json): KeywordError | undefined {
  for (const keyword of SCALAR) {
    const found = keyword(schema, value, tables);
    if (found) return found;
  }
  return undefined;
}

/** The verdict on the number of items of a list. */
export function checkItems(schema: Schema, actual: number): KeywordError | undefined {
  return checkCount(schema, actual, "minItems", "maxItems");
}

/** The verdict on the number of entries of a map, or of members of a union. */
export function checkProperties(schema: Schema, actual: number): KeywordError | undefined {
  return checkCount(schema, actual, "minProperties", "maxProperties");
}

function checkCount(
  schema: Schema,
  actual: number,
  least: "minItems" | "minProperties",
  most: "maxItems" | "maxProperties",
): KeywordError | undefined {
  const low = schema[least];
  const high = schema[most];
  if (low !== undefined && actual < low) return finding(schema, least, { limit: low, actual });
  if (high === undefined || actual <= high) return undefined;
  return finding(schema, most, { limit: high, actual, excess: actual - high });
}

/** The verdict on the key of a map entry. */
export function checkKey(tables: Tables, schema: Schema, key: string): KeywordError | undefined {
  const found = checkScalar(tables, schema, key);
  return found && { ...found, code: `key.${found.code}` };
}

export function missing(structure: Schema): KeywordError {
  return finding(structure, "required", {}, structure.$defs ? "whole" : undefined);
}

export function unknown(structure: Schema, name: string): KeywordError {
  const meant = nearestName(name, Object.keys(structure.properties ?? {}));
  if (meant === undefined) return finding(structure, "additionalProperties");
  return finding(structure, "additionalProperties", { suggestion: meant }, "suggestion");
}
