// Signals in views. A component is drawn again when a signal changes that it has read; not because its
// parent is, if it has read one and is given what it was given before. `@preact/signals` does so too;
// it also takes signals as attributes and texts of elements, which no view of this page does.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type Component, options, type VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";

/** What Preact 10 calls before it draws a component, by the names that its packages know it by. */
interface Hooks {
  __r?: (vnode: VNode & { __c: Component }) => void;
}

/** An effect, and the signals that it has read: signals-core 1 hands them to its packages so. */
interface Reader {
  s?: object;
}

/** Have each component drawn again when a signal changes that it has read. */
export function followSignals(): void {
  const hooks = options as Hooks;
  const before = hooks.__r;
  hooks.__r = (vnode) => {
    before?.(vnode);
    if (!vnode.__c.shouldComponentUpdate) follow(vnode.__c);
  };
}

function follow(component: Component): void {
  const { render } = component;
  let reader: Reader = {};
  let stop = (): void => {};
  component.render = (...given) => {
    const stopBefore = stop;
    let drawn: ReturnType<typeof render>;
    stop = once(
      (effect) => {
        reader = effect;
        drawn = render.apply(component, given);
      },
      () => component.forceUpdate(),
    );
    stopBefore(); // not sooner: what both have read stays computed
    return drawn;
  };
  component.shouldComponentUpdate = (props) => !reader.s || !isSame(props, component.props);
  component.componentWillUnmount = () => stop();
}

/** Do something, and call `changed` once a signal changes that it has read; returns what ends that. */
function once(task: (effect: Reader) => unknown, changed: () => void): () => void {
  let isDone = false;
  return effect(function (this: Reader) {
    if (isDone) return changed();
    isDone = true;
    return task(this) as undefined;
  });
}

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && one[name] === other[name])
  );
}

/** A signal of one component. */
export function useSignal<Value>(): Signal<Value | undefined>;
export function useSignal<Value>(start: Value): Signal<Value>;
export function useSignal<Value>(start?: Value): Signal<Value | undefined> {
  return useMemo(() => signal(start), []);
}

/** What a component computes of signals. */
export function useComputed<Value>(compute: () => Value): ReadonlySignal<Value> {
  const newest = useRef(compute);
  newest.current = compute;
  return useMemo(() => computed(() => newest.current()), []);
}

/** Do something once the component is there, and again when a signal changes that it reads: after all
 * that changes with it. What it returns is called before. */
export function useSignalEffect(task: () => unknown): void {
  const newest = useRef(task);
  newest.current = task;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stop = (): void => {};
    const run = (): void => {
      stop();
      stop = once(
        () => newest.current(),
        () => {
          timer = setTimeout(run);
        },
      );
    };
    run();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
