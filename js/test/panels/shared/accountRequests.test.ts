import { expect, test } from "vitest";
import { AccountRequests } from "../../../src/panels/shared/accountRequests";
import type { Resources } from "../../../src/protocol/events.generated";

const QUESTION = { source: "groups", text: "a", skip: 0, typed: false };

const found = (number: number, viewId = "me"): Resources => ({
  kind: "resources",
  view_id: viewId,
  request_id: number,
  suggestions: [],
  more: false,
  problem: null,
});

function setUp() {
  const sent: Record<string, unknown>[] = [];
  const requests = new AccountRequests("me", (content) => sent.push({ ...content }));
  const received: string[] = [];
  const ask = (name: string) => requests.request(QUESTION, () => received.push(name));
  const answer = (number: number, viewId = "me") => requests.receive(found(number, viewId));
  return { sent, heard: received, look: ask, hear: answer };
}

test("each answer goes to the question that it belongs to", () => {
  const { sent, heard: received, look: ask, hear: answer } = setUp();
  ask("first");
  expect(sent).toEqual([{ kind: "list_resources", ...QUESTION, view_id: "me", request_id: 1 }]);
  answer(1, "another display");
  expect(received).toEqual([]);
  answer(1);
  answer(1);
  expect(received).toEqual(["first"]);
  ask("second");
  ask("third");
  answer(2);
  expect(received).toEqual(["first"]);
  answer(3);
  expect(received).toEqual(["first", "third"]);
});

test("who does not wait any more hears nothing, and stops nobody else", () => {
  const { heard: received, look: ask, hear: answer } = setUp();
  const stop = ask("first");
  stop();
  answer(1);
  ask("second");
  stop();
  answer(2);
  expect(received).toEqual(["second"]);
});

test("an answer asked for while one is taken is awaited", () => {
  const requests = new AccountRequests("me", () => {});
  const received: number[] = [];
  requests.request(QUESTION, (found) => {
    received.push(found.request_id);
    requests.request(QUESTION, (next) => received.push(next.request_id));
  });
  requests.receive(found(1));
  requests.receive(found(2));
  expect(received).toEqual([1, 2]);
});

test("nothing is heard before anything was told", () => {
  const { heard: received, look: ask } = setUp();
  ask("first");
  new AccountRequests("me", () => {}).receive(undefined);
  expect(received).toEqual([]);
});
