// What a field's text is seen to be, beside its verdict: what it names, where its JSON breaks, and
// the ARN of a role of which only the name is there.

import { type ReadonlySignal, useComputed } from "@preact/signals";
import { findJsonError } from "../core/format_json";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import type { Issue } from "../protocol/form_data";
import { useText, useView } from "./context";
import { recogniseValue, roleArn } from "./recogniseValue";

/** What was recognised in the text, in one line; empty when that is nothing. */
export function useRecognised(node: Node): ReadonlySignal<string> {
  const t = useText();
  return useComputed(() => {
    if (!(node instanceof Leaf) || node.schema.type !== "string" || node.hints.control) return "";
    const parts = recogniseValue(node.text.value, node.hints.names === "image");
    return parts.map(([word, value]) => t(word, { value })).join(" · ");
  });
}

/** The issue of a field, told better where its text says what was meant. */
export function useExplained(node: Node, issue: Issue | undefined): Issue | undefined {
  const { form, target } = useView();
  const t = useText();
  const mistake = useComputed(() => {
    const isJson = node instanceof Leaf && node.hints.control === "json";
    const left = node.isTouched.value || form.submitAttempted.value;
    const place = isJson && left ? findJsonError(node.text.value) : undefined;
    return place ? t("json.breaks", place) : "";
  });
  const isForm = issue?.code === "pattern" || issue?.code === "minLength";
  if (mistake.value !== "" && (!issue || isForm)) {
    const { path = [], severity = "warning" } = issue ?? {};
    return { path, code: "json", message: mistake.value, severity, hint: "" };
  }
  if (isForm && node.hints.names === "role" && node instanceof Leaf) {
    const { account, region } = target();
    const arn = roleArn(node.text.value, account || t("role.account"), region);
    if (arn) return { ...issue, message: t("role.name"), hint: t("role.arn", { arn }) };
  }
  return issue;
}
