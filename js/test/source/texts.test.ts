// Every string of the page stands in the one table: the code holds no text, asks for no key that
// the table lacks, and the table holds none that nothing asks for.

import { describe, expect, test } from "vitest";
import { pageWords as words } from "../helpers/standalone";
import { type Branch, branches, sources } from "../helpers/syntax";

/** What people read or hear, as far as it stands in attributes. */
const SPOKEN = ["title", "label", "alt", "placeholder", "aria-label", "aria-description"];
/** Words for AWS's own values are asked for by what AWS answers. */
const OF_AWS = /^(stage|approval)\./;

/** The texts that an expression may come to, without those of the calls in it. */
function texts(part: Branch): string[] {
  switch (part.type) {
    case "Literal":
      return typeof part.value === "string" ? [part.value] : [];
    case "ConditionalExpression":
      return [part.consequent, part.alternate].flatMap(texts);
    case "BinaryExpression":
      return part.operator === "+" ? [part.left, part.right].flatMap(texts) : [];
    case "LogicalExpression":
      return [part.left, part.right].flatMap(texts);
    case "TemplateLiteral":
      return part.quasis.map((quasi: Branch) => quasi.value.cooked);
    default:
      return [];
  }
}

function literalTexts(source: string, lang: "ts" | "tsx"): string[] {
  return branches(source, lang)
    .flatMap((part) => {
      if (part.type === "JSXText") return [part.value as string];
      if (part.type === "JSXElement" || part.type === "JSXFragment") {
        const inside = part.children.filter(
          ({ type }: Branch) => type === "JSXExpressionContainer",
        );
        return inside.flatMap(({ expression }: Branch) => texts(expression));
      }
      if (part.type !== "JSXAttribute" || !SPOKEN.includes(part.name.name)) return [];
      return part.value ? texts(part.value.expression ?? part.value) : [];
    })
    .filter((text) => /\p{L}/u.test(text));
}

/** Calls of `t(key, values)` whose key stands there, or may be one of several. */
function translations(parts: Branch[]): { key: string; given: string[] }[] {
  const isPage = (part: Branch): boolean =>
    part.type === "CallExpression" &&
    (part.callee.name === "t" || part.callee.callee?.name === "useText");
  return parts.filter(isPage).flatMap(({ arguments: [key, values] }) => {
    if (key.type === "TemplateLiteral") return [];
    const names = values?.properties?.map((one: Branch) => one.key?.name) ?? [];
    return texts(key).map((text) => ({ key: text, given: names }));
  });
}

const files = sources();

test("texts are found where they hide", () => {
  const source = `<p title="One" class="no">Two {a === "no" ? "Three" : t("no")}{b && \`Four \${n}\`} ×</p>`;
  expect(literalTexts(source, "tsx").map((text) => text.trim())).toEqual([
    "Three",
    "Four",
    "One",
    "Two",
  ]);
});

test("the code holds no text of its own", () => {
  const found = files.map(({ name, source, lang }) => ({
    name,
    texts: literalTexts(source, lang),
  }));
  expect(found.filter(({ texts }) => texts.length > 0)).toEqual([]);
});

describe("the table", () => {
  const calls = files.flatMap(({ name, parts }) =>
    translations(parts).map((call) => ({ ...call, name })),
  );

  test("has what is asked for", () => {
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter(({ key }) => !Object.hasOwn(words, key))).toEqual([]);
  });

  test("gets the values that its sentences take", () => {
    const lacking = calls.filter(({ key, given }) => {
      const slots = [...(words[key] ?? "").matchAll(/\{(\w+)/g)].map(([, slot]) => slot ?? "");
      return given.length > 0 && !slots.every((slot) => given.includes(slot));
    });
    expect(lacking).toEqual([]);
  });

  test("has nothing that nobody asks for", () => {
    const parts = files.flatMap((file) => file.parts);
    const used = new Set(parts.filter(({ type }) => type === "Literal").map(({ value }) => value));
    for (const { type, object, property } of parts)
      if (type === "MemberExpression" && object.name === "words") used.add(property.name);
    // `status.${…}.on` asks for each key of this form; one without a fixed word says nothing.
    const forms = parts
      .filter(({ type }) => type === "TemplateLiteral")
      .map(({ quasis }) => quasis.map((quasi: Branch) => quasi.value.cooked as string))
      .filter(
        (fixed) =>
          fixed.length > 1 && fixed.some((text: string) => /^[\w.]+\.$|^\.[\w.]+$/.test(text)),
      )
      .map((fixed) => new RegExp(`^${fixed.map(escaped).join("\\w+")}$`));
    const unused = Object.keys(words).filter(
      (key) => !used.has(key) && !forms.some((form) => form.test(key)) && !OF_AWS.test(key),
    );
    expect(unused).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replaceAll(".", "\\.");
}
