// `node test/conformance/verdicts.mjs FOLDER`: runs verdicts.ts, bundled as the page itself is.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles } = await build({
  absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  entryPoints: ["test/conformance/verdicts.ts"],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  target: "es2022",
  tsconfigRaw: "{}",
});
await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);
