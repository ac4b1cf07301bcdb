// The sources of the page as syntax trees, for tests of what stands in them.

import { readdirSync, readFileSync } from "node:fs";
import { parseAst } from "vitest/node";
import { ROOT } from "./tables";

export interface Branch {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: any kind of branch
  [part: string]: any;
}

export interface Source {
  /** Its path inside js/src, with slashes. */
  name: string;
  source: string;
  lang: "ts" | "tsx";
  parts: Branch[];
}

const SOURCES = new URL("js/src/", ROOT);

/** All branches of a program, each before what is in it. */
export function branches(text: string, lang: "ts" | "tsx"): Branch[] {
  const found: Branch[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (part !== null && typeof part === "object") {
      if ("type" in part) found.push(part as Branch);
      Object.values(part).forEach(walk);
    }
  };
  walk(parseAst(text, { lang }));
  return found;
}

/** All programs of js/src. */
export function sources(): Source[] {
  return readdirSync(SOURCES, { encoding: "utf8", recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((path) => {
      const name = path.replaceAll("\\", "/");
      const source = readFileSync(new URL(name, SOURCES), "utf8");
      const lang = name.endsWith("x") ? ("tsx" as const) : ("ts" as const);
      return { name, source, lang, parts: branches(source, lang) };
    });
}
