import { expect, test } from "vitest";
import { sanitizeText } from "../../src/controls/sanitizeText";

test.each([
  ["a\u0000b\u001b[31m\u007f\u0085", "a\\u0000b\\u001b[31m\\u007f\\u0085"],
  ["user\u202egnp.exe", "user\\u202egnp.exe"],
  ["\u2066a\u2069\u200e\u061c", "\\u2066a\\u2069\\u200e\\u061c"],
  ["a\u200bb\ufeff\u2028", "a\\u200bb\\ufeff\\u2028"],
  ["\ud800 and \udc00", "\\ud800 and \\udc00"],
  ["a\rb", "a\\u000db"],
])("what no eye sees is spelled out: %j", (text, escaped) => {
  expect(sanitizeText(text)).toBe(escaped);
});

test.each(["tab\tand\nline\r\nends", "é ü 日本語 שלום", "👩‍👩‍👧 🤖", "می‌خواهم"])(
  "what people write stays: %j",
  (text) => {
    expect(sanitizeText(text)).toBe(text);
  },
);
