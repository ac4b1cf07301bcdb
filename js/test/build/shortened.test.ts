// What the bundle renames is a member of our own classes alone.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error: a script of the build, without types
import { SHORTENED } from "../../build/shortened.mjs";

const root = new URL("../../../", import.meta.url);

function textsIn(folder: string, endings: RegExp): string[] {
  const names = readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" });
  const found = names.filter((name) => endings.test(name) && !name.includes("static"));
  return found.map((name) => readFileSync(new URL(`${folder}${name}`, root), "utf8"));
}

const page = textsIn("js/src/", /\.tsx?$/).join("\n");
/** What comes from the kernel: the types of messages and tables; names in tables, and what their
 * texts leave to be filled in; names that its code writes. */
const types = textsIn("js/src/protocol/", /\.ts$/).join("\n");
const tables = textsIn("modelpkg_widget/", /\.json$/).join("\n");
const code = textsIn("modelpkg_widget/", /\.py$/).join("\n");

test.each(SHORTENED as string[])("%s", (name) => {
  expect(page).toMatch(new RegExp(`^  [\\w ]*\\b${name}\\b`, "m"));
  expect(page).not.toMatch(new RegExp(`["'\`]${name}["'\`]`));
  expect(types).not.toMatch(new RegExp(`^ .*\\b${name}\\??:`, "m"));
  expect(tables).not.toMatch(new RegExp(`"${name}"|\\{${name}\\}`));
  expect(code).not.toMatch(new RegExp(`["']${name}["']|\\b${name}=`));
});
