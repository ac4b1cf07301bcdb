import { describe, expect, test } from "vitest";
import { parseWords } from "../../../src/controls/groups/parseWords";

describe("words", () => {
  test.each([
    ["ml.m5.large, ml.m5.xlarge;ml.c5.large", ["ml.m5.large", "ml.m5.xlarge", "ml.c5.large"]],
    ["a\nb\r\nc\td", ["a", "b", "c", "d"]],
    ['["a", "b"]', ["a", "b"]],
    ["['a', 'b',]", ["a", "b"]],
    ["('a', 'b')", ["a", "b"]],
    ["- a\n- b", ["a", "b"]],
    ["a a", ["a", "a"]],
    [" ,;", []],
    ["", []],
  ])("%j", (text, words) => {
    expect(parseWords(text)).toEqual(words);
  });
});
