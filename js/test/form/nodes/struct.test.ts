import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stringify } from "../../../src/core/json";
import { Leaf } from "../../../src/form/nodes/leaf";
import { MapNode } from "../../../src/form/nodes/map";
import type { Node } from "../../../src/form/nodes/node";
import type { Schema } from "../../../src/protocol/schema";
import {
  at,
  codeAt,
  formOf,
  leaf,
  reconcile,
  struct,
  tablesFor,
  textOf,
} from "../../helpers/forms";
import { ROOT, read } from "../../helpers/tables";

const requests = readdirSync(new URL("tests/conformance/cases/requests/", ROOT)).map((name) => {
  return [name, stringify(read(`tests/conformance/cases/requests/${name}`))] as const;
});

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of node.children()) visit(child, see);
}

describe("requests", () => {
  test.each(requests)("%s comes out as it went in", (_, text) => {
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    reconcile(form, text);
    expect(textOf(form)).toBe(text);
    const other = formOf('{"ModelPackageName":"a","Tags":[{"Key":"k","Value":"v"}]}');
    reconcile(other, text);
    expect(textOf(other)).toBe(text);
  });

  test.each(requests)("%s, each text edited and edited back", (_, text) => {
    const form = formOf(text);
    const leaves: Leaf[] = [];
    visit(form.root, (node) => {
      if (node instanceof Leaf && node.mistypedValue.value === undefined) leaves.push(node);
    });
    for (const node of leaves) {
      const before = node.text.value;
      if (before === "") continue; // a text that is cleared is unset
      node.type(`${before}1`);
      node.type(before);
    }
    visit(form.root, (node) => {
      if (!(node instanceof MapNode)) return;
      for (const entry of node.entries.value) {
        const before = entry.name.value;
        entry.rename(`${before}1`);
        entry.rename(before);
      }
    });
    expect(textOf(form)).toBe(text);
  });

  test.each(requests)("%s keeps its nodes when it is adopted once more", (_, text) => {
    const form = formOf(text);
    const nodes = (): Node[] => {
      const found: Node[] = [];
      visit(form.root, (node) => found.push(node));
      return found;
    };
    const before = nodes();
    reconcile(form, text, false);
    const after = nodes();
    expect(after.length).toBe(before.length);
    expect(after.every((node, index) => node === before[index])).toBe(true);
  });
});

describe("order", () => {
  test("of members as they are loaded, then as they are set", () => {
    const form = formOf('{"Task":"OTHER","Domain":"OTHER"}');
    leaf(form, "ModelPackageName").type("a");
    leaf(form, "ClientToken").type("b");
    leaf(form, "Domain").type("x");
    expect(textOf(form)).toBe(
      '{"Task":"OTHER","Domain":"x","ModelPackageName":"a","ClientToken":"b"}',
    );
  });

  test("of keys that a JS object would move or lose", () => {
    const text = '{"2":1,"10":2,"__proto__":3,"constructor":4,"":5,"1":6}';
    expect(textOf(formOf(text))).toBe(text);
    const map = `{"CustomerMetadataProperties":${text.replace(/:(\d)/g, ':"$1"')}}`;
    expect(textOf(formOf(map))).toBe(map);
  });

  test("of a request that comes from elsewhere is taken", () => {
    const form = formOf('{"Task":"OTHER","Domain":"OTHER"}');
    reconcile(form, '{"Domain":"OTHER","Task":"OTHER"}');
    expect(textOf(form)).toBe('{"Domain":"OTHER","Task":"OTHER"}');
  });
});

describe("implied and explicit structures", () => {
  const path = ["ModelMetrics", "ModelQuality", "Statistics", "S3Uri"];

  test("typing implies all above, clearing prunes them", () => {
    const form = formOf();
    leaf(form, ...path).type("s3://a");
    expect(textOf(form)).toBe(
      '{"ModelMetrics":{"ModelQuality":{"Statistics":{"S3Uri":"s3://a"}}}}',
    );
    leaf(form, ...path).type("");
    expect(textOf(form)).toBe("{}");
  });

  test("one that was set stays, empty", () => {
    const form = formOf();
    struct(form, "ModelMetrics", "ModelQuality").setExplicit();
    expect(textOf(form)).toBe('{"ModelMetrics":{"ModelQuality":{}}}');
    leaf(form, ...path).type("s3://a");
    leaf(form, ...path).type("");
    expect(textOf(form)).toBe('{"ModelMetrics":{"ModelQuality":{}}}');
    struct(form, "ModelMetrics", "ModelQuality").unset();
    expect(textOf(form)).toBe("{}");
  });

  test("one that was loaded empty stays", () => {
    for (const text of ['{"ModelMetrics":{}}', '{"ModelMetrics":{"Bias":{}}}', '{"Tags":[]}']) {
      const form = formOf(text);
      expect(textOf(form)).toBe(text);
      reconcile(form, text, false);
      expect(textOf(form)).toBe(text);
      const other = formOf();
      reconcile(other, text, false);
      expect(textOf(other)).toBe(text);
    }
  });

  test("required members are missing only where their structure is there", () => {
    const form = formOf();
    const missing = () => codeAt(leaf(form, "ValidationSpecification", "ValidationRole"));
    expect(missing()).toBe(undefined);
    struct(form, "ValidationSpecification").setExplicit();
    expect(missing()).toBe("required");
    leaf(form, "ValidationSpecification", "ValidationRole").type("x");
    expect(missing()).toBe("minLength");
    struct(form, "ValidationSpecification").unset();
    expect(missing()).toBe(undefined);
    expect(textOf(form)).toBe("{}");
  });
});

test.each([
  [{ minProperties: 2 }, "minProperties"],
  [{ maxProperties: 0 }, "maxProperties"],
  [{ minProperties: 1, maxProperties: 1 }, undefined],
])("%j counts the members that are set", (limits, code) => {
  const text: Schema = { title: "Text", type: "string" };
  const Pair: Schema = {
    title: "Pair",
    type: "object",
    properties: { a: text, b: text },
    ...limits,
  };
  const form = formOf('{"Pair":{"a":"x"}}', tablesFor({ Pair }));
  expect(codeAt(at(form, "Pair"))).toBe(code);
});

describe("what the schema does not know", () => {
  test("is kept, named, edited and removed", () => {
    const form = formOf('{"Nope":{"10":1,"2":[null]},"modelpackagename":5}');
    const [first, second] = struct(form).unknown.value;
    expect(codeAt(first as Node)).toBe("additionalProperties");
    expect(codeAt(second as Node)).toBe("additionalProperties.suggestion");
    first?.type('{"b": 1, "a": 2}');
    expect(textOf(form)).toBe('{"Nope":{"b":1,"a":2},"modelpackagename":5}');
    first?.type("no json");
    expect(textOf(form)).toBe('{"Nope":"no json","modelpackagename":5}');
    if (second) struct(form).removeUnknown(second);
    expect(textOf(form)).toBe('{"Nope":"no json"}');
    reconcile(form, '{"Nope":"no json","Domain":"OTHER"}');
    expect(struct(form).unknown.value[0]).toBe(first);
    expect(first?.text.value).toBe("no json");
  });

  test("a value of the wrong kind is kept until it is mended", () => {
    const text = '{"ModelMetrics":[1],"Tags":{"a":1},"CustomerMetadataProperties":"x"}';
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    for (const name of ["ModelMetrics", "Tags", "CustomerMetadataProperties"]) {
      expect(codeAt(at(form, name))).toBe("type");
    }
    reconcile(form, '{"ModelMetrics":{"Bias":{}},"Tags":[],"CustomerMetadataProperties":{}}');
    expect(codeAt(at(form, "ModelMetrics"))).toBe(undefined);
    expect(codeAt(at(form, "Tags"))).toBe(undefined);
  });

  test.each(["[1]", '"text"', "5", "null", "true"])("the whole request is %s", (text) => {
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    expect(form.errorCount.value).toBe(1);
    reconcile(form, '{"Domain":"OTHER"}');
    expect(textOf(form)).toBe('{"Domain":"OTHER"}');
  });

  test("thousands of levels", () => {
    const deep = "[".repeat(2000) + "]".repeat(2000);
    const text = `{"ModelPackageName":${deep},"x":${deep}}`;
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    expect(codeAt(leaf(form, "ModelPackageName"))).toBe("type");
  });
});

test("a value of another kind takes away what was missing in the structure before", () => {
  const form = formOf('{"InferenceSpecification":{"Containers":[]}}');
  const places = form.problems.value.map(({ issue }) => issue.path.join("."));
  expect(places).toContain("InferenceSpecification.Containers");
  reconcile(form, '{"InferenceSpecification":false}');
  const fresh = formOf('{"InferenceSpecification":false}');
  expect(form.problems.value.map(({ issue }) => issue)).toEqual(
    fresh.problems.value.map(({ issue }) => issue),
  );
  expect(form.errorCount.value).toBe(fresh.errorCount.value);
});
