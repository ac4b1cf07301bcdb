// Which characters of two texts differ.

import { expect, test } from "vitest";
import { textDiff } from "../../src/core/text_diff";

/** The texts with what differs in brackets. */
function marked(before: string, after: string): string[] {
  const found = textDiff(before, after);
  return [found.before, found.after].map((parts) =>
    parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(""),
  );
}

test.each([
  ["s3://m/2026-11-21/a.tar.gz", "s3://m/2026-11-28/a.tar.gz", "2026-11-2[1]/", "2026-11-2[8]/"],
  ["4c1d9a7", "9be02f3", "[4c1d9a7]", "[9be02f3]"],
  ["flowers", "flowers-2", "flowers", "flowers[-2]"],
  ["a b c", "a x c", "a [b] c", "a [x] c"],
  ["one two three", "two three four", "[one ]two three", "two three[ four]"],
  ["version1", "version2", "version[1]", "version[2]"],
  ["", "new", "", "[new]"],
  ["same", "same", "same", "same"],
  ["😀a", "😁a", "[😀]a", "[😁]a"],
])("%s and %s", (before, after, left, right) => {
  const [one, two] = marked(before, after);
  expect(one).toContain(left);
  expect(two).toContain(right);
  expect((one ?? "").replace(/[[\]]/g, "")).toBe(before);
  expect((two ?? "").replace(/[[\]]/g, "")).toBe(after);
});

test("long texts are compared by their ends", () => {
  const [before, after] = ["x ", "y "].map((word) => `a ${word.repeat(2000)}z`);
  const started = performance.now();
  const found = textDiff(before ?? "", after ?? "");
  expect(found.before.at(-1)).toEqual({ text: " z", differs: false });
  expect(performance.now() - started).toBeLessThan(500);
});
