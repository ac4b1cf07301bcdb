// Whose account a group is in, by the cases that the kernel is tested with too.

import { describe, expect, test } from "vitest";
import { otherOwner } from "../../src/form/group_owner";
import { formOf } from "../helpers/forms";
import { read, rows } from "../helpers/tables";

describe("the account of a group", () => {
  for (const row of rows(read("tests/conformance/cases/group_owner.json"))) {
    test(String(row.get("name")), () => {
      const made = formOf();
      made.reconcileWith(row.get("request") ?? null, true);
      expect(otherOwner(made, String(row.get("account")))).toBe(row.get("owner"));
    });
  }
});
