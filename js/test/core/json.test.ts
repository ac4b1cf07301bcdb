import { describe, expect, test } from "vitest";
import { parse } from "../../src/core/json";

describe("a key that stands twice", () => {
  test.each(['{"a":1,"a":2}', '[{"b":{"":1,"c":2,"":3}}]'])("is refused in %s", (text) => {
    expect(() => parse(text)).toThrow("Not JSON");
  });
});
