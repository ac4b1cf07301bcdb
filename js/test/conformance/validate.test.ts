// The cases that page and kernel share, as the page decides them; tests/conformance/test_cases.py
// is the kernel. What a person reads is compared too: tests/golden/sentences.json holds it for
// both.

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Json, type JsonObject, parse } from "../../src/core/json";
import { formatText } from "../../src/form/texts";
import type { Issue, Layout, Rule, Words } from "../../src/protocol/form_data";
import type { Schema } from "../../src/protocol/schema";
import { plain, ROOT, read, rows } from "../helpers/tables";
import { checkRequest } from "./checkRequest";

type Verdict = [path: (string | number)[], code: string, severity: string];

interface Case {
  name: string;
  schema: Schema;
  value: Json;
  verdict: Verdict[];
  /** Those that hold too; the cases of one keyword or pattern are about that alone. */
  rules?: Rule[];
}

const words = plain<Words>(read("modelpkg_widget/resources/page_texts.json"));
const layout = plain<Layout>(read("modelpkg_widget/resources/layout.json"));
const rules = plain<Rule[]>(read("modelpkg_widget/validation/rules.json"));
const spoken = plain<Record<string, Record<string, string[][]>>>(
  read("tests/golden/sentences.json"),
);

function keywordCases(): Case[] {
  const files = readdirSync(new URL("tests/conformance/cases/keywords/", ROOT)).sort();
  return files.flatMap((file) =>
    rows(read(`tests/conformance/cases/keywords/${file}`)).flatMap((group) =>
      rows(group.get("cases")).map((row) => {
        const text = row.get("text");
        return {
          name: `${file.replace(".json", "")}: ${group.get("about")}: ${row.get("name")}`,
          schema: plain<Schema>(group.get("schema")),
          value: typeof text === "string" ? parse(text) : (row.get("value") as Json),
          verdict: plain<Verdict[]>(row.get("issues")),
        };
      }),
    ),
  );
}

interface Patterns {
  shapes: string[];
  key?: boolean;
  aws: string;
  pattern: string;
  minLength: number;
  maxLength: number;
  cases: [Compressed, string | null][];
}

type Compressed = string | { head?: string; repeat: string; times: number; tail?: string };

function patternCases(): Case[] {
  const { patterns } = plain<{ patterns: Patterns[] }>(
    read("tests/conformance/cases/patterns.json"),
  );
  return patterns.flatMap((group) =>
    group.shapes.flatMap((shape) => {
      // One object for all cases: the page compiles a pattern once for each.
      const schema = group.key ? mapOf(definition(group, shape)) : definition(group, shape);
      return group.cases.map(([given, code], at) => {
        const text = spell(given);
        const value = group.key ? new Map([[text, 1]]) : text;
        const found: Verdict = group.key
          ? [[text], `key.${code}`, "error"]
          : [[], `${code}`, "error"];
        return { name: `${shape} ${at}`, schema, value, verdict: code === null ? [] : [found] };
      });
    }),
  );
}

function definition(group: Patterns, title: string): Schema {
  const { minLength, maxLength, pattern, aws } = group;
  return { title, type: "string", minLength, maxLength, "x-aws-pattern": aws, pattern };
}

function mapOf(key: Schema): Schema {
  return {
    title: "Map",
    type: "object",
    propertyNames: { $ref: "#/$defs/Key" },
    additionalProperties: {},
    $defs: { Key: key },
  };
}

function spell(given: Compressed): string {
  if (typeof given === "string") return given;
  return (given.head ?? "") + given.repeat.repeat(given.times) + (given.tail ?? "");
}

function requestCases(): Case[] {
  const schema = plain<Schema>(
    (read("tests/golden/request-schema.json") as JsonObject).get("schema"),
  );
  return [...(read("tests/conformance/cases/requests.json") as JsonObject)].map(
    ([name, issues]) => ({
      name,
      schema,
      value: read(`tests/conformance/cases/requests/${name}`),
      verdict: plain<Verdict[]>(issues),
      rules,
    }),
  );
}

function issuesOf({ schema, value, rules = [] }: Case): Issue[] {
  return checkRequest({ schema, layout, words, rules, boto: [] }, value);
}

function verdict(issues: Issue[]): Verdict[] {
  return issues.map((issue) => [issue.path, issue.code, issue.severity]);
}

function sentences(issues: Issue[]): string[][] {
  return issues.map((issue) => [issue.message, issue.hint]);
}

describe("keywords", () => {
  test.each(keywordCases())("$name", (row) => {
    const issues = issuesOf(row);
    expect(verdict(issues)).toEqual(row.verdict);
    expect(sentences(issues)).toEqual(spoken.keywords?.[row.name] ?? []);
  });
});

describe("patterns", () => {
  const cases = patternCases();
  const shapes = [...new Set(cases.map((row) => row.name.split(" ")[0] ?? ""))];

  test.each(shapes)("%s", (shape) => {
    for (const row of cases.filter(({ name }) => name.startsWith(`${shape} `))) {
      expect(verdict(issuesOf(row)), row.name).toEqual(row.verdict);
    }
  });

  test("what is said of them", () => {
    const found: Record<string, string[][]> = {};
    for (const row of cases) {
      const key = `${row.name.split(" ")[0]} ${row.verdict[0]?.[1]}`;
      if (row.verdict.length > 0) found[key] ??= sentences(issuesOf(row));
    }
    expect(found).toEqual(spoken.patterns);
  });
});

describe("requests", () => {
  test.each(requestCases())("$name", (row) => {
    const issues = issuesOf(row);
    expect(verdict(issues)).toEqual(row.verdict);
    expect(sentences(issues)).toEqual(spoken.requests?.[row.name] ?? []);
  });

  const good = requestCases().filter(({ name }) => /^\d+-(?!NEG)/.test(name));

  test("there are twelve good ones", () => expect(good).toHaveLength(12));

  test.each(good)("no error in $name", (row) => {
    expect(issuesOf(row).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("templates", () => {
  const cases = plain<
    { template: string; values: Record<string, string | number>; text: string }[]
  >(read("tests/conformance/cases/words.json"));

  test.each(cases)("$template $values", ({ template, values, text }) => {
    expect(formatText(template, values)).toBe(text);
  });
});

describe("depth", () => {
  const schema = requestCases()[0]?.schema ?? {};
  const lists = "[".repeat(2000) + "]".repeat(2000);
  const objects = `${'{"A":'.repeat(2000)}1${"}".repeat(2000)}`;

  test.each([lists, objects])("2,000 levels are answered at their place", (deep) => {
    for (const member of ["ModelPackageName", "Unknown", "Tags"]) {
      const issues = checkRequest(
        { schema, layout, words, rules: [], boto: [] },
        parse(`{"${member}": ${deep}}`),
      );
      expect(issues.map((issue) => issue.path[0])).toEqual([member]);
    }
  });
});
