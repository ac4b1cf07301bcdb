// Bundles js/src into modelpkg_widget/static: loader.js, widget.js, widget.css, the licences of what is
// inside; and standalone.js and standalone.css, the same form as a page without a kernel.
//
// `node build/esbuild.mjs` builds once, `--watch` rebuilds on save. Whether a build is needed at all is
// decided by bundle.py, which also writes the stamp that says which sources a bundle was made of.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
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

const licenceFile = {
  name: "licences",
  setup(plugin) {
    plugin.onEnd(({ metafile, errors }) => {
      if (errors.length === 0) writeFileSync(join(out, "LICENSES.txt"), licences(metafile));
    });
  },
};

/** What stands near to its like takes fewer bytes by gzip, whose memory is 32 kB: the bundle holds
 * the folders of src one after the other. Which module needs which still says what runs first. */
const byFolder = {
  name: "by folder",
  setup(plugin) {
    plugin.onResolve({ filter: /^by-folder$/ }, ({ path }) => ({ path, namespace: path }));
    plugin.onLoad({ filter: /./, namespace: "by-folder" }, () => {
      const isModule = (name) => /\.tsx?$/.test(name) && !name.endsWith(".generated.ts");
      const files = ["form", "core", "controls", "panels"].flatMap((folder) =>
        readdirSync(join(root, "src", folder), { recursive: true, encoding: "utf8" })
          .filter(isModule)
          .sort()
          .map((name) => `import "./${folder}/${name}";`),
      );
      const contents = [...files, 'export { default } from "./widget.tsx";'].join("\n");
      return { contents, resolveDir: join(root, "src") };
    });
  },
};

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
    "window.__PREACT_SIGNALS_DEVTOOLS__": "false",
  },
};

const widget = {
  ...form,
  entryPoints: { widget: "by-folder" },
  plugins: [byFolder, licenceFile],
};

// They stand in an HTML file of ASCII, which no mail program and no shell changes: a policy with a hash
// lets the browser run only this text.
const standalone = {
  ...form,
  entryPoints: { standalone: "src/standalone/main.tsx" },
  format: "iife",
  charset: "ascii",
};

const style = { ...common, entryPoints: { widget: "src/style/form.css" } };

const pageStyle = { ...common, entryPoints: { standalone: "src/standalone/page.css" } };

const all = [loader, widget, style, standalone, pageStyle];

mkdirSync(out, { recursive: true });
// A bundle without a stamp is stale by definition: bundle.py writes it anew when it asked for this build.
const stamp = join(out, "sources.sha256");
if (existsSync(stamp)) rmSync(stamp);

if (watch) {
  for (const options of all) await (await context(options)).watch();
} else {
  await Promise.all(all.map(build));
}
