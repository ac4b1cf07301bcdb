// The later part of the program is requested once for all forms of a page.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LaterPart } from "../../src/host/later_part";

interface Content {
  of: string;
}

const read = (code: string): Promise<Content> =>
  code === "wrong" ? Promise.reject(new Error("no program")) : Promise.resolve({ of: code });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("two forms request it once", async () => {
  const part = new LaterPart(read);
  const [first, second] = [vi.fn(), vi.fn()];
  part.request(first);
  part.request(second);
  await part.receive("code");
  vi.advanceTimersByTime(10_000);
  part.request(second);
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).not.toHaveBeenCalled();
  expect(part.content.value).toEqual({ of: "code" });
});

test("what one kernel does not send, another form requests of its own kernel", () => {
  const part = new LaterPart(read);
  const [busy, free, closed] = [vi.fn(), vi.fn(), vi.fn()];
  part.request(busy);
  part.request(free);
  part.request(closed)();
  vi.advanceTimersByTime(1_900);
  expect(free).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(free).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect([busy, free, closed].map((ask) => ask.mock.calls.length)).toEqual([1, 1, 0]);
});

test("of many that wait one asks again", () => {
  const part = new LaterPart(read);
  const ask = vi.fn();
  for (let at = 0; at < 20; at += 1) part.request(ask);
  vi.advanceTimersByTime(2_100);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("what comes twice is read once", async () => {
  const part = new LaterPart(vi.fn(read));
  await Promise.all([part.receive("one"), part.receive("two")]);
  await part.receive("three");
  expect(part.content.value).toEqual({ of: "one" });
});

test("what is no program may be requested again at once", async () => {
  const part = new LaterPart(read);
  const ask = vi.fn();
  part.request(ask);
  await part.receive("wrong");
  expect([part.hasFailed.value, part.content.value]).toEqual([true, undefined]);
  part.request(ask);
  expect(ask).toHaveBeenCalledTimes(2);
  await part.receive("code");
  expect([part.hasFailed.value, part.content.value]).toEqual([false, { of: "code" }]);
});

test("a page that holds it from the beginning requests nothing", () => {
  const part = new LaterPart(read, { of: "page" });
  const ask = vi.fn();
  part.request(ask);
  expect(ask).not.toHaveBeenCalled();
});
