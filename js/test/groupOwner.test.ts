// Whose account a group is in, by the cases that the kernel is tested with too.

import { describe, expect, test } from "vitest";
import { otherOwner } from "../src/model/groupOwner";
import { formOf } from "./model";
import { read, rows } from "./read";

describe("the account of a group", () => {
  for (const row of rows(read("tests/cases/group_owner.json"))) {
    test(String(row.get("name")), () => {
      const made = formOf();
      made.adopt(row.get("request") ?? null, true);
      expect(otherOwner(made, String(row.get("account")))).toBe(row.get("owner"));
    });
  }
});
