// The two parts of the page's program: what a form needs to be shown and typed in, and what comes
// when something of it is first needed. Both hold each module once: the later part imports from the first.

import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";

/** What the later part imports the first one by; src/widget.tsx puts the address in its place. */
const FIRST_PART = "modelpkg-widget-first-part";
/** What the later part is made of. */
const LATER = "panels/later.ts";
/** Of the digest of the later part. */
const DIGITS = 16;

/** The folders of src in each part. What stands near to its like takes fewer bytes by gzip, whose memory
 * is 32 kB: this order was found by trying. Which module needs which still says what runs first. */
const FOLDERS = {
  first: `controls/later form/validation form/nodes host form core form/history panels/toolbar
    controls/groups panels/shared controls/inputs panels/guide panels panels/result
    panels/load protocol controls panels/submit`,
  later: `core controls/groups panels/load panels/result panels/guide controls/inputs controls
    panels/toolbar panels/shared controls/later panels/submit panels panels/export`,
};

/** V8's hint that most functions are called at once: it compiles them beside the page's main thread,
 * before they are needed, which makes the first paint cost a fifth less there. */
const CALLED_ON_LOAD = "//# allFunctionsCalledOnLoad";

/** Imports of modules by the order of their folders. */
function byFolder(modules, folders) {
  const names = [...modules].filter((name) => !name.endsWith(".generated.ts")).sort();
  return folders
    .split(/\s+/)
    .flatMap((folder) => names.filter((name) => dirname(name) === folder))
    .map((name) => `import "./${name}";`)
    .join("\n");
}

/** Modules that no file holds, by their names. */
function virtual(src, contents) {
  return {
    name: "virtual",
    setup(plugin) {
      const filter = new RegExp(`^(${Object.keys(contents).join("|")})$`);
      plugin.onResolve({ filter }, ({ path }) => ({ path, namespace: "virtual" }));
      plugin.onLoad({ filter: /./, namespace: "virtual" }, ({ path }) => ({
        contents: contents[path],
        resolveDir: src,
      }));
    },
  };
}

/** The paths of the modules of src that an entry consists of. */
async function modulesOf(options, src, entry) {
  const entryPoints = [join(src, entry)];
  const { metafile } = await build({ ...options, entryPoints, write: false, logLevel: "error" });
  const inputs = Object.keys(metafile.inputs).filter((name) => name.startsWith("src/"));
  return new Set(inputs.map((name) => name.slice("src/".length)));
}

/** What `text` is after a change, which must be possible at one place. */
function changed(text, before, after) {
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`esbuild writes ${before} ${parts.length - 1} times.`);
  return parts.join(after);
}

/** What esbuild has minified, once more: it takes 4% fewer bytes by gzip.
 *
 * @param options of terser, beside those that all programs have.
 */
export async function minified(code, options = {}) {
  // No function without a name is called with `new`, here or in the packages; none looks at
  // how many arguments another one declares.
  // `unsafe` writes `id + "-x"` for a template, shortens `String(x)`, and leaves out `new` before
  // RegExp and Error: the same for texts, numbers and JSON, and the program passes nothing else.
  const shorter = { unsafe: true, unsafe_arrows: true, keep_fargs: false };
  // `a === "b"` stays as it is written: gzip finds more that is alike.
  const alike = { lhs_constants: false };
  const compress = { ecma: 2020, passes: 3, ...shorter, ...alike };
  const made = await minify(code, { module: true, ecma: 2020, compress, ...options });
  return made.code;
}

/** Options by which variables of a module get names, each by the name that it has. */
function naming(names) {
  const props = Object.fromEntries(Object.entries(names).map(([name, to]) => [`$${name}`, to]));
  return { nameCache: { vars: { props } } };
}

/** The names of an import or export, each as `before as after`. */
function pairsIn(text, found) {
  const [list] = found.exec(text) ?? [];
  const pairs = list.slice(list.indexOf("{") + 1, list.indexOf("}")).split(",");
  return { list, pairs: pairs.map((pair) => pair.split(" as ")) };
}

const IMPORT = /^import\{[^}]*\}/;
const EXPORT = /export\{[^}]*\}/;

/** Both parts minified. What one imports from the other has one name in both, if it can. */
async function minifiedParts(firstText, laterText) {
  const first = await minified(firstText);
  const exported = pairsIn(first, EXPORT);
  const nameOf = new Map(exported.pairs.map(([local, name = local]) => [name, local]));
  const before = pairsIn(laterText, IMPORT).pairs;
  const names = before.map(([name, local = name]) => [local, nameOf.get(name)]);
  const later = await minified(laterText, naming(Object.fromEntries(names)));
  const imported = pairsIn(later, IMPORT);
  const kept = exported.pairs.map(([local, name]) =>
    name === "default" ? `${local} as default` : local,
  );
  const used = imported.pairs.map(([name, local = name]) => {
    const now = nameOf.get(name);
    return now === local ? now : `${now} as ${local}`;
  });
  return {
    first: changed(first, exported.list, `export{${kept.join()}}`),
    later: changed(later, imported.list, `import{${used.join()}}`),
  };
}

/** Returns the texts of both parts, and what esbuild says of their modules.
 *
 * @param options of esbuild.
 * @param src the folder of the sources.
 * @param style the style sheet of the later part.
 */
export async function buildParts(options, src, style) {
  const modules = await modulesOf(options, src, "widget.tsx");
  const more = await modulesOf(options, src, LATER);
  for (const name of modules) more.delete(name);
  const contents = {
    "first-part": `${byFolder(modules, FOLDERS.first)}\nexport { default } from "./widget.tsx";`,
    "later-part": [
      'import "first-part";',
      byFolder(more, FOLDERS.later),
      `import { PANELS } from "./${LATER}";`,
      `export default { panels: PANELS, style: ${JSON.stringify(style)} };`,
    ].join("\n"),
  };
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { widget: "first-part", later: "later-part" },
    plugins: [virtual(src, contents)],
    splitting: true,
    write: false,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const [chunk, ...others] = [...texts.keys()].filter((name) => name.startsWith("chunk-"));
  if (!chunk || others.length > 0) throw new Error("esbuild makes more than one chunk.");
  // The first part is the chunk; what esbuild gives its name to only passes on the default export.
  const [, name] = /^import\{(\w+) as \w+\}/.exec(texts.get("widget.js")) ?? [];
  const [exported] = /export\{[^}]*\};\s*$/.exec(texts.get(chunk)) ?? [];
  const exports = exported.replace(new RegExp(` as ${name}(?=[,}])`), " as default");
  const { first: code, later } = await minifiedParts(
    changed(texts.get(chunk), exported, exports),
    changed(texts.get("later.js"), `./${chunk}`, FIRST_PART),
  );
  // Programs are told apart by the text of the first part.
  const digest = createHash("sha256").update(later).digest("hex").slice(0, DIGITS);
  const first = `${CALLED_ON_LOAD}\n${code}\n//${digest}\n`;
  return { first, later, metafile };
}

/** Both parts as one module, for a page that shows each build at once. */
export function watchedEntry(src) {
  const contents = {
    watched: [
      'import make from "./widget.tsx";',
      `import { PANELS } from "./${LATER}";`,
      'import { unpack } from "./protocol/unpack.ts";',
      "const program = make(unpack, undefined, undefined, { panels: PANELS });",
      "export default () => {",
      "  let form;",
      "  return {",
      "    async initialize({ model }) {",
      '      form = program(model, JSON.parse(await unpack(model.get("form_data"))));',
      "      return form.end;",
      "    },",
      "    render: ({ el }) => form.render(el),",
      "  };",
      "};",
    ].join("\n"),
  };
  return { entryPoints: { watched: "watched" }, plugins: [virtual(src, contents)] };
}
