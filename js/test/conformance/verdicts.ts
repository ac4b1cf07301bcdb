// What the page says of many requests, for tests/conformance, which asks the kernel the same.
// Reads FOLDER/tables.json and FOLDER/requests, a request in each line; writes FOLDER/answers.

import { openSync, readFileSync, writeSync } from "node:fs";
import { argv } from "node:process";
import { type Json, parse, stringify } from "../../src/core/json";
import { Form } from "../../src/form/form";
import type { Issue, Tables } from "../../src/protocol/form_data";
import { checkRequest } from "./checkRequest";

const folder = argv[2] ?? "";
const tables = JSON.parse(readFileSync(`${folder}/tables.json`, "utf8")) as Tables;

function issueRow({ path, code, severity, message, hint, related }: Issue): unknown[] {
  return [path, code, severity, message, hint, related ?? []];
}

/** What a form says that holds a request, and whether it gives back what it took. */
function answer(value: Json): unknown {
  const form = new Form(tables);
  form.reconcileWith(value, true);
  return {
    form: form.problems.value.map(({ issue }) => issueRow(issue)),
    errors: form.errorCount.value,
    whole: checkRequest(tables, value).map(issueRow),
    same: stringify(form.read()) === stringify(value),
  };
}

const answers = openSync(`${folder}/answers`, "w");
const requests = readFileSync(`${folder}/requests`, "utf8").trimEnd();
for (const line of requests.split("\n")) {
  writeSync(answers, `${JSON.stringify(answer(parse(line)))}\n`);
}
