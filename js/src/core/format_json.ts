// JSON as text: formatted for reading, and where it breaks.

import { JsonTextError, minified, parse } from "./json";

/** A list of scalars that fits one line stays in it, as people write shapes: [1, 224, 224, 3]. */
const TOKEN =
  /\[(?:[^[\]{}"]|"(?:[^"\\]|\\.){0,40}"){1,60}\]|"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^{}[\],:"]+/g;
/** Levels that are moved in; what lies deeper stays at the last. */
const DEEPEST = 50;

/** JSON with lines and spaces for reading; no other character changes. What is no JSON stays. */
export function formatJson(text: string): string {
  const small = minified(text);
  if (small === undefined) return text;
  let depth = 0;
  const line = (): string => `\n${"  ".repeat(Math.min(depth, DEEPEST))}`;
  return small.replace(TOKEN, (token) => {
    if (token === "{" || token === "[") {
      depth += 1;
      return token + line();
    }
    if (token === "}" || token === "]") {
      depth -= 1;
      return line() + token;
    }
    if (token === ",") return token + line();
    if (token === ":") return ": ";
    if (token[0] !== "[") return token;
    return token.replace(/"(?:[^"\\]|\\.)*"?|,/g, (part) => (part === "," ? ", " : part));
  });
}

/** Where a text is no JSON, line and column counted from 1; undefined when it is, or is empty. */
export function findJsonError(text: string): { line: number; column: number } | undefined {
  if (text.trim() === "") return undefined;
  try {
    parse(text);
    return undefined;
  } catch (error) {
    const at = error instanceof JsonTextError ? error.at : 0;
    const lines = text.slice(0, at).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}
