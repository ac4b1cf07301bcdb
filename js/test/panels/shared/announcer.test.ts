// What a screen reader hears, and in which order.

import { effect } from "@preact/signals-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcer } from "../../../src/panels/shared/announcer";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** All texts that the live region has held since. */
function announcements(announcer: Announcer): string[] {
  const texts: string[] = [];
  effect(() => {
    if (announcer.text.value) texts.push(announcer.text.value);
  });
  return texts;
}

test("announces texts of one moment one by one, in their order", () => {
  const announcer = new Announcer();
  const texts = announcements(announcer);
  for (const text of ["Creating", "Created", "Completed"]) announcer.announce(text);
  expect(texts).toEqual(["Creating"]);
  vi.runAllTimers();
  expect(texts).toEqual(["Creating", "Created", "Completed"]);
});

test("announces nothing twice within a moment", () => {
  const announcer = new Announcer();
  const texts = announcements(announcer);
  for (const text of ["a", "a", "b", "b", "a"]) announcer.announce(text);
  vi.runAllTimers();
  expect(texts).toEqual(["a", "b", "a"]);
});

test("announces the same text again when it happens again", () => {
  const announcer = new Announcer();
  const texts = announcements(announcer);
  announcer.announce("Nothing was sent.");
  vi.runAllTimers();
  announcer.announce("Nothing was sent.");
  vi.runAllTimers();
  expect(texts).toEqual(["Nothing was sent.", "Nothing was sent."]);
});
