// JSON that keeps what a request needs kept: the order of all keys (an object would move "10"
// before "2" and lose "__proto__"), and numbers that a double cannot hold.

/** Text that is written as it stands. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A number as it was written, because no JS number says the same: 2^60, NaN, Infinity. */
export class RawNumber extends Raw {}

export type JsonObject = Map<string, Json>;
export type Json = null | boolean | number | RawNumber | string | Json[] | JsonObject;

/** A text that is not JSON; `at` is the position of the mistake, 0-based. */
export class JsonTextError extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`Not JSON at character ${at + 1}.`);
    this.at = at;
  }
}

/** Text that stands between its quotes as it is. */
const PLAIN = /^[^\\\u0000-\u001f]*$/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|NaN|-?Infinity/y;
const WORDS: [string, Json][] = [
  ["null", null],
  ["true", true],
  ["false", false],
];

/** Read one JSON value; NaN and the infinities too, as Python writes them. Any depth: no recursion. */
export function parse(text: string): Json {
  let at = 0;
  // The containers that are open, outermost first, each with the key that is being read.
  const open: { holder: JsonObject | Json[]; key: string }[] = [];

  function fail(): never {
    throw new JsonTextError(at);
  }
  function next(): string {
    for (;;) {
      const char = text[at] ?? "";
      if (char !== " " && char !== "\n" && char !== "\t" && char !== "\r") return char;
      at += 1;
    }
  }
  function string(): string {
    if (text[at] !== '"') fail();
    let end = text.indexOf('"', at + 1);
    const simple = text.slice(at + 1, Math.max(end, at + 1));
    if (end > 0 && PLAIN.test(simple)) {
      at = end + 1;
      return simple;
    }
    end = at;
    let escapes = 1; // an odd number of backslashes before a quote makes it part of the text
    while (escapes % 2 === 1) {
      end = text.indexOf('"', end + 1);
      if (end < 0) fail();
      for (escapes = 0; text[end - 1 - escapes] === "\\"; ) escapes += 1;
    }
    try {
      const found = JSON.parse(text.slice(at, end + 1)) as string;
      at = end + 1;
      return found;
    } catch {
      return fail();
    }
  }
  function key(): string {
    next();
    const found = string();
    if (next() !== ":") fail();
    at += 1;
    return found;
  }
  /** A scalar or an empty container; undefined when a container was entered. */
  function value(): Json | undefined {
    const char = next();
    if (char === '"') return string();
    if (char === "{" || char === "[") {
      const holder: JsonObject | Json[] = char === "{" ? new Map() : [];
      at += 1;
      if (next() === (char === "{" ? "}" : "]")) {
        at += 1;
        return holder;
      }
      open.push({ holder, key: char === "{" ? key() : "" });
      return undefined;
    }
    for (const [word, meaning] of WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text)?.[0] ?? fail();
    at += found.length;
    return number(found);
  }

  for (;;) {
    let read = value();
    while (read !== undefined) {
      const inner = open.at(-1);
      if (inner === undefined) {
        if (next() !== "") fail();
        return read;
      }
      const { holder } = inner;
      if (Array.isArray(holder)) holder.push(read);
      else holder.set(inner.key, read);
      const char = next();
      at += 1;
      if (char === ",") {
        if (!Array.isArray(holder)) {
          inner.key = key();
          if (holder.has(inner.key)) fail(); // one of the two would be lost in silence
        }
        break;
      }
      if (char !== (Array.isArray(holder) ? "]" : "}")) {
        at -= 1;
        fail();
      }
      open.pop();
      read = holder;
    }
  }
}

/** A number from its JSON text: a JS number when that says exactly the same. */
export function number(text: string): number | RawNumber {
  const found = Number(text);
  const whole = /^-?\d+$/.test(text);
  const exact = whole ? Number.isSafeInteger(found) : Number.isFinite(found);
  return exact ? found + 0 : new RawNumber(text);
}

/** Texts of objects that are never changed; undefined is not written yet. */
export type Texts = WeakMap<object, string | undefined>;

/** Write JSON in one line without spaces; lone surrogates are escaped, so it is valid UTF-16. */
export function stringify(value: Json): string {
  return stringifyOnce(value, new WeakMap());
}

/** The same; what is in `texts` is written once and kept there. */
export function stringifyOnce(value: Json, texts: Texts): string {
  const parts: string[] = [];
  const todo: (Json | Raw)[] = [value]; // what is left to write, the next one last
  for (let item = todo.pop(); item !== undefined; item = todo.pop()) {
    if (item instanceof Raw) parts.push(item.text);
    else if (item instanceof Map) {
      if (texts.has(item)) {
        const text = texts.get(item) ?? stringify(item);
        texts.set(item, text);
        parts.push(text);
        continue;
      }
      parts.push("{");
      todo.push(new Raw("}"));
      let comma = item.size - 1;
      for (const [key, child] of [...item].reverse()) {
        todo.push(child, new Raw(`${comma > 0 ? "," : ""}${JSON.stringify(key)}:`));
        comma -= 1;
      }
    } else if (Array.isArray(item)) {
      parts.push("[");
      todo.push(new Raw("]"));
      for (let at = item.length - 1; at >= 0; at -= 1) {
        todo.push(item[at] as Json);
        if (at > 0) todo.push(new Raw(","));
      }
    } else parts.push(JSON.stringify(item));
  }
  return parts.join("");
}

/** A value as objects, for a message: the order of keys counts for nothing there. */
export function plain(value: Json): unknown {
  if (value instanceof RawNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]));
  return value;
}

/** Whether two values are the same text, order of keys included. No recursion: any depth. */
export function jsonEqual(one: Json | undefined, other: Json | undefined): boolean {
  const pairs: [Json | undefined, Json | undefined][] = [[one, other]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [here, there] = pair;
    if (here === there) continue;
    if (here instanceof Map && there instanceof Map && here.size === there.size) {
      const others = there.entries();
      for (const [key, item] of here) {
        const [otherKey, otherItem] = others.next().value ?? [];
        if (key !== otherKey) return false;
        pairs.push([item, otherItem]);
      }
    } else if (Array.isArray(here) && Array.isArray(there) && here.length === there.length) {
      for (const [at, item] of here.entries()) pairs.push([item, there[at]]);
    } else if (
      !(here instanceof RawNumber && there instanceof RawNumber && here.text === there.text)
    ) {
      return false;
    }
  }
  return true;
}

/** Take the spaces out of a JSON text without reading its numbers or ordering its keys. */
export function minified(text: string): string | undefined {
  try {
    parse(text);
    return text.replace(/("(?:[^"\\]|\\.)*"?)|[ \t\n\r]+/g, "$1");
  } catch {
    return undefined; // no JSON, or too long a string for the expression
  }
}
