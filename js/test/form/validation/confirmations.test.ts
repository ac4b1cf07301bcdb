// What needs a second, deliberate act: the cases that the kernel reads too.

import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json";
import { stringify } from "../../../src/core/json";
import { toPath } from "../../../src/core/path";
import { requiredConfirmations } from "../../../src/form/validation/confirmations";
import { formOf } from "../../helpers/forms";
import { plain, read } from "../../helpers/tables";

const CASES = (read("tests/conformance/cases/deliberate.json") as JsonObject[]).map((one) => ({
  name: one.get("name") as string,
  request: one.get("request") as Json,
  expected: plain<unknown[]>(one.get("asked") ?? []),
}));

test.each(CASES)("$name", ({ request, expected }) => {
  const found = requiredConfirmations(formOf(stringify(request)));
  expect(found.map(({ node }) => toPath(node.steps()))).toEqual(expected);
  for (const { says } of found) expect(says).toMatch(/\.$/);
});
