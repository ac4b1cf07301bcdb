import { expect, test } from "vitest";
import { familiesOf, searchFamilies } from "../../../src/controls/inputs/instanceTypeSearch";
import { resolve } from "../../../src/form/schema";
import { plainTables } from "../../helpers/forms";

const NAMES = [
  "ml.m5.large",
  "ml.m5.xlarge",
  "ml.m5d.large",
  "ml.g5.xlarge",
  "ml.m5.2xlarge",
  "other",
];
const FAMILIES = familiesOf(NAMES);
const found = (text: string): string =>
  searchFamilies(FAMILIES, text)
    .map(({ name, values, whole }) => `${name}${whole ? "*" : ""} ${values.length}`)
    .join(", ");

test.each([
  ["", "m5* 3, m5d* 1, g5* 1, * 1"],
  ["m5", "m5* 3, m5d* 1"],
  ["m5d", "m5d* 1"],
  ["ml.m5.", "m5* 3"],
  ["m5.x", "m5 1"],
  ["large", "m5 1, m5d* 1"],
  ["xlarge", "m5 1, g5* 1"],
  ["M5 XL", "m5 1"],
  ["g5,", "g5* 1"],
  ["oth", "* 1"],
  ["arge", ""],
])("%j finds %j", (text, expected) => {
  expect(found(text)).toBe(expected);
});

test("the family that has the name comes first", () => {
  const [first] = searchFamilies(familiesOf(["ml.m5d.large", "ml.m5.large"]), "m5");
  expect(first?.name).toBe("m5");
});

test("every instance type of the model is in one family, in its order", () => {
  const schema = resolve(plainTables, { $ref: "#/$defs/ProductionVariantInstanceType" });
  const names = schema.enum ?? [];
  expect(names.length).toBeGreaterThan(200);
  const families = familiesOf(names);
  expect(new Set(families.flatMap(({ values }) => values))).toEqual(new Set(names));
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  for (const name of names) expect(searchFamilies(families, name)[0]?.values).toContain(name);
});
