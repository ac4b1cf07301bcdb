import { describe, expect, test } from "vitest";
import { parseLines, parsePairs, parseWords } from "../../../src/controls/groups/parsePasted";

const MEGABYTE = 1 << 20;
const HUGE = MEGABYTE >> 2; // quadratic work on it would outlast the test

describe("words", () => {
  test.each([
    ["ml.m5.large, ml.m5.xlarge;ml.c5.large", ["ml.m5.large", "ml.m5.xlarge", "ml.c5.large"]],
    ["a\nb\r\nc\td", ["a", "b", "c", "d"]],
    ['["a", "b"]', ["a", "b"]],
    ["['a', 'b',]", ["a", "b"]],
    ["('a', 'b')", ["a", "b"]],
    ["- a\n- b", ["a", "b"]],
    ["a a", ["a", "a"]],
    [" ,;", []],
    ["", []],
  ])("%j", (text, words) => {
    expect(parseWords(text)).toEqual(words);
  });
});

describe("lines", () => {
  test.each([
    ["text/csv; header=present\n\n image/png \r\n", ["text/csv; header=present", "image/png"]],
    ['["text/csv", "a, b"]', ["text/csv", "a, b"]],
    ["[\n  'it\\'s', # said\n  \"two\\nlines\",\n]", ["it's", "two\nlines"]],
    ["['a', ['b']]", ["['a', ['b']]"]],
    ["[broken", ["[broken"]],
    ["", []],
  ])("%j", (text, lines) => {
    expect(parseLines(text)).toEqual(lines);
  });
});

describe("pairs", () => {
  test.each<[string, [string, string][] | undefined]>([
    ["A=b", [["A", "b"]]],
    ["A=b=c==", [["A", "b=c=="]]],
    [
      "export A=b\nexport\tC = d ",
      [
        ["A", "b"],
        ["C", "d"],
      ],
    ],
    [
      "# a comment\n\nA=b # why\nC=d#e\nE=#",
      [
        ["A", "b"],
        ["C", "d#e"],
        ["E", ""],
      ],
    ],
    [
      `A='single "quoted" $X # no'\nB="a\\nb\\"c\\\\" # yes`,
      [
        ["A", 'single "quoted" $X # no'],
        ["B", 'a\nb"c\\'],
      ],
    ],
    [
      'KEY="-----BEGIN\nabc=\n-----END"\nB=c',
      [
        ["KEY", "-----BEGIN\nabc=\n-----END"],
        ["B", "c"],
      ],
    ],
    ['PATH="C:\\dir"', [["PATH", "C:\\dir"]]],
    [
      'A="b"c\nD="open',
      [
        ["A", '"b"c'],
        ["D", '"open'],
      ],
    ],
    [
      "A=\nB",
      [
        ["A", ""],
        ["B", ""],
      ],
    ],
    [
      "A=1\nA=2",
      [
        ["A", "1"],
        ["A", "2"],
      ],
    ],
    ["=b", [["", "b"]]],
    [
      "A=b\r\nC=d\r",
      [
        ["A", "b"],
        ["C", "d"],
      ],
    ],
    ["cost center=42", [["cost center", "42"]]],
    [
      "team\tfraud\ncost\t4, 2",
      [
        ["team", "fraud"],
        ["cost", "4, 2"],
      ],
    ],
    [
      'team,fraud\n"a, b","say ""x"""\nc,d,e',
      [
        ["team", "fraud"],
        ["a, b", 'say "x"'],
        ["c", "d,e"],
      ],
    ],
    [
      '{"a": "1", "a": "2"}',
      [
        ["a", "1"],
        ["a", "2"],
      ],
    ],
    [
      `{'a': 1.0, "b": True, 'c': None, 'd': -1e5,}`,
      [
        ["a", "1.0"],
        ["b", "True"],
        ["c", ""],
        ["d", "-1e5"],
      ],
    ],
    [
      '{"10": "x", "2": "y", "__proto__": "z"}',
      [
        ["10", "x"],
        ["2", "y"],
        ["__proto__", "z"],
      ],
    ],
    [
      "{\"a\": \"\\u00e9\\ud83d\\ude00\\/\", 'b': '\\x41'}",
      [
        ["a", "é😀/"],
        ["b", "A"],
      ],
    ],
    [
      '[{"Key": "a", "Value": "b"}, {"Value": "d", "Key": "c"}]',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "[('a', 'b'), ('c', 'd')]",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["{'a': {'b': 'c'}}", undefined],
    ['[{"Key": "a", "Value": "b", "More": "c"}]', undefined],
    ["{}", undefined],
    ["plain", undefined],
    ["two\nlines", undefined],
    ["", undefined],
  ])("%j", (text, pairs) => {
    expect(parsePairs(text)).toEqual(pairs);
  });
});

describe("what is hostile", () => {
  const HOSTILE = [
    "'",
    '"',
    "\\'",
    "{'",
    "['\\",
    "[",
    "{",
    "(",
    ",",
    " ",
    "export ",
    "\t",
    "#",
    "A=",
    'A="',
    '"="',
    "a,",
    '""',
    "=",
    "\\",
    "\n=",
    "'\n",
  ];
  test.each(HOSTILE)("a long run of %j is read at once", (part) => {
    const text = part.repeat(HUGE / part.length);
    for (const begin of ["", "{'a':", 'A="']) {
      parseWords(begin + text);
      parseLines(begin + text);
      parsePairs(begin + text);
    }
  });

  test("a long value is kept whole", () => {
    const long = "x".repeat(MEGABYTE);
    expect(parsePairs(`A="${long}"`)).toEqual([["A", long]]);
    expect(parsePairs(`{'A': '${long}'}`)).toEqual([["A", long]]);
    expect(parseLines(`["${long}"]`)).toEqual([long]);
  });
});
