// Elements take values, not signals: an attribute that is given a signal would keep its first value
// (see controls/signals.ts). Types allow it, because `@preact/signals` would follow such a signal.

import { expect, test } from "vitest";
import { type Branch, branches, sources } from "../helpers/syntax";

const MADE =
  /\b(\w+)(?: = useRef)?(?:: [^=;\n]+)? = (?:this\.#trait|signal|computed|useSignal|useComputed)\b/g;
const TYPED = /\b(\w+)\??: (?:Readonly)?Signal</g;

const PLAIN = /\b(\w+)\??: (?:string|boolean|number)\b/g;

function namesIn(source: string, ...patterns: RegExp[]): string[] {
  return patterns.flatMap((found) => [...source.matchAll(found)].map(([, name = ""]) => name));
}

/** Names that stand for a signal somewhere in a text, and for nothing else. */
function signalsIn(source: string): Set<string> {
  const plain = new Set(namesIn(source, PLAIN));
  return new Set(namesIn(source, MADE, TYPED).filter((name) => !plain.has(name)));
}

/** What an expression may come to that is a member of something, or a name. */
function members(part: Branch | null | undefined): Branch[] {
  switch (part?.type) {
    case "JSXExpressionContainer":
      return members(part.expression);
    case "ConditionalExpression":
      return [part.consequent, part.alternate].flatMap(members);
    case "LogicalExpression":
      return [part.operator === "&&" ? undefined : part.left, part.right].flatMap(members);
    case "Identifier":
      return [part];
    case "MemberExpression":
      return part.computed || part.property.name === "value" ? [] : [part.property];
    default:
      return [];
  }
}

/** What elements of HTML are given: as attributes, and as what is in them. */
function given(parts: Branch[]): Branch[] {
  return parts
    .filter((part) => part.type === "JSXElement")
    .filter(({ openingElement: { name } }) => /^[a-z]/.test(name.name ?? "A"))
    .flatMap(({ openingElement, children }) => [
      ...openingElement.attributes.flatMap(({ value }: Branch) => members(value)),
      ...children.flatMap(members),
    ]);
}

const all = sources();
const SIGNALS = signalsIn(all.map(({ source }) => source).join("\n"));

test("no element is given a signal", () => {
  expect(SIGNALS.size).toBeGreaterThan(40);
  const wrong = all.flatMap(({ name, parts, source }) => {
    const own = signalsIn(source);
    return given(parts)
      .filter((one) => (source[one.start - 1] === "." ? SIGNALS : own).has(one.name))
      .map((one) => `${name}: ${one.name}`);
  });
  expect(wrong).toEqual([]);
});

test("a signal in an attribute or a text is seen", () => {
  const source = `const made = useSignal(1);
    const x = <p data-a={of.made}>{is && made} {made.value} <Own given={made} /></p>;`;
  expect(given(branches(source, "tsx")).map(({ name }) => name)).toEqual(["made", "made"]);
  expect([...signalsIn(source)]).toEqual(["made"]);
});
