import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { leaf, mapNode, textOf } from "../helpers/forms";
import { blur, open, state, type, written } from "../helpers/kernel_double";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("writing", () => {
  test("at most once in 300 ms, whatever is typed", () => {
    const { model, host } = open();
    for (let at = 1; at <= 100; at += 1) {
      type(host, "x".repeat(at), "Domain");
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(300);
    expect(model.saves).toBeGreaterThanOrEqual(3);
    expect(model.saves).toBeLessThanOrEqual(4);
    expect(written(model).at(-1)?.text).toBe(`{"Domain":"${"x".repeat(100)}"}`);
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBeLessThanOrEqual(4);
  });

  test("at once when a field is left, and not again", () => {
    const { model, host } = open();
    type(host, "a", "Domain");
    blur(host);
    expect(written(model)).toEqual([
      { text: '{"Domain":"a"}', base: 1, writer: host.writer, seq: 1 },
    ]);
    blur(host);
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBe(1);
  });

  test("what the host keeps back goes by a message, once, when the field is left", () => {
    const { model, host } = open();
    type(host, "a", "Domain");
    vi.advanceTimersByTime(300);
    type(host, "ab", "Domain");
    vi.advanceTimersByTime(300);
    const messages = () => model.sent.filter(({ kind }) => kind === "flush");
    expect(messages()).toEqual([]);
    blur(host);
    blur(host);
    expect(messages()).toMatchObject([
      { request: '{"Domain":"ab"}', base: 1, writer: host.writer, seq: 2, pending: [] },
    ]);
    model.setTrait("value", state('{"Domain":"ab"}', 3, { writer: host.writer, seq: 2 }));
    type(host, "abc", "Domain");
    blur(host);
    expect(messages()).toHaveLength(1);
  });

  test("nothing for what comes out as it was", () => {
    const { model, host } = open('{"Domain":"a"}');
    type(host, "b", "Domain");
    type(host, "a", "Domain");
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBe(0);
  });

  test("pending entries alone", () => {
    const { model, host } = open('{"CustomerMetadataProperties":{"a":"1"}}');
    mapNode(host.form, "CustomerMetadataProperties").add().rename("a");
    host.flush();
    expect(model.toKernel[0]?.pending).toHaveLength(1);
    expect(written(model)[0]?.text).toBe('{"CustomerMetadataProperties":{"a":"1"}}');
  });

  test("what is left when the widget ends, and then no more", () => {
    const { model, host, form } = open();
    type(host, "a", "Domain");
    host.end();
    expect(model.saves).toBe(1);
    expect(model.listening()).toBe(0);
    leaf(form, "Domain").type("b");
    vi.advanceTimersByTime(10_000);
    expect(model.saves).toBe(1);
  });

  test.each([0, 1000])("a kernel that goes in %i ms is noticed, whoever types", (time) => {
    const { model, host } = open();
    model.fire("comm_live_update");
    vi.advanceTimersByTime(time);
    model.isClosed = true;
    vi.advanceTimersByTime(1500);
    expect(host.kernel.isAlive.value).toBe(false);
    host.end();
    expect(model.listening()).toBe(0);
  });

  test("a kernel that is gone is noticed and ends nothing", () => {
    const { model, host } = open();
    model.isClosed = true;
    type(host, "a", "Domain");
    expect(() => blur(host)).not.toThrow();
    expect(host.kernel.isAlive.value).toBe(false);
    expect(() => host.submit()).not.toThrow();
    expect(() => host.end()).not.toThrow();
    expect(textOf(host.form)).toBe('{"Domain":"a"}');
  });
});

test("what the kernel says of a choice counts once it has heard the last one", () => {
  const { model, host } = open();
  const { kind } = host.kernel;
  const chosen = ["versioned", "certified"];
  for (const id of chosen) {
    kind.value = id;
    host.send({ kind: "set_package_kind", package_kind: id });
  }
  const ids = model.sent.slice(-2).map(({ id }) => id);
  for (const [at, id] of chosen.entries()) {
    model.setTrait("kind", id);
    expect(kind.value).toBe("certified");
    model.setTrait("last_ack", ids[at]);
  }
  model.setTrait("kind", "versioned"); // another page
  expect(kind.value).toBe("versioned");
});

describe("the kind of package", () => {
  const kindsSent = (model: ReturnType<typeof open>["model"]) =>
    model.sent
      .filter(({ kind }) => kind === "set_package_kind")
      .map((message) => message.package_kind);

  test("that is chosen is told behind the request, and so is undo", () => {
    const { model, host } = open();
    host.form.choice.choose("marketplace");
    expect(written(model).at(-1)?.text).toBe('{"CertifyForMarketplace":true}');
    host.form.undo();
    expect(host.form.choice.id.value).toBeUndefined();
    host.form.redo();
    expect(kindsSent(model)).toEqual(["marketplace", null, "marketplace"]);
  });

  test("that the kernel tells is taken and not told back", () => {
    const { model, host } = open();
    model.setTrait("kind", "versioned");
    expect(host.form.choice.id.value).toBe("versioned");
    expect(host.form.errorCount.value).toBeGreaterThan(0);
    expect(kindsSent(model)).toEqual([]);
  });

  test("goes with a submission", () => {
    const { model, host } = open('{"ModelPackageGroupName":"a"}');
    host.submit();
    host.form.choice.choose("versioned");
    host.submit();
    const submits = model.sent.filter(({ kind }) => kind === "submit");
    expect(submits.map(({ package_kind }) => package_kind)).toEqual([null, "versioned"]);
  });
});

describe("submitting", () => {
  test("sends what is seen, with all that a write has", () => {
    const { model, host } = open('{"Domain":"a"}');
    type(host, "b", "Domain");
    host.submit();
    const submit = model.sent.at(-1);
    expect(submit).toMatchObject({
      kind: "submit",
      request: '{"Domain":"b"}',
      pending: [],
      base: 1,
      writer: host.writer,
      seq: 1,
    });
    expect(written(model)).toHaveLength(1);
    expect(host.kernel.waiting.value).toBe(submit?.id);
    model.setTrait("last_ack", submit?.id);
    expect(host.kernel.waiting.value).toBe("");
  });
});
