// The form, as a host gives it to a page: the loader from a blob, program and tables by gzip.

import { Model, packed } from "./harness.js";

const PLACE = '[data-path="ModelPackageName"]';
export const styles = ["widget.css"];
export const field = () => document.querySelector(`${PLACE} input`);
export const isWrong = () => field().ariaInvalid === "true";

let code;
let tables;
let program;
let factory;

export async function prepare() {
  [tables, program] = await Promise.all(["tables.json", "widget.js"].map(packed));
}

/** What the loader does before it asks the program for a form. */
export async function evaluate() {
  const unzipped = new Blob([program]).stream().pipeThrough(new DecompressionStream("gzip"));
  code = await new Response(unzipped).text();
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  factory = (await import(url)).default();
}

export async function display(request, element) {
  const value = { text: JSON.stringify(request), revision: 1, writer: "kernel", seq: 0, exact: true };
  const target = { state: "known", sandbox: true, account: "123456789012", region: "us-east-1" };
  const traits = { form_data: tables, value, pending: [], issues: [], status: "editing", arn: "", target };
  const model = new Model(traits);
  const widget = factory();
  await widget.initialize({ model });
  widget.render({ model, el: element });
}
