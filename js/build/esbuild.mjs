// Bundles js/src into modelpkg_widget/static: loader.js; widget.js and widget.css, the first part of the
// program; later.js and later.css, the later part; the licences of what is inside; and standalone.js and
// standalone.css, the same form as a page without a kernel.
//
// `node build/esbuild.mjs` builds once, `--watch` rebuilds watched.js and watched.css on save. Whether a build is needed at all is
// decided by bundle.py, which also writes the stamp that says which sources a bundle was made of.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { buildParts, minified, watchedEntry } from "./parts.mjs";
import { shortProperties } from "./short_properties.mjs";
import { SHORTENED } from "./shortened.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(dirname(root), "modelpkg_widget", "static");
const watch = process.argv.includes("--watch");

/** Folders of the installed packages that went into a bundle. */
function packagesIn(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (found) folders.add(found[1]);
  }
  return [...folders].sort();
}

/** Name, version and licence text of each of them: their licences ask for it. */
function licences(metafile) {
  const texts = packagesIn(metafile).map((folder) => {
    const path = join(root, folder);
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file)
      throw new Error(`${name} ${version} ships no licence text: it cannot go into the bundle.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(path, file), "utf8").trim()}\n`;
  });
  const intro = "widget.js and standalone.js contain these packages.\n";
  return [intro, ...texts].join(`\n${"-".repeat(78)}\n\n`);
}

const common = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  charset: "utf8",
  target: "es2022",
  tsconfigRaw: "{}", // all that matters to the bundle stands here
  legalComments: "none", // they are in LICENSES.txt
  logLevel: "info",
};

const script = { ...common, format: "esm", platform: "browser" };

const loader = { ...script, entryPoints: { loader: "src/loader.ts" } };

const form = {
  ...script,
  inject: ["src/jsx.ts"],
  mangleProps: new RegExp(`^(${SHORTENED.join("|")})$`),
  jsx: "transform",
  jsxFactory: "jsxElement",
  jsxFragment: "JsxFragment",
  define: {
    "process.env.NODE_ENV": '"production"',
    "Number.POSITIVE_INFINITY": "Infinity",
    "Number.parseInt": "parseInt",
  },
};

// They stand in an HTML file of ASCII, which no mail program and no shell changes: a policy with a hash
// lets the browser run only this text.
const standalone = {
  ...form,
  entryPoints: { standalone: "src/standalone/main.tsx" },
  format: "iife",
  charset: "ascii",
};

const style = { ...common, plugins: [shortProperties] };

const firstStyle = { ...style, entryPoints: { widget: "src/style/form.css" } };

const laterStyle = { ...style, entryPoints: { later: "src/style/later.css" } };

const pageStyle = { ...style, entryPoints: { standalone: "src/standalone/page.css" } };

/** Both parts of the program, of which one build says which modules stand in which. */
async function buildProgram() {
  const { outputFiles } = await build({ ...laterStyle, write: false });
  const css = outputFiles[0].text.trim();
  const { first, later, metafile } = await buildParts(form, join(root, "src"), css);
  writeFileSync(join(out, "widget.js"), first);
  writeFileSync(join(out, "later.js"), later);
  writeFileSync(join(out, "LICENSES.txt"), licences(metafile));
}

/** What anywidget loads. */
async function buildLoader() {
  const { outputFiles } = await build({ ...loader, write: false });
  writeFileSync(join(out, "loader.js"), await minified(outputFiles[0].text));
}

/** The page without a kernel, which is one script. */
async function buildStandalone() {
  const { outputFiles } = await build({ ...standalone, write: false });
  const code = await minified(outputFiles[0].text, { format: { ascii_only: true } });
  writeFileSync(join(out, "standalone.js"), `${code}\n`);
}

mkdirSync(out, { recursive: true });
// A bundle without a stamp is stale by definition: bundle.py writes it anew when it asked for this build.
const stamp = join(out, "sources.sha256");
if (existsSync(stamp)) rmSync(stamp);

if (watch) {
  const program = { ...form, ...watchedEntry(join(root, "src")) };
  const watched = { ...style, entryPoints: { watched: "src/style/watched.css" } };
  for (const options of [program, watched]) await (await context(options)).watch();
} else {
  const alone = [firstStyle, laterStyle, pageStyle];
  await Promise.all([...alone.map(build), buildLoader(), buildProgram(), buildStandalone()]);
}
