// The style of what the first part of the program shows is in the first part: a rule that comes with
// the later part speaks of something that only the later part has.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sources } from "../helpers/syntax";

const src = new URL("../../src/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, src), "utf8");

/** The names of the files of src that a file is made of, by what runs. */
function reached(start: string): Set<string> {
  const files = new Map(sources().map((file) => [file.name, file]));
  const found = new Set([start]);
  for (const name of found)
    for (const part of files.get(name)?.parts ?? []) {
      const isImport = /^(Import|Export)\w*Declaration$/.test(part.type);
      const from = isImport && part.importKind !== "type" ? part.source?.value : undefined;
      if (typeof from !== "string" || !from.startsWith(".")) continue;
      const path = new URL(from, new URL(name, src)).pathname.slice(src.pathname.length);
      const file = [path, `${path}.ts`, `${path}.tsx`].find((one) => files.has(one));
      if (file) found.add(file);
    }
  return found;
}

/** Classes in the texts of files. */
function classesIn(names: Iterable<string>): Set<string> {
  return new Set([...names].flatMap((name) => read(name).match(/\bmp-[\w-]+/g) ?? []));
}

/** What a style sheet selects: each alternative by itself. */
function selectors(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...bare.matchAll(/([^{};]+)\{/g)]
    .map(([, selector = ""]) => selector.trim())
    .filter((selector) => /\.mp-/.test(selector))
    .flatMap(alternatives);
}

function alternatives(selector: string): string[] {
  const group = /:is\(([^()]*)\)/.exec(selector);
  const parts = group
    ? (group[1] ?? "").split(",").map((one) => selector.replace(group[0], one.trim()))
    : selector.split(/,\s*/);
  return group || parts.length > 1 ? parts.flatMap(alternatives) : parts;
}

const first = classesIn(reached("widget.tsx"));
/** In the place of the guide, too, while that is awaited. */
const AWAITED = ["mp-guide"];

const sheets = [...read("style/later.css").matchAll(/@import "\.\/(\S+)"/g)].map(
  ([, name = ""]) => name,
);

test("each sheet stands in one of the parts", () => {
  const all = readdirSync(new URL("style/", src));
  const imported = [
    ...`${read("style/form.css")}${read("style/later.css")}`.matchAll(/"\.\/(\S+)"/g),
  ];
  const parts = ["form.css", "later.css", "watched.css"];
  expect(imported.map(([, name]) => name).sort()).toEqual(
    all.filter((name) => !parts.includes(name)).sort(),
  );
});

/** What only elements of the later part have, beside classes. */
const LATER = /data-(?:standing|unseen)|role="(?:option|listbox|menuitem)"/;

test("the first part makes nothing that the later part is known by", () => {
  for (const name of reached("widget.tsx")) expect(read(name)).not.toMatch(LATER);
});

test.each(sheets)("%s is about the later part alone", (sheet) => {
  const found = selectors(read(`style/${sheet}`));
  expect(found.length).toBeGreaterThan(3);
  const isOfFirst = (selector: string): boolean =>
    !LATER.test(selector) &&
    (selector.match(/mp-[\w-]+/g) ?? []).every(
      (name) => first.has(name) && !AWAITED.includes(name),
    );
  expect(found.filter(isOfFirst)).toEqual([]);
});

test("a selector is taken apart", () => {
  expect(selectors(":is(.mp-a, .mp-b) > p, .mp-c { .mp-d { } }")).toEqual([
    ".mp-a > p",
    ".mp-c",
    ".mp-b > p",
    ".mp-c",
    ".mp-d",
  ]);
});
