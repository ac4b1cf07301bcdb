// What a page sends is checked by the compiler: each line below is an error that `npm run check` expects.

import { expect, test } from "vitest";
import { type Message, SETS } from "../../src/protocol/messages.generated";
import { open } from "../helpers/kernel_double";

test("a message of no kind, without a member, or with another one does not compile", () => {
  const { model, host } = open();
  const count = model.sent.length;
  // @ts-expect-error: no such kind
  host.send({ kind: "look" });
  // @ts-expect-error: without `path`
  host.send({ kind: "get_documentation" });
  // @ts-expect-error: no such member
  host.send({ kind: "refresh", asker: "me" });
  // @ts-expect-error: neither of the two
  host.send({ kind: "resolve_draft", take: "both" });
  host.send({ kind: "resolve_draft", take: "mine" });
  // @ts-expect-error: no such event
  host.kernel.event("found");
  expect(model.sent).toHaveLength(count + 5);
});

test("only a message that is declared to set a trait keeps an older word of it back", () => {
  const { model, host } = open();
  const { guide, status } = host.kernel;
  const messages: Message[] = [
    { kind: "navigate", mode: "guided", guide: "", step: "" },
    { kind: "refresh" },
  ];
  for (const message of messages) host.send(message);
  expect(SETS).toEqual({
    confirm: "loaded",
    navigate: "guide",
    set_done_tasks: "done_tasks",
    set_package_kind: "kind",
    unconfirm: "loaded",
  });
  model.setTrait("guide", { mode: "full", guide: "older", step: "" });
  model.setTrait("status", "created");
  expect([guide.value.guide, status.value]).toEqual(["", "created"]);
  model.setTrait("last_ack", model.sent.at(-2)?.id);
  expect(guide.value.guide).toBe("older");
});
