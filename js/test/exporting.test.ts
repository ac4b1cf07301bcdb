// What the kernel says of the request as text is looked at before it is believed.

import { describe, expect, test } from "vitest";
import { exportedOf } from "../src/wire";

const SAID = { asker: "a", number: 1 };

describe("the request as text", () => {
  test("comes with the lines of its members and what it does not hold", () => {
    const answer = JSON.stringify({
      text: "one\ntwo\n",
      lines: [[["A", 0], 1, 2], ["no path", 1, 1], 5],
      gaps: [
        { path: ["B"], kind: "lacks", why: "Because." },
        { path: 5, why: "?" },
      ],
      problem: "",
    });
    expect(exportedOf({ ...SAID, answer })).toEqual({
      ...SAID,
      text: "one\ntwo\n",
      lines: [{ path: ["A", 0], first: 1, last: 2 }],
      gaps: [{ path: ["B"], why: "Because.", source: "" }],
      problem: "",
    });
  });

  test("is nothing when nobody can tell whom it answers", () => {
    for (const said of [undefined, null, 5, [], {}, { asker: 1, number: 1 }, { asker: "a" }]) {
      expect(exportedOf(said)).toBeUndefined();
    }
  });

  test("is empty when it is no JSON of that kind", () => {
    for (const answer of [undefined, 5, "", "{", "[]", "null", '{"text":5,"lines":{}}']) {
      const { text, lines, gaps } = exportedOf({ ...SAID, answer }) ?? { text: "?" };
      expect([text, lines, gaps]).toEqual(["", [], []]);
    }
  });
});
