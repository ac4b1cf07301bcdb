import { expect, test } from "vitest";
import { Looking } from "../../../src/panels/shared/accountRequests";
import type { Found } from "../../../src/protocol/kernel_state";

const QUESTION = { what: "groups", text: "a", skip: 0, typed: false };

const found = (number: number, asker = "me"): Found => ({
  asker,
  number,
  things: [],
  more: false,
  problem: undefined,
});

function asker() {
  const sent: Record<string, unknown>[] = [];
  const looking = new Looking("me", (content) => sent.push({ ...content }));
  const heard: string[] = [];
  const look = (name: string) => looking.look(QUESTION, () => heard.push(name));
  const hear = (number: number, asker = "me") => looking.hear(found(number, asker));
  return { sent, heard, look, hear };
}

test("each answer goes to the question that it belongs to", () => {
  const { sent, heard, look, hear } = asker();
  look("first");
  expect(sent).toEqual([{ ...QUESTION, asker: "me", number: 1 }]);
  hear(1, "another display");
  expect(heard).toEqual([]);
  hear(1);
  hear(1);
  expect(heard).toEqual(["first"]);
  look("second");
  look("third");
  hear(2);
  expect(heard).toEqual(["first"]);
  hear(3);
  expect(heard).toEqual(["first", "third"]);
});

test("who does not wait any more hears nothing, and stops nobody else", () => {
  const { heard, look, hear } = asker();
  const stop = look("first");
  stop();
  hear(1);
  look("second");
  stop();
  hear(2);
  expect(heard).toEqual(["second"]);
});

test("an answer asked for while one is taken is awaited", () => {
  const looking = new Looking("me", () => {});
  const heard: number[] = [];
  looking.look(QUESTION, (found) => {
    heard.push(found.number);
    looking.look(QUESTION, ({ number }) => heard.push(number));
  });
  looking.hear(found(1));
  looking.hear(found(2));
  expect(heard).toEqual([1, 2]);
});

test("nothing is heard before anything was told", () => {
  const { heard, look } = asker();
  look("first");
  new Looking("me", () => {}).hear(undefined);
  expect(heard).toEqual([]);
});
