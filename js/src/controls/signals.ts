// Signals in views. A component is drawn again when a signal changes that it has read; not because its
// parent is, if it has read one and is given what it was given before. `@preact/signals` does so too;
// it also takes signals as attributes and texts of elements, which no view of this page does.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type Component, options, type VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";

/** An effect, and the signals that it has read: signals-core 1 hands them to its packages so. */
interface Reader {
  s?: object;
}

interface Followed extends Component {
  /** Draws it, as Preact would. */
  draw: Component["render"];
  reader?: Reader;
  stop?: () => void;
}

/** What Preact 10 calls before it draws a component, by the names that its packages know it by. */
interface Hooks {
  __r?: (vnode: VNode & { __c: Followed }) => void;
}

/** Have each component drawn again when a signal changes that it has read. */
export function followSignals(): void {
  const hooks = options as Hooks;
  const before = hooks.__r;
  hooks.__r = (vnode) => {
    before?.(vnode);
    const component = vnode.__c;
    if (component.shouldComponentUpdate) return;
    component.draw = component.render;
    // There are thousands: they share their functions.
    Object.assign(component, { render, shouldComponentUpdate, componentWillUnmount });
  };
}

function render(this: Followed, ...given: Parameters<Followed["draw"]>) {
  const component = this;
  const { stop } = component;
  const failures: unknown[] = [];
  let drawn: ReturnType<Followed["draw"]>;
  let isDrawn = false;
  component.stop = effect(function (this: Reader) {
    if (isDrawn) return component.forceUpdate();
    isDrawn = true;
    component.reader = this;
    try {
      drawn = component.draw(...given);
    } catch (error) {
      failures.push(error); // an effect that throws would not see what ends the fault
    }
  });
  stop?.(); // not sooner: what both have read stays computed
  if (failures.length > 0) throw failures[0];
  return drawn;
}

function shouldComponentUpdate(this: Followed, props: object): boolean {
  return !this.reader?.s || !isSame(props, this.props);
}

function componentWillUnmount(this: Followed): void {
  this.stop?.();
}

function isSame(one: object, other: object): boolean {
  for (const name in { ...one, ...other })
    if (one[name as never] !== other[name as never]) return false;
  return true;
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
 * that changes with it. What it returns is called at once when the signal changes. */
export function useSignalEffect(task: () => unknown): void {
  const newest = useRef(task);
  newest.current = task;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stop = (): void => {};
    const run = (): void => {
      const failures: unknown[] = [];
      let isDone = false;
      stop();
      stop = effect(() => {
        if (isDone) {
          timer = setTimeout(run);
          return;
        }
        isDone = true;
        try {
          return newest.current() as undefined;
        } catch (error) {
          failures.push(error);
        }
      });
      if (failures.length > 0) throw failures[0];
    };
    run();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
