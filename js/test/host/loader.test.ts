// The loader: where it finds the program of a form, in hosts that share it and in others.

import { beforeEach, describe, expect, test, vi } from "vitest";
import makeLoader from "../../src/loader";

interface Started {
  model: Model;
  tables: unknown;
  ended: number;
  displays: unknown[];
}

let started: Started[] = [];
let imports: string[] = [];

let sheets: string[] = [];
vi.stubGlobal("document", { adoptedStyleSheets: { push: (text: string) => sheets.push(text) } });

vi.mock("../../src/protocol/import_code", () => ({
  styleSheet: (text: string) => text,
  importCode: async (code: string) => {
    imports.push(code);
    if (code === "broken") throw new Error("no program");
    return () => (model: Model, tables: unknown) => {
      const one: Started = { model, tables, ended: 0, displays: [] };
      started.push(one);
      return {
        end: () => {
          one.ended += 1;
        },
        render: (element: unknown) => one.displays.push(element),
      };
    };
  },
}));

async function packed(text: string): Promise<DataView> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new DataView(await new Response(stream).arrayBuffer());
}

/** What the widget holds that all forms share. */
async function program(code = "code"): Promise<Record<string, unknown>> {
  const [page_code, page_style] = [await packed(code), await packed(`style of ${code}`)];
  return { page_code, page_style, form_data: await packed('{"words":{}}') };
}

/** The widgets that a page knows, by their ids. */
type Known = Record<string, Record<string, unknown>>;

class Model {
  readonly sent: unknown[] = [];
  readonly widget_manager: { get_model(id: string): Promise<Model> };
  readonly traits: Record<string, unknown>;
  readonly #listeners = new Map<string, (() => void)[]>();

  constructor(traits: Record<string, unknown>, known?: Known) {
    this.traits = traits;
    const get_model = async (id: string): Promise<Model> => {
      const found = known?.[id];
      if (!found) throw new Error("widget model not found");
      return new Model(found);
    };
    this.widget_manager = (known ? { get_model } : undefined) as typeof this.widget_manager;
  }
  get(name: string): unknown {
    return this.traits[name];
  }
  on(event: string, callback: () => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), callback]);
  }
  send(content: unknown): undefined {
    this.sent.push(content);
  }
  set(traits: Record<string, unknown>): void {
    Object.assign(this.traits, traits);
    for (const name of Object.keys(traits))
      for (const callback of this.#listeners.get(`change:${name}`) ?? []) callback();
  }
}

const NONE = { page_code: null, page_style: null, form_data: null };
const SHARED = { page_program: "IPY_MODEL_abc", ...NONE };
const PROGRAMS = Symbol.for("modelpkg-widget programs");
const at = (name: string): Element => name as unknown as Element;

beforeEach(() => {
  started = [];
  imports = [];
  sheets = [];
  const known: Map<string, unknown> = Reflect.get(globalThis, PROGRAMS);
  known.clear();
});

describe("a host that shows a widget to another one", () => {
  test("gives all forms one program, which is imported once", async () => {
    const known = { abc: await program() };
    const models = [new Model({ ...SHARED }, known), new Model({ ...SHARED }, known)];
    for (const model of models) {
      const loader = makeLoader();
      const end = await loader.initialize({ model });
      await loader.render({ el: at("first") });
      await loader.render({ el: at("second") });
      end();
    }
    expect([imports, sheets]).toEqual([["code"], ["style of code"]]);
    expect(started).toEqual(
      models.map((model) => ({
        model,
        tables: { words: {} },
        ended: 1,
        displays: ["first", "second"],
      })),
    );
    expect(models.flatMap(({ sent }) => sent)).toEqual([]);
  });

  test("has programs of two versions side by side", async () => {
    const known = { abc: await program("one"), other: await program("two") };
    for (const id of ["abc", "other"]) {
      const model = new Model({ ...SHARED, page_program: `IPY_MODEL_${id}` }, known);
      await makeLoader().initialize({ model });
    }
    expect(imports).toEqual(["one", "two"]);
    expect(sheets).toEqual(["style of one", "style of two"]);
  });

  test("tells of a program that cannot be imported, and tries again with the next form", async () => {
    const known = { abc: await program("broken") };
    for (const times of [1, 2]) {
      const model = new Model({ ...SHARED }, known);
      await expect(makeLoader().initialize({ model })).rejects.toThrow("no program");
      expect(model.sent).toEqual([]);
      expect(imports).toHaveLength(times);
    }
  });
});

describe.each([
  ["without a manager of widgets", undefined],
  ["whose manager does not have it", {}],
])("a host %s", (_, known) => {
  test("initializes the form at once, and displays it when the kernel has sent the program", async () => {
    const model = new Model({ ...SHARED }, known);
    const loader = makeLoader();
    const end = await loader.initialize({ model });
    expect(model.sent).toEqual([{ kind: "get_page_program" }]);
    const displays = [loader.render({ el: at("first") }), loader.render({ el: at("second") })];
    model.set({ page_program: null, ...(await program()) });
    model.set(await program()); // as a host does that connects again
    await Promise.all(displays);
    expect(started).toEqual([
      { model, tables: { words: {} }, ended: 0, displays: ["first", "second"] },
    ]);
    await end();
    expect(started[0]?.ended).toBe(1);
    expect(sheets).toEqual(["style of code"]);
    expect(model.sent).toHaveLength(1);
  });
});

test("a form that finds no shared program takes what another page had it sent", async () => {
  const model = new Model({ ...SHARED, ...(await program()) }, {});
  const loader = makeLoader();
  await loader.initialize({ model });
  await loader.render({ el: at("first") });
  expect(started[0]?.displays).toEqual(["first"]);
  expect(model.sent).toEqual([]);
});

test("a form that holds the program itself asks nobody, and its host has its style", async () => {
  const model = new Model({ page_program: null, ...(await program()), page_style: null });
  const loader = makeLoader();
  await loader.initialize({ model });
  await loader.render({ el: at("first") });
  expect(started).toHaveLength(1);
  expect([model.sent, sheets]).toEqual([[], []]);
});
