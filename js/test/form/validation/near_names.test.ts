// Which name was meant, as the page decides it; tests/test_near_names.py is the kernel.

import { expect, test } from "vitest";
import { nearest } from "../../../src/form/validation/near_names";
import { plain, read, rows } from "../../helpers/tables";

for (const row of rows(read("tests/cases/near_names.json"))) {
  const name = plain<string>(row.get("name"));
  test(`the name that ${JSON.stringify(name)} was meant to be`, () => {
    const wanted = plain<string | null>(row.get("nearest"));
    expect(nearest(name, plain<string[]>(row.get("known"))) ?? null).toBe(wanted);
  });
}

test("a very long name is not compared", () => {
  expect(nearest("ModelPackageName".repeat(1_000), ["ModelPackageName"])).toBeUndefined();
});
