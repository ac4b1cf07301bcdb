// Values of the wire, as the page reads them.

import { describe, expect, test } from "vitest";
import { type Decoded, decodeTrait } from "../../src/protocol/decoders.generated";

describe("a trait", () => {
  test("lacks nothing where the kernel leaves members out", () => {
    const nothing = { text: "", met: 0, all: 0, sends: true };
    for (const given of [undefined, null, {}]) expect(decodeTrait("task", given)).toEqual(nothing);
    expect(decodeTrait("task", { ...nothing, met: 2, sends: false })).toMatchObject({
      met: 2,
      sends: false,
    });
    expect(decodeTrait("status", undefined)).toBe("editing");
    expect(decodeTrait("status", "refused")).toBe("refused");
  });

  test("that may have nothing to say is undefined then", () => {
    for (const given of [undefined, null, {}]) {
      expect(decodeTrait("group_creation", given)).toBeUndefined();
      expect(decodeTrait("kind", given)).toBeUndefined();
    }
    expect(decodeTrait("kind", "")).toBe("");
  });

  test("keeps the order of members of a request, and what is no object of JavaScript's", () => {
    const start = { b: 1, a: { constructor: "x" } };
    const group = decodeTrait("group_creation", { state: "offered", start });
    expect(group?.start).toEqual(
      new Map<string, unknown>([
        ["b", 1],
        ["a", new Map([["constructor", "x"]])],
      ]),
    );
    const marks = [{ base_path: ["a"], value: { a: [1] }, individually: true, kept: false }];
    expect(decodeTrait("loaded", { marks }).marks).toEqual([
      { ...marks[0], value: new Map([["a", [1]]]) },
    ]);
    const explanations = { constructor: "what it means" };
    const failure = decodeTrait("failure", { explanations });
    expect([...failure.explanations]).toEqual([["constructor", "what it means"]]);
    expect(decodeTrait("failure", {}).explanations.size).toBe(0);
  });

  test("has a link only to an address of the web", () => {
    const traits: Decoded[] = ["failure", "next_steps"];
    for (const name of traits) {
      expect(decodeTrait(name, { console: "https://a.b/c" })).toMatchObject({
        console: "https://a.b/c",
      });
      expect(decodeTrait(name, { console: "javascript:alert(1)" })).toMatchObject({ console: "" });
    }
  });
});

test("a package that AWS has said nothing of yet has empty texts", () => {
  const described = decodeTrait("package", {});
  expect(described.ModelPackageStatus + described.ModelApprovalStatus).toBe("");
});
