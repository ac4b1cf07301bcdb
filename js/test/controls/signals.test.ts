// What a component draws by signals, on a page that holds no more than a text.

import { batch, type Signal, signal } from "@preact/signals-core";
import { type ComponentChild, Fragment, h, options, render } from "preact";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { followSignals, useComputed, useSignal, useSignalEffect } from "../../src/controls/signals";

/** As much of an element as Preact needs to hold texts. */
class Place {
  readonly nodeType = 1;
  readonly namespaceURI = "";
  readonly childNodes: { data: string; parentNode?: unknown }[] = [];
  get firstChild() {
    return this.childNodes[0] ?? null;
  }
  contains(): boolean {
    return true;
  }
  insertBefore(text: { data: string; parentNode?: unknown }): void {
    this.childNodes.push(Object.assign(text, { parentNode: this }));
  }
  removeChild(text: { data: string }): void {
    this.childNodes.splice(this.childNodes.indexOf(text), 1);
  }
}

let place: Place;
const show = (what: ComponentChild): void => render(what, place as unknown as Element);
const shown = (): string => place.childNodes.map(({ data }) => data).join("");
const drawn = (): Promise<void> => new Promise((done) => setTimeout(done));

beforeAll(() => {
  vi.stubGlobal("document", {
    createTextNode: (data: string) => ({ nodeType: 3, data, removeChild: () => {} }),
  });
  followSignals();
});

beforeEach(() => {
  place = new Place();
});

test("a component is drawn again when a signal that it has read changes", async () => {
  const [one, other] = [signal("a"), signal("b")];
  const draws = vi.fn();
  function Both() {
    draws();
    return one.value === "a" ? `${one.value}` : `${one.value}${other.value}`;
  }
  show(h(Both, null));
  expect(shown()).toBe("a");
  other.value = "c"; // not read yet
  await drawn();
  expect(draws).toHaveBeenCalledTimes(1);
  one.value = "d";
  await drawn();
  expect(shown()).toBe("dc");
  batch(() => {
    one.value = "e";
    other.value = "f";
  });
  await drawn();
  expect([shown(), draws.mock.calls.length]).toEqual(["ef", 3]);
});

test("what has read a signal is not drawn again for its parent's sake", async () => {
  const [outer, inner] = [signal(1), signal("a")];
  const draws = { reading: vi.fn(), other: vi.fn() };
  function Reading({ of }: { of: number }) {
    draws.reading();
    return `${of}${inner.value}`;
  }
  function Other() {
    draws.other();
    return "!";
  }
  function Parent() {
    return h(Fragment, null, h(Reading, { of: Math.min(outer.value, 3) }), h(Other, null));
  }
  show(h(Parent, null));
  for (outer.value = 2; outer.value < 6; outer.value += 1) await drawn();
  await drawn();
  expect(shown()).toBe("3a!");
  expect(draws.reading).toHaveBeenCalledTimes(3); // of 1, 2 and 3
  expect(draws.other.mock.calls.length).toBeGreaterThan(3);
});

test("what is not there any more follows nothing", async () => {
  const text = signal("a");
  const draws = vi.fn();
  function Text() {
    draws();
    return text.value;
  }
  show(h(Text, null));
  show(null);
  text.value = "b";
  await drawn();
  expect(draws).toHaveBeenCalledTimes(1);
});

test("signals of a component stay its own, and are computed of what it is given last", async () => {
  const made: Signal<number>[] = [];
  const factor = signal(1);
  function Product({ by }: { by: number }) {
    const own = useSignal(2);
    made.push(own);
    return `${useComputed(() => own.value * by).value}`;
  }
  function Parent() {
    return h(Product, { by: factor.value });
  }
  show(h(Parent, null));
  expect(shown()).toBe("2");
  for (const own of made) own.value = 5;
  await drawn();
  factor.value = 10;
  await drawn();
  for (const own of made) own.value = 6;
  await drawn();
  expect(shown()).toBe("60");
  expect(new Set(made).size).toBe(1);
});

test("an effect comes after all that changes with it, and ends with its component", async () => {
  const [one, other] = [signal(1), signal(1)];
  const seen: string[] = [];
  function Watching() {
    useSignalEffect(() => {
      seen.push(`${one.value}${other.value}`);
      return () => seen.push("end");
    });
    return null;
  }
  show(h(Watching, null));
  await vi.waitFor(() => expect(seen).toEqual(["11"]));
  one.value = 2;
  other.value = 2;
  await drawn();
  expect(seen).toEqual(["11", "end", "22"]);
  one.value = 3;
  show(null);
  await drawn();
  expect(seen).toEqual(["11", "end", "22", "end"]);
});

test("a component whose draw failed is drawn again once the fault is over", async () => {
  const [count, hasFault] = [signal(1), signal(false)];
  const failures = vi.fn();
  function Faulty() {
    if (hasFault.value) throw new Error("no draw");
    return `${count.value}`;
  }
  options.debounceRendering = (again) => {
    setTimeout(() => {
      try {
        again();
      } catch (error) {
        failures(error);
      }
    });
  };
  show(h(Faulty, null));
  hasFault.value = true;
  await drawn();
  expect(failures).toHaveBeenCalledTimes(1);
  batch(() => {
    hasFault.value = false;
    count.value = 7;
  });
  await drawn();
  expect(shown()).toBe("7");
  options.debounceRendering = undefined as never;
});

test("an effect that failed once runs again at the next change", async () => {
  const text = signal("1");
  const seen: number[] = [];
  function Parsed() {
    useSignalEffect(() => {
      seen.push(JSON.parse(text.value));
    });
    return null;
  }
  const failures: unknown[] = [];
  const start = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (task: () => void, ms?: number) =>
    start(() => {
      try {
        task();
      } catch (error) {
        failures.push(error);
      }
    }, ms),
  );
  show(h(Parsed, null));
  await vi.waitFor(() => expect(seen).toEqual([1]));
  text.value = "no JSON";
  await vi.waitFor(() => expect(failures[0]).toBeInstanceOf(SyntaxError));
  text.value = "3";
  await vi.waitFor(() => expect(seen).toEqual([1, 3]));
  vi.stubGlobal("setTimeout", start);
});
