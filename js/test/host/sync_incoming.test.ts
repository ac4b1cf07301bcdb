import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Host } from "../../src/host/sync";
import type { Issue } from "../../src/protocol/form_data";
import { leaf, plainTables, textOf } from "../helpers/forms";
import { blur, FakeModel, open, state, type, written } from "../helpers/kernel_double";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("hearing", () => {
  test("its own writes, in their order", () => {
    const { model, host, form } = open();
    type(host, "a", "Domain");
    host.flush();
    type(host, "ab", "Domain");
    host.flush();
    type(host, "abc", "Domain");
    const { writer } = host;
    model.setTrait("value", state('{"Domain":"a"}', 2, { writer, seq: 1 }));
    expect(textOf(form)).toBe('{"Domain":"abc"}');
    model.setTrait("value", state('{"Domain":"ab"}', 3, { writer, seq: 2 }));
    expect(textOf(form)).toBe('{"Domain":"abc"}');
    host.flush();
    expect(written(model).at(-1)).toMatchObject({ text: '{"Domain":"abc"}', base: 3, seq: 3 });
  });

  test("nothing old", () => {
    const { model, form } = open('{"Domain":"a"}');
    model.setTrait("value", state('{"Domain":"b"}', 5));
    model.setTrait("value", state('{"Domain":"old"}', 4));
    model.setTrait("value", state('{"Domain":"old"}', 5));
    expect(textOf(form)).toBe('{"Domain":"b"}');
  });

  test("what was merged in the kernel", () => {
    const { model, host, form } = open();
    type(host, "a", "Domain");
    blur(host);
    const more = { writer: host.writer, seq: 1, exact: false };
    model.setTrait("value", state('{"Task":"k","Domain":"a"}', 3, more));
    expect(textOf(form)).toBe('{"Task":"k","Domain":"a"}');
    vi.advanceTimersByTime(1000);
    expect(model.saves).toBe(1);
  });

  test("what was merged in the kernel, after it was typed back here", () => {
    const { model, host, form } = open('{"Domain":"a"}');
    type(host, "ab", "Domain");
    blur(host);
    type(host, "a", "Domain");
    form.editing = undefined;
    const more = { writer: host.writer, seq: 1, exact: false };
    model.setTrait("value", state('{"Domain":"ab","Task":"k"}', 3, more));
    expect(textOf(form)).toBe('{"Domain":"a","Task":"k"}');
    vi.advanceTimersByTime(300);
    expect(written(model).at(-1)).toMatchObject({ text: '{"Domain":"a","Task":"k"}', base: 3 });
  });

  test("what was merged in the kernel, with what others did before and since", () => {
    const { model, host, form } = open();
    type(host, "a", "Domain");
    blur(host);
    model.setTrait("value", state('{"Task":"one"}', 2));
    const more = { writer: host.writer, seq: 1, exact: false };
    model.setTrait("value", state('{"Task":"two","Domain":"a"}', 4, more));
    expect(textOf(form)).toBe('{"Task":"two","Domain":"a"}');
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBeLessThanOrEqual(2);
    expect(written(model).at(-1)?.text).not.toContain('"one","Domain":"a","');
  });

  test("that its write was not taken, because the kernel no longer knows what it began with", () => {
    const { model, host, form } = open('{"Domain":"a","Task":"b"}');
    type(host, "mine", "Domain");
    blur(host);
    const held = '{"Domain":"a","Task":"theirs"}';
    model.setTrait("value", state(held, 500, { writer: "" }));
    expect(textOf(form)).toBe('{"Domain":"mine","Task":"theirs"}');
    vi.advanceTimersByTime(300);
    expect(written(model).at(-1)).toMatchObject({
      text: '{"Domain":"mine","Task":"theirs"}',
      base: 500,
    });
  });

  test("a foreign write while something is typed, which is then written on top of it", () => {
    const { model, host, form } = open('{"Domain":"a","Task":"t"}');
    type(host, "ab", "Domain");
    model.setTrait("value", state('{"Domain":"kernel","Task":"new","ModelPackageName":"n"}', 2));
    expect(textOf(form)).toBe('{"Domain":"ab","Task":"new","ModelPackageName":"n"}');
    expect(leaf(form, "Domain").text.value).toBe("ab");
    vi.advanceTimersByTime(300);
    blur(host);
    expect(written(model).at(-1)).toMatchObject({
      text: '{"Domain":"ab","Task":"new","ModelPackageName":"n"}',
      base: 2,
    });
  });

  test("a foreign write to what was typed and sent: shown as typed, sent once it is left", () => {
    const { model, host, form } = open('{"Domain":"a"}');
    type(host, "mine", "Domain");
    host.flush();
    model.setTrait("value", state('{"Domain":"mine"}', 2, { writer: host.writer, seq: 1 }));
    model.setTrait("value", state('{"Domain":"kernel"}', 3));
    expect(leaf(form, "Domain").text.value).toBe("mine");
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBe(1);
    blur(host);
    expect(written(model).at(-1)).toMatchObject({ text: '{"Domain":"mine"}', base: 3, seq: 2 });
  });

  test("a foreign write once nobody types", () => {
    const { model, host, form } = open('{"Domain":"a"}');
    type(host, "b", "Domain");
    blur(host);
    model.setTrait("value", state('{"Domain":"b"}', 2, { writer: host.writer, seq: 1 }));
    model.setTrait("value", state('{"Domain":"c"}', 3));
    expect(textOf(form)).toBe('{"Domain":"c"}');
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBe(1);
  });

  test("a row that is inserted before the one that is typed into", () => {
    const { model, host, form } = open(
      '{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}',
    );
    const typed = leaf(form, "Tags", 1, "Value");
    form.editing = typed;
    typed.type("22");
    const more =
      '{"Tags":[{"Key":"x","Value":"0"},{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}';
    model.setTrait("value", state(more, 2));
    expect(textOf(form)).toBe(more.replace('"2"', '"22"'));
    expect(leaf(form, "Tags", 2, "Value")).toBe(typed);
    blur(host);
    expect(written(model).at(-1)?.text).toBe(more.replace('"2"', '"22"'));
  });

  test("a kernel's write makes members explicit, another page's does not", () => {
    const { model, form } = open();
    model.setTrait("value", state('{"Domain":"a"}', 2, { writer: "another page" }));
    model.setTrait("value", state('{"Domain":"a","Task":"b"}', 3));
    expect(leaf(form, "Domain").isExplicit.value).toBe(false);
    expect(leaf(form, "Task").isExplicit.value).toBe(true);
    leaf(form, "Domain").type("");
    leaf(form, "Task").type("");
    expect(textOf(form)).toBe("{}");
  });

  test("null and texts at the top", () => {
    const { model, form } = open();
    for (const [at, text] of ["null", '"a"', "[1]", "5", "{}"].entries()) {
      model.setTrait("value", state(text, 2 + at));
      expect(textOf(form)).toBe(text);
    }
  });

  test("status, ARN, target and issues", () => {
    const { model, host, form } = open();
    model.setTrait("status", "created");
    model.setTrait("arn", "arn:1");
    model.setTrait("target", { state: "known", sandbox: true });
    const issue: Issue = {
      path: ["Domain"],
      code: "service",
      message: "No.",
      severity: "error",
      hint: "",
    };
    model.setTrait("issues", [issue, { ...issue, path: [] }]);
    expect(host.kernel.status.value).toBe("created");
    expect(host.kernel.arn.value).toBe("arn:1");
    expect(host.kernel.target.value?.sandbox).toBe(true);
    expect(leaf(form, "Domain").kernelIssues.value).toEqual([issue]);
    expect(form.unlocatedIssues.value).toHaveLength(1);
    model.setTrait("issues", []);
    expect(form.problems.value).toEqual([]);
  });
});

describe("what no kernel of ours says", () => {
  const WRONG: unknown[] = [undefined, null, 5, "text", true, [], [null], {}, { text: 5 }, [{}]];

  test.each(WRONG.map((wrong) => [JSON.stringify(wrong) ?? "undefined", wrong] as const))(
    "%s",
    (_, wrong) => {
      const { model, host, form } = open('{"Domain":"a"}');
      expect(() => model.setTrait("value", wrong)).not.toThrow();
      expect(textOf(form)).toBe('{"Domain":"a"}');
      expect(host.kernel.status.value).toBe("editing");
      model.setTrait("value", state('{"Domain":"b"}', 2));
      expect(textOf(form)).toBe('{"Domain":"b"}');
      type(host, "c", "Domain");
      expect(() => blur(host)).not.toThrow();
    },
  );

  test.each([
    { text: "no json", revision: 9 },
    { text: '{"a":1,"a":2}', revision: 9 },
    { text: "", revision: 9 },
    { text: '{"Domain":"b"}', revision: "9" },
    { text: '{"Domain":"b"}', revision: Number.NaN },
    { text: '{"Domain":"b"}', revision: 1.5 },
    { text: '{"Domain":"b"}' },
  ])("%j", (value) => {
    const { model, form } = open('{"Domain":"a"}');
    expect(() => model.setTrait("value", value)).not.toThrow();
    expect(textOf(form)).toBe('{"Domain":"a"}');
    model.setTrait("value", state('{"Domain":"b"}', 2));
    expect(textOf(form)).toBe('{"Domain":"b"}');
  });

  test("no value at the start", () => {
    for (const value of [undefined, null, 5, { text: "no json", revision: 1 }]) {
      const host = new Host(new FakeModel(value), plainTables);
      expect(textOf(host.form)).toBe("{}");
    }
  });
});
