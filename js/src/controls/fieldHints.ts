// What a field's text is seen to be, beside its verdict: what it names, where its JSON breaks, and
// the ARN of a role of which only the name is there.

import { type ReadonlySignal, useComputed } from "@preact/signals";
import { mistakeIn } from "../core/format_json";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import type { Issue } from "../protocol/form_data";
import { usePage, useView } from "./context";
import { recognise, roleArn } from "./recogniseValue";

/** What was recognised in the text, in one line; empty when that is nothing. */
export function useRecognised(node: Node): ReadonlySignal<string> {
  const page = usePage();
  return useComputed(() => {
    if (!(node instanceof Leaf) || node.schema.type !== "string" || node.hints.control) return "";
    const parts = recognise(node.text.value, node.hints.names === "image");
    return parts.map(([word, value]) => page(word, { value })).join(" · ");
  });
}

/** The issue of a field, told better where its text says what was meant. */
export function useExplained(node: Node, issue: Issue | undefined): Issue | undefined {
  const { form, target } = useView();
  const page = usePage();
  const mistake = useComputed(() => {
    const isJson = node instanceof Leaf && node.hints.control === "json";
    const left = node.touched.value || form.tried.value;
    const place = isJson && left ? mistakeIn(node.text.value) : undefined;
    return place ? page("json.breaks", place) : "";
  });
  const isForm = issue?.code === "pattern" || issue?.code === "minLength";
  if (mistake.value !== "" && (!issue || isForm)) {
    const { path = [], severity = "warning" } = issue ?? {};
    return { path, code: "json", message: mistake.value, severity, hint: "" };
  }
  if (isForm && node.hints.names === "role" && node instanceof Leaf) {
    const { account = "", region = "" } = target() ?? {};
    const arn = roleArn(node.text.value, account || page("role.account"), region);
    if (arn) return { ...issue, message: page("role.name"), hint: page("role.arn", { arn }) };
  }
  return issue;
}
