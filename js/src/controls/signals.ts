// How views follow signals: a view is rendered again when a signal changes that it has read. The
// part of @preact/signals that the form needs, without signals as text or attributes of elements.
// The short names are those of the published files of preact and @preact/signals-core, which
// js/package.json pins.

import {
  batch,
  computed,
  Effect,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals-core";
import { Component, Fragment, options, type VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";

/** An effect, seen from inside. */
interface Tracker {
  /** Begins to note which signals are read; returns what ends that. */
  S(): () => void;
  /** Called when one of them has changed. */
  c(): void;
  /** Called when one is about to be: `c` may come later. */
  N(): void;
  /** Ends it. */
  d(): void;
}

interface View extends Component {
  tracker?: Tracker | undefined;
  /** It is to be rendered again. */
  isDue: boolean;
}

const NewTracker = Effect as unknown as new (does: () => void) => Tracker;

let end: (() => void) | undefined;

function stop(): void {
  const ends = end;
  end = undefined;
  ends?.();
}

// biome-ignore lint/suspicious/noExplicitAny: each hook of preact is given something else
type Hook = (...given: any[]) => void;

/** Do something before what others do at a moment of rendering, or `then` after it. */
function hook(name: string, does: Hook, then?: Hook): void {
  const hooks = options as unknown as Record<string, Hook | undefined>;
  const others = hooks[name];
  hooks[name] = (...given) => {
    does(...given);
    others?.(...given);
    then?.(...given);
  };
}

function viewOf(node: VNode): View | undefined {
  return (node as VNode & { __c?: View }).__c;
}

hook("__b", stop); // before a node is compared
// Before a view is rendered: hooks of preact run effects that wait, whose signals are not the view's.
hook("__r", stop, (node: VNode) => {
  if (node.type === Fragment) return;
  const view = viewOf(node);
  if (!view) return;
  view.isDue = false;
  view.tracker ??= trackerOf(view);
  end = view.tracker.S();
});
hook("__e", stop); // after an error
hook("diffed", stop);
hook("unmount", (node: VNode) => {
  const view = viewOf(node);
  if (!view) return;
  view.tracker?.d();
  view.tracker = undefined;
});

function trackerOf(view: View): Tracker {
  const made = new NewTracker(() => {});
  made.c = () => {
    view.isDue = true;
    view.setState({});
  };
  return made;
}

/** A view is rendered again only for a signal or other properties; hooks see to their own state. */
Component.prototype.shouldComponentUpdate = function (this: View, props: object) {
  const now = Object.entries(props);
  const before = this.props as Record<string, unknown>;
  return (
    this.isDue ||
    now.length !== Object.keys(before).length ||
    now.some(([name, value]) => value !== before[name])
  );
};

export function useSignal<T>(value: T): Signal<T>;
export function useSignal<T = undefined>(): Signal<T | undefined>;
export function useSignal<T>(value?: T): Signal<T | undefined> {
  return useMemo(() => signal(value), []);
}

export function useComputed<T>(compute: () => T): ReadonlySignal<T> {
  const latest = useRef(compute);
  latest.current = compute;
  return useMemo(() => computed(() => latest.current()), []);
}

/** Effects that wait for the next frame, and how an effect is run. */
const due: Tracker[] = [];
const { N: run } = NewTracker.prototype as Tracker;

/** Time in which a frame is drawn, in a window that is seen. */
const FRAME_MS = 35;

function wait(this: Tracker): void {
  if (due.push(this) > 1) return;
  const flush = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    batch(() => {
      for (let one = due.shift(); one; one = due.shift()) run.call(one);
    });
  };
  const timer = setTimeout(flush, FRAME_MS);
  const frame = requestAnimationFrame(flush);
}

/** Does something once a frame is drawn, and again after a signal has changed that it has read. */
// biome-ignore lint/suspicious/noConfusingVoidType: most return nothing
export function useSignalEffect(does: () => void | (() => void)): void {
  const latest = useRef(does);
  latest.current = does;
  useEffect(
    () =>
      effect(function (this: unknown) {
        (this as Tracker).N = wait;
        return latest.current();
      }),
    [],
  );
}
