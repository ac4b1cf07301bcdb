// The list of what the account has, for one field: asked for, paged, and forgotten once the text is
// another. Each keystroke only restarts a timer.

import { untracked } from "@preact/signals-core";
import { useEffect, useRef } from "preact/hooks";
import type { Leaf } from "../../form/nodes/leaf";
import type { Resources, Suggestion } from "../../protocol/events.generated";
import { useText, useView } from "../context";
import { useSignal, useSignalEffect } from "../signals";

const PAUSE_MS = 400;
const SLOW_MS = 5000;
const LEAST = 3;
/** No name in AWS is longer. */
const MOST = 2048;

/** The list as it stands; a word about it may stand alone. */
export interface OpenList {
  things: Suggestion[];
  more: boolean;
  says: string;
  /** The row that Enter takes, the one behind the things is "more"; -1 is none. */
  at: number;
}

export interface AccountList {
  /** Undefined while it is closed. */
  shown: OpenList | undefined;
  /** Open it, on the row `at` once that is there. */
  open(at?: number): void;
  close(): void;
  /** Somebody typed: what was found for another text goes, and a pause sends another request. */
  typed(): void;
  move(step: number): void;
  take(at: number): void;
}

export function useAccountList(node: Leaf): AccountList {
  const view = useView();
  const t = useText();
  const { later, idPrefix } = view;
  const list = useSignal<OpenList>();
  const shown = list.value;
  const clock = useRef<ReturnType<typeof setTimeout>>();
  const typedAt = useRef(0);
  /** The open question of this field, and what takes its answer. */
  const awaited = useRef<{ id: number; take(found: Resources): void }>();

  const stop = (): void => {
    clearTimeout(clock.current);
    clock.current = undefined;
    awaited.current = undefined;
  };
  useEffect(() => stop, []);
  useSignalEffect(() => {
    const found = later.kernel.event("resources").value;
    const { current } = awaited;
    if (current && found?.view_id === idPrefix && found.request_id === current.id)
      untracked(() => current.take(found));
  });

  const close = (): void => {
    stop();
    list.value = undefined;
  };
  const say = (found: OpenList): void => {
    list.value = found;
    view.announce(found.says);
  };
  /** `before` is what the same question has found already. */
  const request = (typed: boolean, at: number, before: Suggestion[] = []): void => {
    stop();
    const text = node.text.peek();
    if (text.length > MOST) return;
    if (!typed) {
      const waiting = { things: before, more: false, at: Math.min(at, before.length - 1) };
      say({ ...waiting, says: t("account.asking") });
      clock.current = setTimeout(() => say({ ...waiting, says: t("account.slow") }), SLOW_MS);
    }
    later.requestCount += 1;
    const id = later.requestCount;
    awaited.current = {
      id,
      take: ({ suggestions: found, more, problem }) => {
        stop();
        const things = [...before, ...found];
        if (typed && !problem && things.every(({ value }) => value === text)) return;
        const count = things.length;
        const word = more ? "part" : count > 0 ? "found" : "none";
        const says = problem
          ? t(`account.${problem.word}`, { value: problem.value })
          : t(`account.${word}`, { count });
        say({ things, more, says, at: Math.min(at, count - 1) });
      },
    };
    later.send({
      kind: "list_resources",
      source: node.hints.account ?? "",
      text,
      skip: before.length,
      typed,
      view_id: idPrefix,
      request_id: id,
    });
  };

  /** Once nobody has typed for a while; a clock for each keystroke would cost each of them. */
  const lookLater = (): void => {
    const left = typedAt.current + PAUSE_MS - Date.now();
    clock.current = left > 0 ? setTimeout(lookLater, left) : undefined;
    if (left <= 0 && node.text.peek().length >= LEAST) request(true, -1);
  };

  return {
    shown,
    close,
    open: (at = -1) => request(false, at),
    typed() {
      typedAt.current = Date.now();
      if (shown || awaited.current) close();
      clock.current ??= setTimeout(lookLater, PAUSE_MS);
    },
    move(step) {
      const count = shown ? rowsOf(shown) : 0;
      if (!shown || count === 0) return;
      const from = Math.max(shown.at, step < 0 ? 0 : -1);
      list.value = { ...shown, at: (from + step + count) % count };
    },
    take(at) {
      const thing = shown?.things[at];
      if (!thing) {
        if (shown?.more) request(false, at, shown.things);
        return;
      }
      const { undoHistory: history } = view.form;
      history.seal(); // what was typed before comes back by one undo
      node.type(thing.value);
      history.seal();
      if (!thing.is_prefix) node.isTouched.value = true;
      view.flush();
      if (thing.is_prefix) request(false, -1);
      else close();
    },
  };
}

export function rowsOf(shown: OpenList): number {
  return shown.things.length + (shown.more ? 1 : 0);
}
