// Choosing a kind of package: what it sets, what leaving it unsets, and undo.

import { describe, expect, test } from "vitest";
import { firstMissingForKind } from "../../src/form/form";
import { at, formOf, leaf, tables, textOf } from "../helpers/forms";

const CERTIFIED = '{"CertifyForMarketplace":true}';

function certification(text = "{}") {
  const form = formOf(text, tables);
  form.undoHistory.clear();
  return { form, member: leaf(form, "CertifyForMarketplace") };
}

describe("choosing a kind", () => {
  test("sets what the kind fixes, as one step of undo that brings the choice back too", () => {
    const { form, member } = certification();
    const { set, unset } = form.choice.choose("marketplace");
    expect([set, unset]).toEqual([[member], []]);
    expect(textOf(form)).toBe(CERTIFIED);
    expect(form.undoHistory.size.value).toEqual({ past: 1, future: 0 });
    form.undo();
    expect(textOf(form)).toBe("{}");
    expect(form.choice.id.value).toBeUndefined();
    expect(form.errorCount.value).toBe(1); // neither of the two names, as before
    form.redo();
    expect(textOf(form)).toBe(CERTIFIED);
    expect(form.choice.id.value).toBe("marketplace");
  });

  test("sets it over another value, and typing right after is another step", () => {
    const { form, member } = certification('{"CertifyForMarketplace":false}');
    form.choice.choose("marketplace");
    expect(textOf(form)).toBe(CERTIFIED);
    member.type("");
    form.undo();
    expect(textOf(form)).toBe(CERTIFIED);
    form.undo();
    expect(textOf(form)).toBe('{"CertifyForMarketplace":false}');
  });

  test("what it requires counts at once, each at its own place", () => {
    const { form } = certification();
    form.choice.choose("marketplace");
    expect(form.errorCount.value).toBe(8);
    expect(form.missingCount.value).toBe(8);
    expect(firstMissingForKind(form)?.name()).toBe("ModelPackageName");
    form.submitAttempted.value = true;
    expect(form.missingCount.value).toBe(0);
  });

  test("what it forbids and is set shows an error at once", () => {
    const { form } = certification('{"ModelApprovalStatus":"Approved"}');
    form.choice.choose("marketplace");
    const issue = at(form, "ModelApprovalStatus").conflict.value;
    expect(issue?.message).toBe(
      "ModelApprovalStatus doesn't apply to a package for AWS Marketplace.",
    );
    expect(issue?.hint).toBe("Unset it, or choose another package type.");
  });
});

describe("leaving a kind", () => {
  test("unsets what the choice set", () => {
    const { form, member } = certification();
    form.choice.choose("marketplace");
    const { set, unset } = form.choice.choose("versioned");
    expect([set, unset]).toEqual([[], [member]]);
    expect(textOf(form)).toBe("{}");
    form.undo();
    expect([textOf(form), form.choice.id.value]).toEqual([CERTIFIED, "marketplace"]);
    form.choice.choose("");
    expect(textOf(form)).toBe("{}");
  });

  test("leaves alone what a person set, or changed since: an error is in sight then", () => {
    const own = certification(CERTIFIED);
    own.form.choice.choose("marketplace");
    own.form.choice.choose("versioned");
    expect(textOf(own.form)).toBe(CERTIFIED);
    expect(own.member.conflict.value?.code).toBe("package_kind");

    const changed = certification();
    changed.form.choice.choose("marketplace");
    changed.member.type("false");
    changed.form.choice.choose("versioned");
    expect(textOf(changed.form)).toBe('{"CertifyForMarketplace":false}');
    expect(changed.member.conflict.value).toBeUndefined();
  });

  test("the choice and the request never disagree without an error", () => {
    const { form, member } = certification();
    form.choice.choose("marketplace");
    member.unset();
    form.rules.run();
    expect(form.choice.id.value).toBe("marketplace");
    const [issue] = member.issues.value;
    expect(issue?.message).toBe("Must be true for AWS Marketplace.");
    expect(member.isTouched.value).toBe(true); // so it is no work that is still to be done
  });
});

describe("a choice that was made elsewhere", () => {
  test("is no step, and leaving it unsets what it fixes", () => {
    const { form } = certification(CERTIFIED);
    form.choice.reconcileWith("marketplace");
    expect(form.undoHistory.size.value.past).toBe(0);
    expect(form.errorCount.value).toBe(8);
    form.choice.choose("unversioned");
    expect(textOf(form)).toBe("{}");
  });

  test("does not forget what the choice here has set", () => {
    const { form, member } = certification(CERTIFIED);
    form.choice.choose("marketplace");
    form.choice.reconcileWith("marketplace");
    expect(form.choice.held.value).toEqual([]);
    form.choice.reconcileWith(undefined);
    expect(form.choice.id.value).toBeUndefined();
    expect(member.text.value).toBe("true");
  });

  test("of an unknown id is any kind", () => {
    const { form } = certification(CERTIFIED);
    form.choice.reconcileWith("of tomorrow");
    expect(form.errorCount.value).toBe(1);
    form.choice.choose("");
    expect(textOf(form)).toBe(CERTIFIED);
  });
});
