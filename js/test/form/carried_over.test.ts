// Values that were copied from an earlier version: which are still to be reviewed.

import { describe, expect, test } from "vitest";
import { type Json, parse } from "../../src/core/json";
import type { Path } from "../../src/core/path";
import type { Form } from "../../src/form/form";
import type { List } from "../../src/form/nodes/list";
import { locate } from "../../src/form/review_marks";
import { decodeTrait } from "../../src/protocol/decoders.generated";
import {
  ARTIFACT,
  COMMIT,
  loaded,
  openIn,
  REQUEST,
  SECOND,
  wireOf,
} from "../helpers/copied_values";
import { formOf, json, leaf, list } from "../helpers/forms";
import { open, state, type } from "../helpers/kernel_double";
import { plain, read } from "../helpers/tables";

const containers = (form: Form): List => list(form, "InferenceSpecification", "Containers");

describe("a copied value", () => {
  test("is open until it is kept, and counts at all that it stands in", () => {
    const form = loaded();
    expect(form.reviewCount.value).toBe(3);
    expect(leaf(form, ...ARTIFACT).reviewCount).toBe(1);
    expect(containers(form).reviewCount).toBe(2);
    expect(form.errorCount.value).toBe(0);
    const commit = form.review.at(leaf(form, ...COMMIT));
    expect(commit && form.review.labelOf(commit)).toBe("version 6 of churn");
    if (commit) commit.kept.value = true;
    expect(openIn(form)).toEqual([ARTIFACT, SECOND]);
    expect(form.review.kept()).toEqual([{ path: COMMIT, value: "4c1d9a7" }]);
  });

  test("is changed while it differs, and kept only as it was", () => {
    const form = loaded();
    const commit = form.review.at(leaf(form, ...COMMIT));
    leaf(form, ...COMMIT).type("9be02f3");
    expect(commit?.state.value).toBe("changed");
    leaf(form, ...COMMIT).type("4c1d9a7");
    expect(commit?.state.value).toBe("open");
    if (commit) commit.kept.value = true;
    leaf(form, ...COMMIT).type("9be02f3");
    expect(form.review.kept()).toEqual([]);
  });

  test("moves with its item, is gone with it, and comes back with undo", () => {
    const form = loaded();
    const [first] = containers(form).children();
    if (!first) throw new Error("no item");
    containers(form).move(first, 1);
    expect(openIn(form)).toEqual([SECOND, ARTIFACT, COMMIT]);
    containers(form).remove(first);
    expect(openIn(form)).toEqual([ARTIFACT, COMMIT]);
    form.undo();
    expect(form.reviewCount.value).toBe(3);
  });

  test("is found in a list that was edited before the page was loaded again", () => {
    const edited = parse(REQUEST) as Map<string, Json>;
    const specification = edited.get("InferenceSpecification") as Map<string, Json>;
    (specification.get("Containers") as Json[]).unshift(parse('{"Image":"new"}'));
    const form = formOf();
    form.reconcileWith(edited, true);
    form.review.bind(decodeTrait("loaded", wireOf(REQUEST, [ARTIFACT, SECOND, COMMIT])));
    expect(openIn(form)).toEqual([
      SECOND,
      ["InferenceSpecification", "Containers", 2, "ModelDataUrl"],
      COMMIT,
    ]);
  });

  test("stays where it was bound when the kernel says more of the same request", () => {
    const form = loaded();
    const [first] = containers(form).children();
    if (first) containers(form).move(first, 1);
    const wire = wireOf(REQUEST, [ARTIFACT, SECOND, COMMIT]);
    const marks = wire.marks as { base_path: Path; kept: boolean }[];
    const kept = marks.map((mark) => ({ ...mark, kept: mark.base_path === COMMIT }));
    form.review.bind(decodeTrait("loaded", { ...wire, marks: kept }));
    expect(openIn(form)).toEqual([SECOND, ARTIFACT]);
  });

  test("of another request that was loaded replaces those of the first", () => {
    const form = loaded();
    const value = form.review.at(leaf(form, ...COMMIT));
    if (value) value.kept.value = true;
    const other = REQUEST.replace("s3://b/7", "s3://b/9");
    form.reconcileWith(parse(other), true);
    form.review.bind(decodeTrait("loaded", wireOf(other, [COMMIT])));
    expect(openIn(form)).toEqual([COMMIT]);
  });
});

test("a value that only the kernel knows of is open until it changes or is kept", () => {
  const form = formOf(REQUEST);
  const issue = { path: COMMIT, code: "carried", message: "m", hint: "" };
  form.applyKernelIssues([{ ...issue, severity: "error" }]);
  expect([form.reviewCount.value, form.errorCount.value]).toEqual([1, 0]);
  leaf(form, ...COMMIT).type("x");
  expect(form.reviewCount.value).toBe(0);
  form.applyKernelIssues([]);
  expect(form.review.values.value).toEqual([]);
});

test("one value that only the kernel knows of, among others, refuses the request", () => {
  const form = loaded();
  expect(form.review.isRefused.value).toBe(false);
  const issue = { code: "carried", message: "m", hint: "", severity: "error" } as const;
  const unset = { ...issue, path: ["Domain"] };
  form.applyKernelIssues([
    unset,
    { ...issue, path: ["InferenceSpecification", "Containers", 0, "Image"] },
  ]);
  expect(form.reviewCount.value).toBe(4); // what is not set is no value
  expect(form.review.isRefused.value).toBe(true);
});

test("what was changed before the page was loaded again still says what it was", () => {
  const form = formOf(REQUEST.replace("4c1d9a7", "9be02f3"));
  const wire = wireOf(REQUEST, [COMMIT]);
  form.review.bind(decodeTrait("loaded", { ...wire, review: [], reviewed: wire.review }));
  const commit = form.review.at(leaf(form, ...COMMIT));
  expect([commit?.state.value, commit?.value]).toEqual(["changed", "4c1d9a7"]);
});

test("a value of a request before that comes back is to be reviewed as well", () => {
  const form = formOf(REQUEST);
  const wire = wireOf(REQUEST, [COMMIT]);
  const past = { base_path: COMMIT, value: "0a0a0a0", individually: true, kept: false };
  form.review.bind(decodeTrait("loaded", { ...wire, marks: [past, ...(wire.marks as object[])] }));
  expect(form.reviewCount.value).toBe(1);
  leaf(form, ...COMMIT).type("0a0a0a0");
  expect(form.reviewCount.value).toBe(1);
  leaf(form, ...COMMIT).type("9be02f3");
  expect(form.review.at(leaf(form, ...COMMIT))?.value).toBe("4c1d9a7");
});

describe("beside a busy kernel", () => {
  test("what was loaded is bound to the request of the same message", () => {
    const { model, form } = open();
    model.traits.set("value", state(REQUEST, 2));
    model.setTrait("loaded", wireOf(REQUEST, [ARTIFACT]));
    expect(openIn(form)).toEqual([ARTIFACT]);
  });

  test("what was kept goes with the submission", () => {
    const { model, host, form } = open(REQUEST, { loaded: wireOf(REQUEST, [COMMIT]) });
    const value = form.review.at(leaf(form, ...COMMIT));
    if (value) value.kept.value = true;
    host.submit({ unreviewed: true });
    expect(model.sent.at(-1)).toMatchObject({
      kind: "submit",
      unreviewed: true,
      kept: [{ path: COMMIT, value: "4c1d9a7" }],
    });
    type(host, "9be02f3", ...COMMIT);
    host.submit();
    expect(model.sent.at(-1)).toMatchObject({ kept: [] });
  });
});

interface Case {
  name: string;
  marks: { base_path: Path; value: unknown; kept?: boolean }[];
  request: string;
  open: [number, Path][];
}

describe("where values are, as the kernel finds them", () => {
  test.each(plain<Case[]>(read("tests/conformance/cases/review.json")))(
    "$name",
    ({ marks, request, open: left }) => {
      const rows = marks.map(({ base_path, value }) => ({
        base_path,
        value: json(value),
      }));
      const places = locate(rows, parse(request)).map((path) => JSON.stringify(path));
      const kept = places.filter((_, at) => marks[at]?.kept);
      const isOpen = (path: string | undefined, at: number): boolean =>
        path !== undefined && !kept.includes(path) && places.indexOf(path) === at;
      const found = places.flatMap((path, at) =>
        isOpen(path, at) ? [[at, JSON.parse(path)]] : [],
      );
      expect(found).toEqual(left);
    },
  );
});
