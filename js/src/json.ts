// JSON that keeps what a request needs kept: the order of all keys (an object would move "10"
// before "2" and lose "__proto__"), and numbers that a double cannot hold.

/** A number as it was written, because no JS number says the same: 2^60, NaN, Infinity. */
export class RawNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

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

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|NaN|-?Infinity/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const WORDS: [string, Json][] = [
  ["null", null],
  ["true", true],
  ["false", false],
];

/** Read one JSON value; NaN and the infinities too, as Python writes them. */
export function parse(text: string): Json {
  let at = 0;

  function fail(): never {
    throw new JsonTextError(at);
  }
  function take(form: RegExp): string | undefined {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }
  function next(): string {
    take(SPACE);
    return text[at] ?? "";
  }
  function expect(char: string): void {
    if (next() !== char) fail();
    at += 1;
  }
  function string(): string {
    const found = take(STRING) ?? fail();
    try {
      return JSON.parse(found) as string;
    } catch {
      return fail();
    }
  }
  function sequence(closing: string, one: () => void): void {
    at += 1;
    if (next() === closing) {
      at += 1;
      return;
    }
    for (;;) {
      one();
      if (next() === closing) break;
      expect(",");
    }
    at += 1;
  }
  function value(): Json {
    const char = next();
    if (char === '"') return string();
    if (char === "{") {
      const made: JsonObject = new Map();
      sequence("}", () => {
        next();
        const key = string();
        expect(":");
        made.set(key, value());
      });
      return made;
    }
    if (char === "[") {
      const made: Json[] = [];
      sequence("]", () => made.push(value()));
      return made;
    }
    for (const [word, meaning] of WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    return number(take(NUMBER) ?? fail());
  }

  const read = value();
  if (next() !== "") fail();
  return read;
}

/** A number from its JSON text: a JS number when that says exactly the same. */
export function number(text: string): number | RawNumber {
  const found = Number(text);
  const whole = /^-?\d+$/.test(text);
  const exact = whole ? Number.isSafeInteger(found) : Number.isFinite(found);
  return exact ? found + 0 : new RawNumber(text);
}

/** Write JSON in one line without spaces; lone surrogates are escaped, so it is valid UTF-16. */
export function stringify(value: Json): string {
  if (value instanceof RawNumber) return value.text;
  if (value instanceof Map) {
    const members: string[] = [];
    for (const [key, item] of value) members.push(`${JSON.stringify(key)}:${stringify(item)}`);
    return `{${members.join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(stringify).join(",")}]`;
  return JSON.stringify(value);
}

/** Write JSON for reading, two spaces a level. */
export function indented(value: Json, depth = 0): string {
  const inner = `\n${"  ".repeat(depth + 1)}`;
  const outer = `\n${"  ".repeat(depth)}`;
  if (value instanceof Map && value.size > 0) {
    const members = [...value].map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${indented(item, depth + 1)}`,
    );
    return `{${members.join(",")}${outer}}`;
  }
  if (Array.isArray(value) && value.length > 0) {
    return `[${value.map((item) => inner + indented(item, depth + 1)).join(",")}${outer}]`;
  }
  return stringify(value);
}

/** Whether two values are the same text, order of keys included. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (one instanceof Map && other instanceof Map) {
    if (one.size !== other.size) return false;
    const others = other.entries();
    for (const [key, item] of one) {
      const step = others.next().value;
      if (step === undefined || step[0] !== key || !equal(item, step[1])) return false;
    }
    return true;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => equal(item, other[at]));
  }
  return one instanceof RawNumber && other instanceof RawNumber && one.text === other.text;
}

/** Take the spaces out of a JSON text without reading its numbers or ordering its keys. */
export function minified(text: string): string | undefined {
  try {
    parse(text);
  } catch {
    return undefined;
  }
  return text.replace(/("(?:[^"\\]|\\.)*")|[ \t\n\r]+/g, "$1");
}
