// The form, as a host gives it to a page: the loader from a blob, program and tables by gzip.

import { Model, packed } from "./harness.js";

const PLACE = '[data-path="ModelPackageName"]';
export const styles = ["widget.css"];
export const field = () => document.querySelector(`${PLACE} input`);
export const isWrong = () => field().ariaInvalid === "true";

let tables;
let program;
let makeForm;

export async function prepare() {
  [tables, program] = await Promise.all(["tables.json", "widget.js"].map(packed));
}

function unpack(bytes) {
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped).text();
}

/** What the loader does before it asks the program for a form. */
export async function evaluate() {
  const code = await unpack(program);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  makeForm = (await import(url)).default(unpack);
}

export const received = (request) => JSON.stringify(request);

export async function display(text, element) {
  const value = { text, revision: 1, writer: "kernel", seq: 0, exact: true };
  const target = { state: "known", sandbox: true, account: "123456789012", region: "us-east-1" };
  const model = new Model({ value, pending: [], issues: [], status: "editing", arn: "", target });
  const form = makeForm(model, JSON.parse(await unpack(tables)));
  form.render(element);
}
