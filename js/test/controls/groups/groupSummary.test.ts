import { expect, test } from "vitest";
import { groupSummary } from "../../../src/controls/groups/groupSummary";
import { formOf, leaf, reconcile, struct } from "../../helpers/forms";

const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/sklearn:1.2";
const container = (members: object): string =>
  JSON.stringify({ InferenceSpecification: { Containers: [members] } });

test.each([
  ["nothing", {}, ""],
  [
    "an address, of which the end tells most",
    { Image: IMAGE },
    "123456789012…st-1.amazonaws.com/team/sklearn:1.2",
  ],
  ["texts in the order of the schema", { Framework: "XGBOOST", Image: "a:1" }, "a:1 · XGBOOST"],
  [
    "no more than three",
    { ContainerHostname: "h", Image: "i", ProductId: "p", Framework: "F" },
    "h · i · p",
  ],
  ["what stands deeper", { BaseModel: { HubContentName: "llama" } }, "llama"],
  ["not what is empty", { ContainerHostname: "", Image: "a:1" }, "a:1"],
])("a container with %s", (_, members, expected) => {
  const form = formOf(container(members));
  expect(groupSummary(struct(form, "InferenceSpecification", "Containers", 0))).toBe(expected);
});

test("required members come first, and it follows what is typed", () => {
  const profile = (members: object): string =>
    JSON.stringify({ ValidationSpecification: { ValidationProfiles: [members] } });
  const form = formOf(profile({ ProfileName: "one" }));
  const path = ["ValidationSpecification", "ValidationProfiles", 0] as const;
  const node = struct(form, ...path);
  leaf(form, ...path, "ProfileName").type("two");
  expect(groupSummary(node)).toBe("two");
  reconcile(form, profile({ ProfileName: "x".repeat(60) }));
  expect(groupSummary(node)).toBe(`${"x".repeat(47)}…`);
});
