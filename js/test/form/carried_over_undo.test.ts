// To keep a value that was copied from an earlier version is a step of undo, which the kernel hears of.

import { describe, expect, test } from "vitest";
import type { Path } from "../../src/core/path";
import type { Form } from "../../src/form/form";
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
import { formOf, leaf } from "../helpers/forms";
import { open } from "../helpers/kernel_double";

describe("keeping a value", () => {
  const one = (form: Form, path: Path) => {
    const found = form.review.at(leaf(form, ...path));
    if (!found) throw new Error("nothing was copied");
    return found;
  };

  test("is a step of undo, and so is keeping several", () => {
    const form = loaded();
    form.undoHistory.clear();
    form.review.keep([one(form, COMMIT)]);
    form.review.keep([one(form, ARTIFACT), one(form, SECOND)]);
    expect(form.reviewCount.value).toBe(0);
    expect(form.undo()?.node).toBe(leaf(form, ...ARTIFACT));
    expect(openIn(form)).toEqual([ARTIFACT, SECOND]);
    form.undo();
    expect(form.reviewCount.value).toBe(3);
    expect(form.undo()).toBeUndefined();
    form.redo();
    form.redo();
    expect(form.reviewCount.value).toBe(0);
    form.review.keep([one(form, COMMIT)]);
    expect(form.undoHistory.size.value.past).toBe(2);
  });

  test("keeps all that stand at one place, and gives back all", () => {
    const form = formOf(REQUEST);
    const wire = wireOf(REQUEST, [COMMIT]);
    const past = { base_path: COMMIT, value: "4c1d9a7", individually: true, kept: false };
    form.review.bind(
      decodeTrait("loaded", { ...wire, marks: [past, ...(wire.marks as object[])] }),
    );
    form.review.keep([one(form, COMMIT)]);
    expect(form.review.values.value.map(({ kept }) => kept.value)).toEqual([true, true]);
    form.undo();
    expect(openIn(form)).toEqual([COMMIT]);
  });

  test("between two edits is undone between them", () => {
    const form = loaded();
    leaf(form, ...COMMIT).type("9be02f3");
    form.undo();
    form.review.keep([one(form, COMMIT)]);
    leaf(form, ...COMMIT).type("0a0a0a0");
    form.undo();
    expect(one(form, COMMIT).state.value).toBe("kept");
    form.undo();
    expect(one(form, COMMIT).state.value).toBe("open");
  });

  test("is told to the kernel, and so are undo and redo, in their order", () => {
    const { model, form } = open(REQUEST, { loaded: wireOf(REQUEST, [ARTIFACT, COMMIT]) });
    form.review.keep([one(form, ARTIFACT), one(form, COMMIT)]);
    form.undo();
    form.redo();
    const told = model.sent.filter(({ kind }) => String(kind).endsWith("confirm"));
    const rows = [
      { path: ARTIFACT, value: "s3://b/7" },
      { path: COMMIT, value: "4c1d9a7" },
    ];
    expect(told).toMatchObject(
      ["confirm", "unconfirm", "confirm"].flatMap((kind) => rows.map((row) => ({ kind, ...row }))),
    );
  });

  test("counts as the kernel says, but not while it has not read the last word", () => {
    const wire = wireOf(REQUEST, [COMMIT]);
    const marks = wire.marks as object[];
    const says = (kept: boolean) => ({ ...wire, marks: marks.map((row) => ({ ...row, kept })) });
    const { model, form } = open(REQUEST, { loaded: wire });
    form.review.keep([one(form, COMMIT)]);
    form.undo();
    const [first, second] = model.sent.slice(-2).map(({ id }) => id);
    model.setTrait("loaded", says(true));
    model.setTrait("last_ack", first);
    expect(form.reviewCount.value).toBe(1);
    model.setTrait("loaded", says(false));
    model.setTrait("last_ack", second);
    expect(form.reviewCount.value).toBe(1);
    const sent = model.sent.length;
    model.setTrait("loaded", says(true)); // by Python, or on another page
    expect(form.reviewCount.value).toBe(0);
    model.setTrait("loaded", says(false));
    expect(form.reviewCount.value).toBe(1);
    expect(model.sent).toHaveLength(sent);
  });

  test("that the kernel refused is seen when it has answered", () => {
    const wire = wireOf(REQUEST, [COMMIT]);
    const { model, form } = open(REQUEST, { loaded: wire });
    form.review.keep([one(form, COMMIT)]);
    model.setTrait("loaded", { ...wire, missing: [] });
    expect(form.reviewCount.value).toBe(0);
    model.setTrait("last_ack", model.sent.at(-1)?.id);
    expect(form.reviewCount.value).toBe(1);
  });

  test("of which only the kernel knew is undone too", () => {
    const { model, form } = open(REQUEST);
    const issue = { path: COMMIT, code: "carried", message: "m", hint: "", severity: "error" };
    model.setTrait("issues", [issue]);
    form.review.keep([one(form, COMMIT)]);
    model.setTrait("issues", []);
    form.undo();
    expect(openIn(form)).toEqual([COMMIT]);
    expect(model.sent.at(-1)).toMatchObject({ kind: "unconfirm", path: COMMIT });
  });
});
