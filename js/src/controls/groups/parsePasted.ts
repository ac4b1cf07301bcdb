// What is pasted as text, taken apart: .env files, tables, JSON and Python. Every part is text, as
// written: 1.0 stays 1.0 and True stays True.

import { type Json, parse } from "../../core/json";

export type NameAndValue = [name: string, value: string];

const ESCAPED = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g;
const CONTROLS: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "\n": "" };

function unescaped(text: string): string {
  return text.replace(ESCAPED, (whole, four?: string, two?: string, char = "") => {
    const code = four ?? two;
    if (code) return String.fromCharCode(Number.parseInt(code, 16));
    return CONTROLS[char] ?? (/["'\\/$]/.test(char) ? char : whole);
  });
}

// A quote after a backslash opens nothing: without that alternative, many of them would take for ever.
const TOKEN =
  /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"|(,)\s*(?=[}\])])|\\[\s\S]|#.*|[{}[\](),:]|[^\s'"\\{}[\](),:#]+/g;

/** A list, or a dict as a list of pairs, whose names may come twice; undefined for anything else. */
function literal(text: string): Json[] | undefined {
  if (!/^\s*[[{(]/.test(text)) return undefined;
  let depth = 0;
  let keyed = false;
  const json = text.replace(TOKEN, (token, single?: string, double?: string, last?: string) => {
    const quoted = single ?? double;
    if (quoted !== undefined) return JSON.stringify(unescaped(quoted));
    if (last || token[0] === "#") return "";
    if (token === "," || token === ":") {
      return keyed && depth === 1 ? (token === "," ? "],[" : ",") : token;
    }
    if (/[[{(]/.test(token)) {
      depth += 1;
      if (depth > 1) return token === "{" ? "{" : "[";
      keyed = token === "{";
      return keyed ? "[[" : "[";
    }
    if (/[\]})]/.test(token)) {
      depth -= 1;
      return depth > 0 ? token.replace(")", "]") : keyed ? "]]" : "]";
    }
    return JSON.stringify(/^(?:None|null)$/.test(token) ? "" : token);
  });
  try {
    const found = parse(json);
    return Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Words that spaces, commas, quotes or brackets stand between. */
export function parseWords(text: string): string[] {
  return text.split(/[\s,;"'()[\]{}]+/).filter((word) => word !== "" && word !== "-");
}

/** The items of a list in JSON or Python, else the lines that are not empty. */
export function parseLines(text: string): string[] {
  const items = literal(text);
  if (items?.every((item) => typeof item === "string")) return items;
  return linesOf(text);
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Names and values, in order, also those of one name; undefined when the text holds none. */
export function parsePairs(text: string): NameAndValue[] | undefined {
  const items = literal(text);
  if (items) {
    const pairs = items.map(pairOf);
    return pairs.length > 0 && pairs.every((pair) => pair !== undefined) ? pairs : undefined;
  }
  const lines = linesOf(text);
  const tabs = lines.every((line) => line.includes("\t"));
  const commas = !text.includes("=") && lines.every((line) => line.includes(","));
  if (lines.length > 0 && (tabs || commas)) return lines.map(cells);
  return text.includes("=") ? environment(text) : undefined;
}

/** [name, value], or the way in which AWS writes one: {"Key": name, "Value": value}. */
function pairOf(item: Json): NameAndValue | undefined {
  const parts = item instanceof Map ? [...item] : [];
  if (parts.length === 2 && /value/i.test(parts[0]?.[0] ?? "")) parts.reverse();
  const [name, value, more] = Array.isArray(item) ? item : parts.map(([, part]) => part);
  if (parts.length > 2 || more !== undefined) return undefined;
  return typeof name === "string" && typeof value === "string" ? [name, value] : undefined;
}

const CELLS = /^(?:"((?:[^"]|"")*)"|([^,\t]*))[,\t]\s*(?:"((?:[^"]|"")*)"|([\s\S]*))$/;

function cells(line: string): NameAndValue {
  const [, quotedName, name, quotedValue, value] = CELLS.exec(line) ?? [];
  const text = (quoted?: string, plain = "") => quoted?.replaceAll('""', '"') ?? plain.trim();
  return [text(quotedName, name ?? line), text(quotedValue, value)];
}

const LINE =
  /^[ \t]*(?:#.*|([^=\r\n]*)=[ \t]*(?:(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)')[ \t]*(?:#.*)?$|(.*))|(.*))$/gm;

/** A line without a sign of equality is a name without a value: it shows, and nothing is dropped. */
function environment(text: string): NameAndValue[] {
  const pairs: NameAndValue[] = [];
  for (const [, name, double, single, plain = "", other = ""] of text.matchAll(LINE)) {
    if (name !== undefined) {
      const comment = plain.search(/(?:^|[ \t])#/);
      const value = comment < 0 ? plain : plain.slice(0, comment);
      pairs.push([
        name.trim().replace(/^export[ \t]+/, ""),
        double === undefined ? (single ?? value.trim()) : unescaped(double),
      ]);
    } else if (other.trim() !== "") pairs.push([other.trim(), ""]);
  }
  return pairs;
}
