import { describe, expect, test } from "vitest";
import { parse, stringify } from "../../../src/core/json";
import { codeAt, formOf, leaf, reconcile, tablesFor, textOf } from "../../helpers/forms";

const KINDS = tablesFor({
  Text: { title: "Text", type: "string" },
  Whole: { title: "Whole", type: "integer", minimum: 1, maximum: 100 },
  Real: { title: "Real", type: "number" },
  Flag: { title: "Flag", type: "boolean" },
  Choice: { title: "Choice", type: "string", enum: ["a", "b"] },
});

describe("whole numbers", () => {
  test.each([
    ["1", "1", undefined],
    ["1.0", "1", undefined],
    ["1.", "1", undefined],
    ["1.000", "1", undefined],
    ["01", "1", undefined],
    ["+5", "5", undefined],
    [" 5 ", "5", undefined],
    ["-0", "0", "minimum"],
    ["-3", "-3", "minimum"],
    ["101", "101", "maximum"],
    ["9007199254740991", "9007199254740991", "maximum"],
    ["9007199254740992", "9007199254740992", "type.range"],
    ["-00123456789012345678901234567890", "-123456789012345678901234567890", "type.range"],
    ["1e3", '"1e3"', "type.integer"],
    ["1.5", '"1.5"', "type.integer"],
    ["abc", '"abc"', "type.integer"],
    ["--1", '"--1"', "type.integer"],
    ["+-1", '"+-1"', "type.integer"],
    ["1,000", '"1,000"', "type.integer"],
    ["٣", '"٣"', "type.integer"],
    ["0x10", '"0x10"', "type.integer"],
    ["true", '"true"', "type.integer"],
    [" ", '" "', "type.integer"],
    ["NaN", '"NaN"', "type.integer"],
    ["Infinity", '"Infinity"', "type.integer"],
  ])("%j is %s", (typed, value, code) => {
    const form = formOf("{}", KINDS);
    leaf(form, "Whole").type(typed);
    expect(textOf(form)).toBe(`{"Whole":${value}}`);
    expect(codeAt(leaf(form, "Whole"))).toBe(code);
    // What was typed stays on the screen, also when the kernel says the same number.
    reconcile(form, `{"Whole":${value}}`);
    expect(leaf(form, "Whole").text.value).toBe(typed);
  });
});

describe("numbers", () => {
  test.each([
    ["0.5", "0.5", undefined],
    [".5", "0.5", undefined],
    ["1e3", "1000", undefined],
    ["-1.25E-2", "-0.0125", undefined],
    ["9007199254740993", "9007199254740993", "type.range"],
    ["1e400", '"1e400"', "type.number"],
    ["x", '"x"', "type.number"],
    ["1.2.3", '"1.2.3"', "type.number"],
  ])("%j is %s", (typed, value, code) => {
    const form = formOf("{}", KINDS);
    leaf(form, "Real").type(typed);
    expect(textOf(form)).toBe(`{"Real":${value}}`);
    expect(codeAt(leaf(form, "Real"))).toBe(code);
  });
});

describe("true and false", () => {
  test.each([
    ["true", "true", undefined],
    ["false", "false", undefined],
    ["yes", '"yes"', "type"],
    ["True", '"True"', "type"],
  ])("%j is %s", (typed, value, code) => {
    const form = formOf("{}", KINDS);
    leaf(form, "Flag").type(typed);
    expect(textOf(form)).toBe(`{"Flag":${value}}`);
    expect(codeAt(leaf(form, "Flag"))).toBe(code);
    leaf(form, "Flag").type("");
    expect(textOf(form)).toBe("{}");
  });
});

describe("what is loaded comes out as it went in", () => {
  test.each([
    ["Text", '""'],
    ["Text", '"a"'],
    ["Text", '"a\\r\\nb"'],
    ["Text", '"\\ud800"'],
    ["Text", "null"],
    ["Text", "5"],
    ["Text", "true"],
    ["Text", "[1]"],
    ["Text", '{"10":1,"2":2}'],
    ["Whole", "7"],
    ["Whole", "1.5"],
    ["Whole", "9007199254740993"],
    ["Whole", "NaN"],
    ["Whole", '"7"'],
    ["Whole", '"abc"'],
    ["Whole", '""'],
    ["Whole", "null"],
    ["Whole", "false"],
    ["Real", "0.5"],
    ["Real", "-Infinity"],
    ["Flag", "false"],
    ["Flag", '"true"'],
    ["Flag", '""'],
    ["Flag", "0"],
    ["Choice", '"c"'],
    ["Choice", '""'],
  ])("%s: %s", (name, value) => {
    const form = formOf(`{"${name}":${value}}`, KINDS);
    expect(textOf(form)).toBe(`{"${name}":${value}}`);
    const node = leaf(form, name);
    const before = node.text.value;
    // Kinds that a control shows: edited and edited back.
    if (node.mistypedValue.value === undefined) {
      node.type(`${before}x`);
      expect(textOf(form)).not.toBe(`{"${name}":${value}}`);
      node.type(before);
      expect(textOf(form)).toBe(before === "" ? "{}" : `{"${name}":${value}}`);
    }
  });
});

test.each([
  ["Text", "5"],
  ["Text", "true"],
  ["Flag", "0"],
  ["Whole", "false"],
  ["Real", "[1]"],
])("%s: %s is an error, and no text that somebody typed", (name, value) => {
  const node = leaf(formOf(`{"${name}":${value}}`, KINDS), name);
  expect(node.mistypedValue.value).toEqual(parse(value));
  expect(codeAt(node)).toMatch(/^type/);
});

describe("unset, implied, explicit", () => {
  test("typing implies, clearing takes back", () => {
    const form = formOf("{}", KINDS);
    leaf(form, "Text").type("a");
    leaf(form, "Text").type("");
    expect(textOf(form)).toBe("{}");
    expect(leaf(form, "Text").sentEmpty.value).toBe(false);
  });

  test.each(["a", ""])("what was loaded as %j is unset when it is cleared", (text) => {
    const form = formOf(`{"Text":"${text}"}`, KINDS);
    form.undoHistory.clear();
    leaf(form, "Text").type("b");
    form.undoHistory.seal();
    leaf(form, "Text").type("");
    expect(textOf(form)).toBe("{}");
    expect(leaf(form, "Text").sentEmpty.value).toBe(false);
    form.undo();
    expect(textOf(form)).toBe('{"Text":"b"}');
    form.undo();
    expect(textOf(form)).toBe(`{"Text":"${text}"}`);
  });

  test("an empty text that was loaded stays while it is left alone", () => {
    const form = formOf('{"Text":""}', KINDS);
    expect(leaf(form, "Text").sentEmpty.value).toBe(true);
    leaf(form, "Whole").type("1");
    expect(textOf(form)).toBe('{"Text":"","Whole":1}');
  });

  test("an empty text is sent by a command, and no longer once it is typed into", () => {
    const form = formOf("{}", KINDS);
    leaf(form, "Text").setExplicit();
    expect(textOf(form)).toBe('{"Text":""}');
    leaf(form, "Text").type("a");
    leaf(form, "Text").type("");
    expect(textOf(form)).toBe("{}");
  });

  test("set to empty by a button", () => {
    const form = formOf("{}", KINDS);
    leaf(form, "Text").setExplicit();
    expect(textOf(form)).toBe('{"Text":""}');
    leaf(form, "Whole").setExplicit();
    leaf(form, "Flag").setExplicit();
    expect(textOf(form)).toBe('{"Text":""}');
  });

  test("what another page typed is implied here as there", () => {
    const form = formOf("{}", KINDS);
    reconcile(form, '{"Text":"a"}', false);
    leaf(form, "Text").type("");
    expect(textOf(form)).toBe("{}");
  });

  test("typing over a value of the wrong kind replaces it", () => {
    const form = formOf('{"Text":[1],"Flag":"x"}', KINDS);
    expect(codeAt(leaf(form, "Text"))).toBe("type");
    leaf(form, "Text").type("a");
    leaf(form, "Flag").type("true");
    expect(textOf(form)).toBe('{"Text":"a","Flag":true}');
    expect(codeAt(leaf(form, "Text"))).toBe(undefined);
  });
});

describe("JSON in a string", () => {
  const CARD = tablesFor(
    { Card: { title: "Card", type: "string" } },
    { members: { Card: { control: "json" } } },
  );
  const spaced = '{"a": 1,\n "b": [1, 2], "c": 9007199254740993, "d": 1.0}';
  const card = (text: string) => formOf(JSON.stringify({ Card: text }), CARD);
  const sent = (form: ReturnType<typeof formOf>) =>
    (form.read() as Map<string, string>).get("Card");

  test("keeps its original text until its content is another", () => {
    const form = card(spaced);
    const node = leaf(form, "Card");
    expect(sent(form)).toBe(spaced);
    node.type(spaced.replace('"a": 1', '"a":      1'));
    expect(sent(form)).toBe(spaced);
    node.type(spaced.replace('"a": 1', '"a": 2'));
    expect(sent(form)).toBe('{"a":2,"b":[1,2],"c":9007199254740993,"d":1.0}');
    node.type(spaced);
    expect(sent(form)).toBe(spaced);
  });

  test("is sent as typed while it is no JSON", () => {
    const form = card(spaced);
    for (const typed of ['{"a": ', "{a: 1}", " ", '{"a": 1} x', '"open', "{'a': 1}"]) {
      leaf(form, "Card").type(typed);
      expect(sent(form)).toBe(typed);
    }
    leaf(form, "Card").type("");
    expect(sent(form)).toBeUndefined();
  });

  test("spaces in texts are content", () => {
    const form = card('{"a": "x  y"}');
    leaf(form, "Card").type('{ "a" : "x  y\\" : 1" }');
    expect(sent(form)).toBe('{"a":"x  y\\" : 1"}');
  });

  test("a control that takes the carriage returns out changes nothing", () => {
    const original = '{"a": 1,\r\n "b": 2}\r';
    const form = card(original);
    leaf(form, "Card").type(original.replace(/\r\n?/g, "\n"));
    expect(sent(form)).toBe(original);
    const text = formOf('{"Text":"a\\r\\nb\\rc"}', KINDS);
    leaf(text, "Text").type("a\nb\nc");
    expect(textOf(text)).toBe('{"Text":"a\\r\\nb\\rc"}');
    leaf(text, "Text").type("a\nb\ncd");
    expect(textOf(text)).toBe('{"Text":"a\\nb\\ncd"}');
  });
});

test("a value from elsewhere leaves alone what is equal", () => {
  const form = formOf('{"Whole":7}', KINDS);
  leaf(form, "Whole").type("007.0");
  reconcile(form, '{"Whole":7}');
  expect(leaf(form, "Whole").text.value).toBe("007.0");
  reconcile(form, '{"Whole":8}');
  expect(leaf(form, "Whole").text.value).toBe("8");
});

test("numbers keep their digits through reading and writing", () => {
  for (const text of ["9007199254740993", "-1e400", "1.5", "0", "NaN", "1e21"]) {
    expect(stringify(parse(stringify(parse(text))))).toBe(stringify(parse(text)));
  }
});
