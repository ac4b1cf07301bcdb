// Kinds of package: what they leave out of sight.

import { signal } from "@preact/signals-core";
import { describe, expect, test } from "vitest";
import { stringify } from "../../../src/core/json";
import type { Form } from "../../../src/form/form";
import { PackageKinds } from "../../../src/panels/toolbar/packageKinds";
import { at, formOf, leaf, tables, textOf } from "../../helpers/forms";
import { read } from "../../helpers/tables";

const ROWS = tables.layout.kinds ?? [];

function names(kinds: PackageKinds): { hidden: string[]; there: string[] } {
  const { hidden, there } = kinds.outside();
  return { hidden: hidden.map((node) => node.name()), there: there.map((node) => node.name()) };
}

function kindsOf(form: Form, base = ""): PackageKinds {
  return new PackageKinds(form, { loaded: signal({ base }) });
}

describe("the table", () => {
  test("has four kinds", () => {
    const ids = ["versioned", "unversioned", "marketplace", "algorithm"];
    expect(ROWS.map(({ id }) => id)).toEqual(ids);
  });
});

describe("a kind", () => {
  test("hides what does not apply, and never what is set", () => {
    const text = '{"ModelApprovalStatus":"Approved","Domain":"x"}';
    const form = formOf(text);
    const kinds = kindsOf(form);
    expect(names(kinds)).toEqual({ hidden: [], there: [] });
    kinds.choose("marketplace");
    expect(names(kinds)).toEqual({
      hidden: ["ModelPackageGroupName", "SourceUri", "SkipModelValidation"],
      there: ["ModelApprovalStatus"],
    });
    expect(textOf(form)).toBe(text.replace("}", ',"CertifyForMarketplace":true}'));
    expect(kinds.hides(at(form, "Domain"))).toBe(false);
  });

  test("leaves in sight what is being cleared, until it is removed", () => {
    const form = formOf('{"SourceUri":"x"}');
    const kinds = kindsOf(form);
    kinds.choose("algorithm");
    leaf(form, "SourceUri").type("");
    expect(names(kinds).there).toEqual(["SourceUri"]);
    kinds.remove(at(form, "SourceUri"));
    expect(names(kinds).there).toEqual([]);
    expect(textOf(form)).toBe("{}");
    form.undo();
    expect(textOf(form)).toBe('{"SourceUri":"x"}');
    expect(names(kinds).there).toEqual(["SourceUri"]);
  });

  test("shows what somebody goes to, and what comes from elsewhere", () => {
    const form = formOf();
    const kinds = kindsOf(form);
    kinds.choose("algorithm");
    kinds.show(at(form, "InferenceSpecification", "SupportedContentTypes"));
    kinds.show(at(formOf(), "SourceUri"));
    expect(names(kinds)).toEqual({ hidden: ["SourceUri"], there: ["InferenceSpecification"] });
    kinds.choose("algorithm");
    expect(names(kinds).there).toEqual([]);
  });
});

describe("a member inside of others", () => {
  const PATH = ["InferenceSpecification", "Containers", 0];

  test("is hidden where the kind has no use for it", () => {
    const form = formOf('{"InferenceSpecification":{"Containers":[{"Image":"a"}]}}');
    const kinds = kindsOf(form);
    const node = at(form, ...PATH, "ModelDataSource");
    expect(kinds.hides(node)).toBe(false);
    kinds.choose("marketplace");
    expect(kinds.hides(node)).toBe(true);
    expect(kinds.hides(at(form, ...PATH, "Image"))).toBe(false);
    kinds.show(at(form, ...PATH, "ModelDataSource", "S3DataSource"));
    expect(kinds.hides(node)).toBe(false);
  });
});

describe("of what was loaded", () => {
  const requests: [string, string][] = [
    ["marketplace", "02-marketplace-iris-validation"],
    ["algorithm", "05-source-algorithm-unversioned"],
    ["versioned", "01-versioned-iris-minimal"],
    ["unversioned", "16-ack-unversioned-validation-tags"],
  ];

  test.each(requests)("%s is guessed from %s, and nothing that is set is hidden", (kind, name) => {
    const text = stringify(read(`tests/conformance/cases/requests/${name}.json`));
    const form = formOf(text);
    const kinds = kindsOf(form, text);
    expect(kinds.shown.value).toBe(kind);
    const { hidden, there } = kinds.outside();
    expect(there).toEqual([]);
    expect(hidden.some((node) => node.isPresent.value)).toBe(false);
  });

  test("what fits no kind is any, and a choice outdoes the guess", () => {
    const both = '{"ModelPackageName":"a","ModelPackageGroupName":"b"}';
    expect(kindsOf(formOf(both), both).shown.value).toBe("");
    const kinds = kindsOf(formOf(), '{"ModelPackageGroupName":"b"}');
    expect(kinds.shown.value).toBe("versioned");
    kinds.choose("");
    expect(kinds.shown.value).toBe("");
  });

  test("a guess ends where the request says something else, and refuses nothing", () => {
    const text = '{"CertifyForMarketplace":true,"ModelPackageName":"a"}';
    const form = formOf(text);
    const kinds = kindsOf(form, text);
    expect(kinds.shown.value).toBe("marketplace");
    expect(form.problems.value).toEqual([]);
    leaf(form, "CertifyForMarketplace").type("false");
    expect(kinds.shown.value).toBe("");
    leaf(form, "CertifyForMarketplace").type("true");
    leaf(form, "ModelPackageGroupName").type("b");
    expect(kinds.shown.value).toBe("");
  });

  test("certification that is off is no reason not to be a version, as AWS's SDK sends it", () => {
    const text = '{"ModelPackageGroupName":"b","CertifyForMarketplace":false}';
    expect(kindsOf(formOf(text), text).shown.value).toBe("versioned");
  });
});
