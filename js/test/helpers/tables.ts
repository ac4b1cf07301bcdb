// The tables and cases of the whole project, as the page's tests read them.

import { readFileSync } from "node:fs";
import { type Json, type JsonObject, parse } from "../../src/core/json";

export const ROOT = new URL("../../../", import.meta.url);

/** Read by our own parser: keys keep their order, "__proto__" and large numbers are kept. */
export function read(path: string): Json {
  return parse(readFileSync(new URL(path, ROOT), "utf8"));
}

/** The same as plain objects, for tables whose keys need no such care. */
export function plain<T>(json: Json | undefined): T {
  const made =
    json instanceof Map
      ? Object.fromEntries([...json].map(([key, child]) => [key, plain(child)]))
      : Array.isArray(json)
        ? json.map((child) => plain(child))
        : json;
  return made as T;
}

export function rows(json: Json | undefined): JsonObject[] {
  return json as JsonObject[];
}
