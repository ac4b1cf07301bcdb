// The rules beyond the schema, as the page decides them; tests/validation/test_rules.py reads the
// same cases.

import { describe, expect, test } from "vitest";
import { type Json, type JsonObject, parse } from "../../../src/core/json";
import type { Path } from "../../../src/core/path";
import { OPERATORS } from "../../../src/form/validation/rule_operators";
import { runRules } from "../../../src/form/validation/rules";
import type { Issue, Layout, Rule, Severity, Words } from "../../../src/protocol/form_data";
import { plain, read, rows } from "../../helpers/tables";

const words = plain<Words>(read("modelpkg_widget/resources/page_texts.json"));
const rules = plain<Rule[]>(read("modelpkg_widget/validation/rules.json"));
const layout: Layout = {
  sections: [],
  other: { id: "", title: "" },
  shapes: {},
  members: {},
  load: {},
};

interface Expected {
  path: Path;
  message: string;
  severity?: Severity;
  hint?: string;
  related?: Path[];
}

/** What a group of cases says of its rule, and what stands in all of them. */
const COMMON = { id: "it", severity: "warning", scope: "", when: [], hint: "", source: "Why." };

/** Texts that are too long to be written out are spelled as {repeat, times, tail}. */
function expanded(json: Json): Json {
  if (Array.isArray(json)) return json.map(expanded);
  if (!(json instanceof Map)) return json;
  const piece = json.get("repeat");
  if (typeof piece === "string") {
    return piece.repeat(Number(json.get("times"))) + String(json.get("tail") ?? "");
  }
  return new Map([...json].map(([key, child]) => [key, expanded(child)]));
}

function whole(rule: Rule, { path, message, severity, hint, related }: Expected): Issue {
  return {
    path,
    code: rule.id,
    message,
    severity: severity ?? rule.severity,
    hint: hint ?? "",
    related: related ?? [],
    why: rule.source,
  };
}

function issuesOf(rule: Rule, value: Json): Issue[] {
  return runRules({ schema: {}, layout, words, rules: [rule], boto: [] }, value);
}

const operatorCases = rows(read("tests/conformance/cases/operators.json")).flatMap((group) => {
  const rule = { ...COMMON, ...plain<Partial<Rule>>(group.get("rule")) } as Rule;
  return rows(group.get("cases")).map((row) => {
    const text = row.get("text");
    const value = typeof text === "string" ? parse(text) : (row.get("value") as Json);
    const issues = plain<Expected[]>(row.get("issues")).map((issue) => whole(rule, issue));
    const name = `${group.get("about")}: ${row.get("name")}`;
    return { name, rule, value: expanded(value), issues };
  });
});

const ruleCases = [...(read("tests/conformance/cases/rules.json") as JsonObject)].flatMap(
  ([id, cases]) => {
    const rule = rules.find((row) => row.id === id);
    return rows(cases).map((row) => ({
      id,
      name: `${id}: ${row.get("name")}`,
      rule,
      value: expanded(row.get("request") as Json),
      issues: plain<Expected[]>(row.get("issues")),
    }));
  },
);

describe("operators", () => {
  test.each(operatorCases)("$name", ({ rule, value, issues }) => {
    expect(issuesOf(rule, value)).toEqual(issues);
  });

  test("each has cases in which it speaks and in which it does not", () => {
    for (const speaks of [true, false]) {
      const found = operatorCases.filter(({ issues }) => issues.length > 0 === speaks);
      const names = new Set(found.map(({ rule }) => rule.operator));
      for (const unknown of ["of_tomorrow", "constructor"]) names.delete(unknown);
      expect([...names].sort()).toEqual([...OPERATORS.keys()].sort());
    }
  });
});

describe("rules", () => {
  test.each(ruleCases)("$name", ({ id, rule, value, issues }) => {
    if (!rule) throw new Error(`no rule is called ${id}`);
    expect(issuesOf(rule, value)).toEqual(issues.map((issue) => whole(rule, issue)));
  });

  test("each operator and each pattern is one that the page knows", () => {
    for (const { id, operator, pattern, when } of rules) {
      expect(OPERATORS.has(operator), id).toBe(true);
      const patterns = [pattern, ...when.map(({ matches }) => matches)];
      for (const one of patterns) if (one) expect(() => new RegExp(one, "u"), id).not.toThrow();
    }
  });

  test("a large request costs no more than its size", () => {
    const environment = new Map(Array.from({ length: 100 }, (_, at) => [`NAME_${at}`, "value"]));
    const container = new Map<string, Json>([
      ["Image", "i:1"],
      ["Environment", environment],
    ]);
    const cost = (size: number): number => {
      const specification = new Map<string, Json>([["Containers", Array(size).fill(container)]]);
      const value = new Map<string, Json>([
        ["ModelPackageName", "n"],
        ["InferenceSpecification", specification],
        ["AdditionalInferenceSpecifications", Array(15).fill(specification)],
      ]);
      const runs = [1, 2, 3].map(() => {
        const start = process.cpuUsage();
        runRules({ schema: {}, layout, words, rules, boto: [] }, value);
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...runs);
    };
    cost(5);
    const [small, large] = [cost(5), cost(40)];
    expect(large / small, `${small} µs of CPU, then ${large}`).toBeLessThan(8 * 3);
  });
});
