// Which name was meant, as the page decides it; tests/schema/test_similar_names.py is the kernel.

import { expect, test } from "vitest";
import { nearestName } from "../../../src/form/validation/near_names";
import { plain, read, rows } from "../../helpers/tables";

for (const row of rows(read("tests/conformance/cases/near_names.json"))) {
  const name = plain<string>(row.get("name"));
  test(`the name that ${JSON.stringify(name)} was meant to be`, () => {
    const expected = plain<string | null>(row.get("nearest"));
    expect(nearestName(name, plain<string[]>(row.get("known"))) ?? null).toBe(expected);
  });
}

test("a very long name is not compared", () => {
  expect(nearestName("ModelPackageName".repeat(1_000), ["ModelPackageName"])).toBeUndefined();
});
