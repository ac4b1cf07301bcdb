// The rules in the form: when they run, where they show, and when that is.

import { effect } from "@preact/signals-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { shownIssue } from "../../../src/controls/context";
import { type JsonObject, parse } from "../../../src/core/json";
import { formatPath } from "../../../src/core/path";
import { Form } from "../../../src/form/form";
import type { Leaf } from "../../../src/form/nodes/leaf";
import type { List } from "../../../src/form/nodes/list";
import type { MapNode } from "../../../src/form/nodes/map";
import type { Node } from "../../../src/form/nodes/node";
import type { Layout, Rule, Tables, Words } from "../../../src/protocol/form_data";
import type { Schema } from "../../../src/protocol/schema";
import { plain, read } from "../../helpers/tables";

const tables: Tables = {
  schema: plain<Schema>((read("tests/golden/request-schema.json") as JsonObject).get("schema")),
  layout: plain<Layout>(read("modelpkg_widget/resources/layout.json")),
  words: plain<Words>(read("modelpkg_widget/resources/page_texts.json")),
  rules: plain<Rule[]>(read("modelpkg_widget/validation/rules.json")),
  boto: [],
};

function formOf(request: unknown): Form {
  const form = new Form(tables);
  form.reconcileWith(parse(JSON.stringify(request)), true);
  return form;
}

function at(form: Form, ...path: (string | number)[]): Node {
  const node = form.find(path);
  if (!node) throw new Error(`nothing at ${path.join(".")}`);
  return node;
}

function type(form: Form, text: string, ...path: (string | number)[]): void {
  (at(form, ...path) as Leaf).type(text);
}

function codes(form: Form): string[] {
  return form.problems.value.map(({ issue }) => issue.code);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("when the rules run", () => {
  test("at the beginning and after a load", () => {
    const form = new Form(tables);
    expect([codes(form), form.errorCount.value]).toEqual([["group-xor-name"], 1]);
    form.reconcileWith(parse('{"ModelPackageGroupName": "g", "SourceUri": "s3://b/m"}'), true);
    expect([codes(form), form.errorCount.value]).toEqual([[], 0]);
  });

  test("not at a keystroke, but when nothing has changed for a moment", () => {
    const form = new Form(tables);
    for (const text of ["g", "gr", "gro"]) {
      type(form, text, "ModelPackageGroupName");
      vi.advanceTimersByTime(149);
      expect(form.errorCount.value).toBe(1);
    }
    vi.advanceTimersByTime(1);
    expect(form.errorCount.value).toBe(0);
  });

  test("at once when asked, and then not again", () => {
    const form = formOf({ ModelPackageGroupName: "g" });
    type(form, "n", "ModelPackageName");
    expect(form.errorCount.value).toBe(0);
    form.rules.run();
    expect(form.errorCount.value).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("once what a display begins with is painted, and not before", () => {
    const form = new Form(tables);
    const wrong = parse('{"ModelPackageGroupName": "g", "ModelPackageName": "n"}');
    form.initialize(wrong, true);
    expect(form.rules.isDone.value).toBe(false);
    vi.advanceTimersByTime(900);
    expect(form.rules.isDone.value).toBe(false);
    form.rules.runFirst();
    expect([form.rules.isDone.value, codes(form)]).toEqual([true, ["group-xor-name"]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("what is wrong inside of items is known then, too", () => {
    const Containers = [{ Image: "a" }, { Image: "b" }, { Image: "c", Environment: { A: 1 } }];
    const request = { ModelPackageGroupName: "g", InferenceSpecification: { Containers } };
    const text = JSON.stringify(request);
    const [first, known] = [new Form(tables), formOf(request)];
    first.initialize(parse(text), true);
    first.rules.runFirst();
    expect(codes(first)).toEqual(codes(known));
    expect(codes(first)).toContain("type");
    expect(first.text()).toBe(text);
    expect(first.undoHistory.size.value).toEqual({ past: 0, future: 0 });
  });

  test("also inside of what the kernel did not change before anybody has looked into it", () => {
    const Containers = [{ Image: "a:1" }, { Image: "b:1", Environment: { A: 1 } }];
    const request = { ModelPackageGroupName: "g", InferenceSpecification: { Containers } };
    const form = new Form(tables);
    form.initialize(parse(JSON.stringify(request)), true);
    const changed = { ...request, ModelPackageDescription: "by the kernel" };
    form.reconcileWith(parse(JSON.stringify(changed)), true);
    expect(codes(form)).toEqual(codes(formOf(changed)));
    expect(codes(form)).toContain("type");
  });

  test("in the end if nothing shows the request", () => {
    const form = new Form(tables);
    form.initialize(parse('{"ModelPackageGroupName": "g", "ModelPackageName": "n"}'), true);
    vi.advanceTimersByTime(1000);
    expect([form.rules.isDone.value, codes(form)]).toEqual([true, ["group-xor-name"]]);
  });

  test("not any more when the form has ended", () => {
    const form = formOf({ ModelPackageGroupName: "g" });
    type(form, "n", "ModelPackageName");
    form.rules.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("what they say stays until they run again", () => {
    const Tags = [{ Key: "a", Value: "b" }];
    const form = formOf({ ModelPackageGroupName: "g", SourceUri: "s3://b/m", Tags });
    expect(codes(form)).toEqual(["tags-versioned"]);
    at(form, "Tags").unset();
    expect(codes(form)).toEqual(["tags-versioned"]);
    vi.advanceTimersByTime(150);
    expect(codes(form)).toEqual([]);
  });
});

describe("where they show", () => {
  test("at the node of their path, with its source, and in the counts above it", () => {
    const container = { AdditionalS3DataSource: { S3DataType: "S3Object", S3Uri: "s3://b/k" } };
    const specification = { Containers: [{}, container] };
    const form = formOf({ ModelPackageGroupName: "g", InferenceSpecification: specification });
    const [problem] = form.problems.value;
    expect(problem?.node && formatPath(problem.node.steps())).toBe(
      "InferenceSpecification.Containers[1].AdditionalS3DataSource",
    );
    expect(problem?.issue.why).toContain("boto/boto3#4510");
    expect(form.errorCount.value).toBe(0);

    type(form, "u", "SourceUri");
    form.rules.run();
    expect(at(form, "SourceUri").errorCount.value).toBe(1);
    expect(form.errorCount.value).toBe(1);
  });

  test("at an entry of a map, and at the map", () => {
    const environment = Object.fromEntries(
      Array.from({ length: 17 }, (_, index) => [index ? `A${index}` : "A_TOKEN", "x"]),
    );
    const specification = { Containers: [{ Image: "i:1", Environment: environment }] };
    const form = formOf({ ModelPackageGroupName: "g", InferenceSpecification: specification });
    expect(codes(form)).toEqual(["env-16-or-100", "env-secret-name"]);
    const map = at(form, "InferenceSpecification", "Containers", 0, "Environment") as MapNode;
    const entry = map.entries.value[0];
    expect(entry?.issues.value.map(({ code }) => code)).toEqual(["env-secret-name"]);
    if (entry) entry.isTouched.value = true;
    expect(shownIssue(form, map)?.code).toBe("env-16-or-100");
  });

  test("in the count of a map", () => {
    const paths = ["CustomerMetadataProperties"];
    const rule: Rule = { ...(tables.rules[0] as Rule), operator: "forbids", paths };
    const form = new Form({ ...tables, rules: [rule] });
    form.reconcileWith(parse('{"CustomerMetadataProperties": {"a": "b"}}'), true);
    expect(form.errorCount.value).toBe(1);
  });

  test("errors before warnings", () => {
    const container = { Image: "i:1", ModelDataUrl: "s3://b/k.tar.gz", ModelDataSource: {} };
    const specification = { Containers: [container] };
    const form = formOf({ ModelPackageName: "n", InferenceSpecification: specification });
    const source = at(form, "InferenceSpecification", "Containers", 0, "ModelDataSource");
    expect(source.issues.value.map(({ code }) => code)).toEqual(["mds-unversioned", "mdu-xor-mds"]);
  });

  test("of no member that the schema has, in the list of problems", () => {
    const rule = { ...(tables.rules[0] as Rule), paths: ["Gone", "AlsoGone"] };
    const form = new Form({ ...tables, rules: [rule] });
    expect(form.problems.value.map(({ node }) => node)).toEqual([undefined]);
    expect(form.errorCount.value).toBe(1);
    form.reconcileWith(parse('{"Gone": 1}'), true);
    expect(form.problems.value.map(({ issue }) => issue.code)).toEqual(["additionalProperties"]);
  });
});

describe("when they show", () => {
  test("a conflict shows at each place once one of them was left", () => {
    const form = formOf({});
    const group = at(form, "ModelPackageGroupName");
    type(form, "g", "ModelPackageGroupName");
    type(form, "n", "ModelPackageName");
    form.rules.run();
    expect(shownIssue(form, group)).toBeUndefined();
    at(form, "ModelPackageName").isTouched.value = true;
    expect(shownIssue(form, group)?.code).toBe("group-xor-name");
  });

  test("a group was left when something in it was", () => {
    const form = formOf({});
    type(form, "g", "ModelPackageGroupName");
    (at(form, "Tags") as List).add();
    type(form, "a", "Tags", 0, "Key");
    form.rules.run();
    expect(shownIssue(form, at(form, "Tags"))).toBeUndefined();
    at(form, "Tags", 0, "Key").isTouched.value = true;
    expect(shownIssue(form, at(form, "Tags"))?.code).toBe("tags-versioned");
  });

  test("what came from outside counts as left", () => {
    const form = formOf({ ModelPackageGroupName: "g", ModelPackageName: "n" });
    expect(shownIssue(form, at(form, "ModelPackageGroupName"))?.code).toBe("group-xor-name");
  });

  test("what is missing waits until a submission was tried", () => {
    const form = formOf({ ModelPackageName: "n" });
    const missing = at(form, "InferenceSpecification");
    at(form, "ModelPackageName").isTouched.value = true;
    expect(shownIssue(form, missing)).toBeUndefined();
    form.submitAttempted.value = true;
    expect(shownIssue(form, missing)?.code).toBe("spec-required-unversioned");
  });

  test("what says the same as before is not shown anew", () => {
    const form = formOf({ ModelPackageGroupName: "g", ModelPackageName: "n" });
    let runs = 0;
    const end = effect(() => {
      at(form, "ModelPackageGroupName").ruleIssues.value;
      runs += 1;
    });
    type(form, "about", "ModelPackageDescription");
    vi.advanceTimersByTime(150);
    expect(runs).toBe(1);
    type(form, "", "ModelPackageName");
    at(form, "ModelPackageName").unset();
    vi.advanceTimersByTime(150);
    expect(runs).toBe(2);
    end();
  });
});
