// What a page without a kernel has in place of a model: it notifies those who listen, and no others.

import { describe, expect, test, vi } from "vitest";
import type { Message } from "../../src/protocol/messages.generated";
import { LocalKernel } from "../../src/standalone/local_kernel";
import { type GivenTraits, LocalModel } from "../../src/standalone/local_model";
import { plainTables } from "../helpers/forms";

type Said = { kind: string; problem?: string; base?: string; merged?: string };

function open(text: string, traits: GivenTraits = {}) {
  return new LocalModel(text, traits, () => {});
}

/** Read a text into a request; returns what the page is told. */
function read(text: string, current: string, page: Record<string, string> = {}): Said {
  const kernel = new LocalKernel({ ...plainTables.words, page }, () => "");
  const model = open(current);
  const said: Said[] = [];
  model.on("msg:custom", (content) => said.push(content as Said));
  const message = { kind: "preview", view_id: "load", request_id: 1, source: "text", text };
  kernel.receive({ ...message, file: "a.json" } as Message, model);
  expect(said).toHaveLength(1);
  return said[0] as Said;
}

describe("listening", () => {
  test("each listener of a trait is notified once it is set, with the traits beside it", () => {
    const model = open("{}");
    const seen: unknown[] = [];
    model.on("change:loaded", () => seen.push(model.get("pending")));
    model.on("change:loaded", () => seen.push(model.get("loaded")));
    model.publish({ loaded: "b", pending: "p" });
    expect(seen).toEqual(["p", "b"]);
  });

  test("a listener that was taken off is notified no more, and the others are", () => {
    const model = open("{}");
    const [gone, stays] = [vi.fn(), vi.fn()];
    model.on("change:value", gone);
    model.on("change:value", stays);
    model.off("change:value", gone);
    model.assign('{"Domain":"a"}');
    expect(gone).not.toHaveBeenCalled();
    expect(stays).toHaveBeenCalledTimes(1);
  });

  test("taking off what never listened, or nothing, changes nothing", () => {
    const model = open("{}");
    const stays = vi.fn();
    model.on("change:value", stays);
    model.off("change:never", stays);
    model.off(null, stays);
    model.off("change:value");
    model.off();
    model.assign("{}");
    expect(stays).toHaveBeenCalledTimes(1);
  });

  test("each request that is stored has the next revision", () => {
    const model = open("{}");
    model.assign("[]", "page", 7);
    const stored = { text: "[]", revision: 2, writer: "page", seq: 7, exact: true };
    expect(model.get("value")).toEqual(stored);
  });
});

describe("reading", () => {
  test("into a request that is no JSON, the text is merged into nothing", () => {
    expect(read('{"Domain":"a"}', "{")).toMatchObject({
      problem: "",
      base: '{"Domain":"a"}',
      merged: '{"Domain":"a"}',
    });
  });

  test("a sentence that the page does not have is told by its key", () => {
    expect(read("[]", "{}").problem).toBe("standalone.not_request");
  });
});
