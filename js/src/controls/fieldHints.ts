// What a field's text is seen to be, beside its verdict: what it names, where its JSON breaks, and
// the ARN of a role of which only the name is there.

import { findJsonError } from "../core/format_json";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import type { Issue } from "../protocol/form_data";
import { useText, useView, type View } from "./context";
import { recogniseValue, roleArn } from "./recogniseValue";

/** Whether something may be recognised in the text of a node. */
export function isRecognisable(node: Node): node is Leaf {
  return node instanceof Leaf && node.schema.type === "string" && !node.hints.control;
}

/** What was recognised in the text, in one line; empty when that is nothing. Reads a signal. */
export function recognised(node: Leaf, t: View["t"]): string {
  const parts = recogniseValue(node.text.value, node.hints.names === "image");
  return parts.map(([word, value]) => t(word, { value })).join(" · ");
}

/** The issue of a field, with a better sentence where its text shows what was meant. */
export function useExplained(node: Node, issue: Issue | undefined): Issue | undefined {
  const { form, target } = useView();
  const t = useText();
  const isForm = issue?.code === "pattern" || issue?.code === "minLength";
  const isJson = node instanceof Leaf && node.hints.control === "json";
  if (isJson && (!issue || isForm) && (node.isTouched.value || form.submitAttempted.value)) {
    const place = findJsonError(node.text.value);
    const { path = [], severity = "warning" } = issue ?? {};
    if (place) return { path, code: "json", message: t("json.breaks", place), severity, hint: "" };
  }
  if (isForm && node.hints.names === "role" && node instanceof Leaf) {
    const { account, region } = target();
    const arn = roleArn(node.text.value, account || t("role.account"), region);
    if (arn) return { ...issue, message: t("role.name"), hint: t("role.arn", { arn }) };
  }
  return issue;
}
