// Bundles react-jsonschema-form into a folder that holds schema.json: plain.js and tuned.js.
//
// `node build.mjs FOLDER`. The tuned one gets its validators as code that is made here, so that the
// page needs no eval.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileSchemaValidatorsCode } from "@rjsf/validator-ajv8/lib/compileSchemaValidatorsCode.js";
import Ajv2020 from "ajv/dist/2020.js";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const schema = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"));
const validators = join(folder, "validators.cjs");
writeFileSync(validators, compileSchemaValidatorsCode(schema, { AjvClass: Ajv2020 }));

await build({
  absWorkingDir: here,
  nodePaths: [join(here, "node_modules")], // for what the validators ask for
  alias: { validators },
  outdir: folder,
  entryPoints: { "rjsf-plain": "rjsf-plain.js", "rjsf-tuned": "rjsf-tuned.js" },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
});
