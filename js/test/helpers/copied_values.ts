// A request with values that were copied from an earlier version.

import type { Path } from "../../src/core/path";
import type { Form } from "../../src/form/form";
import { decodeTrait } from "../../src/protocol/decoders.generated";
import { formOf } from "./forms";

export const ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"];
export const SECOND = ["InferenceSpecification", "Containers", 1, "ModelDataUrl"];
export const COMMIT = ["MetadataProperties", "CommitId"];
export const REQUEST = JSON.stringify({
  InferenceSpecification: {
    Containers: [
      { Image: "i", ModelDataUrl: "s3://b/7" },
      { Image: "j", ModelDataUrl: "s3://b/8" },
    ],
  },
  MetadataProperties: { CommitId: "4c1d9a7" },
});

/** What is at a path. */
export function valueAt(base: string, path: Path): unknown {
  let value = JSON.parse(base);
  for (const step of path) value = value?.[step];
  return value;
}

export function wireOf(base: string, paths: Path[], more: object = {}): Record<string, unknown> {
  const rows = paths.map((path) => ({
    base_path: path,
    path,
    value: valueAt(base, path),
    label: "version 6 of churn",
    individually: true,
    kept: false,
  }));
  return { source: "version 6 of churn", base, marks: rows, review: rows, ...more };
}

export function loaded(text = REQUEST, paths: Path[] = [ARTIFACT, SECOND, COMMIT]): Form {
  const form = formOf(text);
  form.review.bind(decodeTrait("loaded", wireOf(REQUEST, paths)));
  return form;
}

/** What is still to be reviewed, as paths. */
export function openIn(form: Form): unknown[] {
  return form.review.open.value.map(({ node }) =>
    node.steps().map((step) => (step.kind === "index" ? step.at : step.name)),
  );
}
