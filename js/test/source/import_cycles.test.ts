// No file of the page imports itself by way of others, neither when it runs nor for a type: each can
// be read, tested and moved with what it imports and nothing else.

import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { type Branch, branches, type Source, sources } from "../helpers/syntax";

interface Import {
  from: string;
  /** Gone once types are taken out. */
  isType: boolean;
}

const IMPORTS = [
  "ImportDeclaration",
  "ImportExpression",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "TSImportType",
];

type Graph = Map<string, Set<string>>;

/** What a part of a program imports; undefined when it imports nothing. */
function importOf(part: Branch): Import | undefined {
  if (!IMPORTS.includes(part.type) || typeof part.source?.value !== "string") return undefined;
  const kinds = ((part.specifiers ?? []) as Branch[]).map(
    ({ importKind, exportKind }) => importKind ?? exportKind,
  );
  const isWhole = [part.importKind, part.exportKind].includes("type");
  const isEach = kinds.length > 0 && kinds.every((kind) => kind === "type");
  const isType = part.type === "TSImportType" || isWhole || isEach;
  return { from: part.source.value, isType };
}

function importsOf(parts: Branch[]): Import[] {
  return parts.flatMap((part) => importOf(part) ?? []);
}

/** Which files import which; without types only what runs. */
function graphOf(files: Pick<Source, "name" | "parts">[], types: boolean): Graph {
  const names = new Set(files.map(({ name }) => name));
  const fileOf = (name: string, from: string): string => {
    const path = posix.join(posix.dirname(name), from);
    const found = [path, `${path}.ts`, `${path}.tsx`].find((one) => names.has(one));
    if (!found) throw new Error(`${name} imports ${from}, which is not there`);
    return found;
  };
  return new Map(
    files.map(({ name, parts }) => {
      const ours = importsOf(parts).filter(({ from }) => from.startsWith("."));
      const counted = ours.filter(({ isType }) => types || !isType);
      return [name, new Set(counted.map(({ from }) => fileOf(name, from)))];
    }),
  );
}

/** The shortest way from each file back to itself; none where there is no cycle. */
function cyclesIn(graph: Graph): string[] {
  return [...graph.keys()].flatMap((start) => {
    const ways: string[][] = [[start]];
    const seen = new Set<string>();
    for (let way = ways.shift(); way; way = ways.shift()) {
      for (const next of graph.get(way.at(-1) ?? "") ?? []) {
        if (next === start) return [[...way, next].join(" -> ")];
        if (!seen.has(next)) ways.push([...way, next]);
        seen.add(next);
      }
    }
    return [];
  });
}

const files = sources();

describe.each([
  ["at run time", false],
  ["by type", true],
])("%s", (_, types) => {
  test("the page has no import cycle", () => {
    const graph = graphOf(files, types);
    expect(graph.size).toBeGreaterThan(100);
    expect(cyclesIn(graph)).toEqual([]);
  });
});

describe("the search for cycles", () => {
  const program = (name: string, text: string) => ({ name, parts: branches(text, "ts") });

  test("names the files on the way", () => {
    const graph = graphOf(
      [
        program("a.ts", `import { b } from "./in/b"; export const a = b;`),
        program("in/b.ts", `export { c as b } from "../c";`),
        program("c.ts", `export const c = () => import("./a");`),
        program("d.ts", `import { a } from "./a"; export const d = a;`),
      ],
      false,
    );
    expect(cyclesIn(graph)[0]).toBe("a.ts -> in/b.ts -> c.ts -> a.ts");
    expect(cyclesIn(graph)).toHaveLength(3);
  });

  test.each([
    [`import type { A } from "./a";`],
    [`import { type A } from "./a";`],
    [`export type { A } from "./a";`],
    [`export const b: import("./a").A | undefined = undefined;`],
  ])("takes %s for a type alone", (text) => {
    const pair = [program("a.ts", `import { b } from "./b"; export type A = typeof b;`)];
    const both = [...pair, program("b.ts", text)];
    expect(cyclesIn(graphOf(both, false))).toEqual([]);
    expect(cyclesIn(graphOf(both, true))).toHaveLength(2);
  });

  test("counts an import of a value beside one of a type", () => {
    const both = [
      program("a.ts", `import { b } from "./b"; export const a = b; export type A = 1;`),
      program("b.ts", `import { a, type A } from "./a"; export const b: A = a;`),
    ];
    expect(cyclesIn(graphOf(both, false))).toHaveLength(2);
  });
});
