// What the kernel says of the request as text.

import { describe, expect, test } from "vitest";
import { exportedOf } from "../../src/protocol/decode";

const ENVELOPE = { asker: "a", number: 1 };

describe("the request as text", () => {
  test("comes with the lines of its members and what it does not hold", () => {
    const answer = JSON.stringify({
      text: "one\ntwo\n",
      lines: [[["A", 0], 1, 2]],
      gaps: [{ path: ["B"], kind: "lacks", why: "Because." }],
      problem: "",
    });
    expect(exportedOf({ ...ENVELOPE, answer })).toEqual({
      ...ENVELOPE,
      text: "one\ntwo\n",
      lines: [{ path: ["A", 0], first: 1, last: 2 }],
      gaps: [{ path: ["B"], kind: "lacks", why: "Because." }],
      problem: "",
    });
  });

  test("is nothing before anything was said", () => {
    expect(exportedOf(undefined)).toBeUndefined();
  });
});
