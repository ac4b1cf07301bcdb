// Several pages and one kernel, with messages in any order.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { stringify } from "../../src/core/json";
import { leaf, list, mapNode, textOf } from "../helpers/forms";
import { blur, FakeKernel, type } from "../helpers/kernel_double";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("pages and kernel together", () => {
  const pass = (): void => {
    vi.advanceTimersByTime(301);
  };

  test("each writes its own member, in any order of messages: nothing is lost, all end equal", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      let chance = seed * 7919;
      const below = (limit: number): number => {
        chance = (chance * 48271) % 2147483647;
        return chance % limit;
      };
      const kernel = new FakeKernel();
      const pages = [kernel.open(), kernel.open()];
      const members = ["Domain", "Task"] as const;
      const typed = ["", ""];
      let assigned = 0;
      for (let step = 0; step < 120; step += 1) {
        const which = below(2);
        const { host, model } = pages[which] as (typeof pages)[0];
        const member = members[which] as string;
        const action = below(8);
        if (action < 3) {
          typed[which] += String.fromCharCode(97 + below(26));
          type(host, typed[which] as string, member);
        } else if (action === 3) blur(host);
        else if (action === 4) vi.advanceTimersByTime(below(200));
        else if (action === 5) kernel.receive(model);
        else if (action === 6) model.toPage.shift()?.();
        else if (below(4) === 0) {
          assigned += 1;
          const now = kernel.value() as Map<string, string>;
          kernel.assign(stringify(new Map([...now, ["ModelPackageName", `k${assigned}`]])));
        }
      }
      for (const { host } of pages) blur(host);
      kernel.settle(pass);
      const end = kernel.value() as Map<string, string>;
      expect([end.get("Domain") ?? "", end.get("Task") ?? ""], `seed ${seed}`).toEqual(typed);
      if (assigned > 0) expect(end.get("ModelPackageName")).toBe(`k${assigned}`);
      for (const { host } of pages) expect(textOf(host.form)).toBe(kernel.text);
    }
  });

  test("two pages type into one member: they end equal, with one of the two", () => {
    const kernel = new FakeKernel();
    const [one, two] = [kernel.open(), kernel.open()];
    type(one.host, "one", "Domain");
    type(two.host, "two", "Domain");
    kernel.settle(pass);
    const busy = one.model.saves + two.model.saves;
    kernel.settle(pass);
    expect(one.model.saves + two.model.saves).toBe(busy);
    blur(one.host);
    blur(two.host);
    kernel.settle(pass);
    expect(textOf(one.host.form)).toBe(kernel.text);
    expect(textOf(two.host.form)).toBe(kernel.text);
    expect(['{"Domain":"one"}', '{"Domain":"two"}']).toContain(kernel.text);
  });

  test("rows of a list are added on two pages", () => {
    const kernel = new FakeKernel();
    const [one, two] = [kernel.open(), kernel.open()];
    const add = ({ host }: typeof one, key: string): void => {
      const at = list(host.form, "Tags").sent().length;
      list(host.form, "Tags").add();
      leaf(host.form, "Tags", at, "Key").type(key);
      blur(host);
    };
    add(one, "a");
    kernel.settle(pass);
    add(one, "b");
    add(two, "c");
    kernel.settle(pass);
    const keys = (kernel.text.match(/"Key":"."/g) ?? []).sort();
    expect(keys).toEqual(['"Key":"a"', '"Key":"b"', '"Key":"c"']);
    for (const { host } of [one, two]) expect(textOf(host.form)).toBe(kernel.text);
  });

  test("pending entries show on the other page, and go when they are named", () => {
    const kernel = new FakeKernel();
    const [one, two] = [kernel.open(), kernel.open()];
    const entry = mapNode(one.host.form, "CustomerMetadataProperties").add();
    leaf(one.host.form, "Domain").type("a");
    (entry.value as ReturnType<typeof leaf>).type("x");
    kernel.settle(pass);
    expect(two.host.form.pending.value).toEqual(one.host.form.pending.value);
    expect(two.host.form.pending.value).toHaveLength(1);
    entry.rename("n");
    kernel.settle(pass);
    expect(two.host.form.pending.value).toEqual([]);
    expect(textOf(two.host.form)).toBe(kernel.text);
    expect(kernel.text).toContain('{"n":"x"}');
  });
});
