import { describe, expect, test } from "vitest";
import type { Issue } from "../../src/protocol/form_data";
import {
  at,
  formOf,
  leaf,
  list,
  mapNode,
  reconcile,
  struct,
  tables,
  textOf,
} from "../helpers/forms";

const REQUEST = JSON.stringify({
  ModelPackageGroupName: "g",
  InferenceSpecification: { Containers: [{ Image: "a" }, { Image: "b", Environment: { K: "v" } }] },
  Tags: [{ Key: "k", Value: "v" }],
});

function issue(...path: (string | number)[]): Issue {
  return { path, code: "service", message: "No.", severity: "error", hint: "" };
}

describe("finding", () => {
  test("the node at a path of the value", () => {
    const form = formOf(REQUEST);
    expect(form.find([])).toBe(form.root);
    expect(leaf(form, "InferenceSpecification", "Containers", 1, "Image").text.value).toBe("b");
    expect(
      leaf(form, "InferenceSpecification", "Containers", 1, "Environment", "K").text.value,
    ).toBe("v");
    expect(at(form, "ModelCard", "ModelCardContent")).toBeDefined();
  });

  test.each([
    [["Nope"]],
    [["Tags", 1]],
    [["Tags", "x"]],
    [["Tags", -1]],
    [["Tags", 0, "Key", "deeper"]],
    [["InferenceSpecification", "Containers", 1, "Environment", "L"]],
    [["InferenceSpecification", "Containers", 1, "Environment", "__proto__"]],
    [["__proto__"]],
    [["constructor"]],
    [[0]],
  ])("nothing at %j", (path) => {
    expect(formOf(REQUEST).find(path)).toBe(undefined);
  });

  test("looking changes nothing", () => {
    const form = formOf(REQUEST);
    form.find(["ModelMetrics", "Bias", "Report", "S3Uri"]);
    form.find(["ModelCard", "ModelCardContent"]);
    expect(textOf(form)).toBe(REQUEST);
    expect(form.version.value).toBe(0);
  });
});

describe("revealing", () => {
  test("opens the section and all groups around a node", () => {
    const form = formOf(REQUEST);
    const node = leaf(form, "InferenceSpecification", "Containers", 1, "Image");
    const before = form.sections.value;
    form.reveal(node);
    const section = tables.layout.sections.find(({ members }) =>
      members.includes("InferenceSpecification"),
    );
    expect([...form.sections.value]).toEqual([...new Set([...before, section?.id])]);
    for (const path of [[], ["Containers"], ["Containers", 1]]) {
      expect(form.fold(at(form, "InferenceSpecification", ...path)).value).toBe(true);
    }
    expect(form.fold(node).value).toBe(undefined);
    expect(form.fold(at(form, "InferenceSpecification", "Containers", 0)).value).toBe(undefined);
  });

  test("a member that no section names stands in the last one", () => {
    const form = formOf('{"Nope":1}');
    const node = struct(form).unknown.value[0];
    if (node) form.reveal(node);
    expect(form.sections.value.has(tables.layout.other.id)).toBe(true);
  });

  test("sections open and close", () => {
    const form = formOf();
    form.toggleSection("x");
    expect(form.sections.value.has("x")).toBe(true);
    form.toggleSection("x");
    expect(form.sections.value.has("x")).toBe(false);
  });
});

describe("what the kernel says", () => {
  test("stands at its node until that node changes", () => {
    const form = formOf(REQUEST);
    const [group, key] = [leaf(form, "ModelPackageGroupName"), leaf(form, "Tags", 0, "Key")];
    form.applyKernelIssues([issue("ModelPackageGroupName"), issue("Tags", 0, "Key")]);
    expect(form.errorCount.value).toBe(2);
    expect(form.problems.value.map(({ node }) => node)).toEqual(
      expect.arrayContaining([group, key]),
    );
    group.type("h");
    expect(group.kernelIssues.value).toEqual([]);
    expect(key.kernelIssues.value).toHaveLength(1);
    expect(form.errorCount.value).toBe(1);
  });

  test("moves with its row", () => {
    const form = formOf('{"Tags":[{"Key":"a","Value":"v"},{"Key":"b","Value":"v"}]}');
    const key = leaf(form, "Tags", 1, "Key");
    form.applyKernelIssues([issue("Tags", 1, "Key")]);
    const [first] = list(form, "Tags").items.value;
    if (first) list(form, "Tags").remove(first);
    expect(leaf(form, "Tags", 0, "Key")).toBe(key);
    expect(key.kernelIssues.value).toHaveLength(1);
  });

  test("of the whole request, or of nothing that is here, goes with any change", () => {
    const form = formOf(REQUEST);
    form.applyKernelIssues([issue(), issue("Nope", 3), issue("Tags", 7, "Key")]);
    expect(form.unlocatedIssues.value).toHaveLength(3);
    expect(form.errorCount.value).toBe(3);
    expect(form.problems.value.map(({ node }) => node)).toEqual([undefined, undefined, undefined]);
    leaf(form, "Domain").type("x");
    expect(form.unlocatedIssues.value).toEqual([]);
    expect(form.errorCount.value).toBe(0);
  });

  test("takes the place of what it said before", () => {
    const form = formOf(REQUEST);
    form.applyKernelIssues([issue("Domain"), issue("Domain"), issue()]);
    form.applyKernelIssues([issue("Task")]);
    expect(form.problems.value).toHaveLength(1);
    form.applyKernelIssues([]);
    expect(form.problems.value).toEqual([]);
  });

  test("goes when the node is unset or loaded anew", () => {
    const form = formOf(REQUEST);
    form.applyKernelIssues([issue("Tags", 0, "Key"), issue("ModelPackageGroupName")]);
    list(form, "Tags").unset();
    reconcile(form, '{"ModelPackageGroupName":"other"}');
    expect(form.errorCount.value).toBe(0);
  });

  test("a warning is no error", () => {
    const form = formOf(REQUEST);
    form.applyKernelIssues([
      { ...issue("Domain"), severity: "warning" },
      { ...issue(), severity: "info" },
    ]);
    expect(form.errorCount.value).toBe(0);
    expect(form.problems.value).toHaveLength(2);
  });
});

describe("counting", () => {
  test("errors of nodes, entries and groups add up to the problems", () => {
    const form = formOf(
      JSON.stringify({
        ModelPackageName: "a_",
        Tags: [{}, { Key: "", Value: "v" }],
        CustomerMetadataProperties: { "": "x", b: "" },
        Nope: 1,
        InferenceSpecification: { Containers: [] },
      }),
    );
    const counted = form.problems.value.filter(({ issue: one }) => one.severity === "error");
    expect(form.errorCount.value).toBe(counted.length);
    expect(counted.length).toBeGreaterThanOrEqual(8);
    expect(list(form, "Tags").errorCount.value).toBe(3);
    expect(mapNode(form, "CustomerMetadataProperties").errorCount.value).toBe(2);
  });

  test("a person's changes are counted, those from elsewhere are not", () => {
    const form = formOf(REQUEST);
    expect(form.version.value).toBe(0);
    leaf(form, "Domain").type("x");
    list(form, "Tags").add();
    expect(form.version.value).toBe(2);
    reconcile(form, REQUEST);
    form.applyKernelIssues([issue("Domain")]);
    expect(form.version.value).toBe(2);
  });
});

test("each node has an id of its own", () => {
  const form = formOf(REQUEST);
  const ids = new Set<number>();
  let nodes = 0;
  const visit = (node: ReturnType<typeof at>): void => {
    ids.add(node.id);
    nodes += 1;
    for (const child of node.children()) visit(child);
  };
  visit(form.root);
  expect(ids.size).toBe(nodes);
});
