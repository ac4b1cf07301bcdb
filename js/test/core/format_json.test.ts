import { describe, expect, test } from "vitest";
import { findJsonError, formatJson } from "../../src/core/format_json";
import { minified } from "../../src/core/json";

describe("laid out", () => {
  test.each([
    ['{"input_1":[1,224,224,3],"b":{}}', '{\n  "input_1": [1, 224, 224, 3],\n  "b": {}\n}'],
    ['[{"a":"x,y:{}"},[]]', '[\n  {\n    "a": "x,y:{}"\n  },\n  []\n]'],
    ['["a, b", "c"]', '["a, b", "c"]'],
    ["1.0", "1.0"],
    ["", ""],
    ["{broken", "{broken"],
  ])("%j", (text, expected) => {
    expect(formatJson(text)).toBe(expected);
  });

  test.each([
    '{"n":[1.0,1e5,-0,12345678901234567890123],"s":"\\u00e9\\/ \\"[1,2]\\" \\\\"}',
    `{"a":["\\"", "\\\\", "]", "{"],"long":["${"x".repeat(100)}","y"]}`,
    `{"deep":${"[".repeat(2000)}${"]".repeat(2000)}}`,
    `[${"1,".repeat(1000)}1]`,
    ` \n{ "a" : [ 1 , "b c" ] }\t`,
  ])("nothing but spaces changes: %#", (text) => {
    expect(minified(formatJson(text))).toBe(minified(text));
    expect(formatJson(formatJson(text))).toBe(formatJson(text));
  });

  test("a megabyte", () => {
    const text = `{"a":"${"x".repeat(1 << 20)}"}`;
    expect(minified(formatJson(text))).toBe(minified(text));
  });
});

describe("where it breaks", () => {
  test.each([
    ["", undefined],
    [" \n", undefined],
    ['{"a": 1}', undefined],
    ["{", { line: 1, column: 2 }],
    ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
    ['{\r\n  "a" 1}', { line: 2, column: 7 }],
    ["'a'", { line: 1, column: 1 }],
    ["[1] x", { line: 1, column: 5 }],
  ])("%j", (text, place) => {
    expect(findJsonError(text)).toEqual(place);
  });
});
