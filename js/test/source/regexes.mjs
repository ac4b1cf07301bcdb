// Lists the regular expressions of js/src, and judges expressions by recheck and by the clock.
// node test/source/regexes.mjs list -> JSON on standard output
// node test/source/regexes.mjs judge FILE -> JSON: [{source, flags}] to [{status, complexity}]
// node test/source/regexes.mjs grow FILE -> JSON:
//   [{source, flags, attacks: [[prefix, pump, suffix]]}] to the worst growth from n to 2n of each
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, cpuUsage, exit, stdout } from "node:process";
import recheck from "recheck";
import { parseAst } from "rolldown/parseAst";

const ROOT = join(import.meta.dirname, "../..");
// Pumps of the smaller text, and the most growth there, as in tests/regexes.
const SIZES = [
  [10, 9],
  [100, 9],
  [2000, 3],
];
const NOTICED = 3000; // microseconds; what is faster than this at twice the size is not slow

function list() {
  const found = [];
  for (const name of readdirSync(join(ROOT, "src"), { recursive: true })) {
    if (!/\.tsx?$/.test(name)) continue;
    const text = readFileSync(join(ROOT, "src", name), "utf8");
    const lang = name.endsWith("x") ? "tsx" : "ts";
    walk(parseAst(text, { lang }), (node) => {
      const place = `js/src/${name}:${text.slice(0, node.start).split("\n").length}`;
      if (node.type === "Literal" && node.regex) {
        found.push({ place, source: node.regex.pattern, flags: node.regex.flags });
      } else if (/^(New|Call)Expression$/.test(node.type) && node.callee.name === "RegExp") {
        const [first] = node.arguments;
        const dynamic = text.slice(first.start, first.end);
        if (first.type === "Literal") found.push({ place, source: first.value, flags: "u" });
        else found.push({ place, dynamic });
      }
    });
  }
  return found;
}

function walk(node, visit) {
  if (!node || typeof node !== "object") return;
  if (typeof node.type === "string") visit(node);
  for (const child of Object.values(node)) {
    if (child instanceof RegExp) continue;
    if (Array.isArray(child)) for (const one of child) walk(one, visit);
    else walk(child, visit);
  }
}

async function judge(rows) {
  const verdicts = new Array(rows.length);
  const waiting = rows.map((row, at) => ({ ...row, at }));
  const work = async () => {
    for (let row = waiting.pop(); row; row = waiting.pop()) {
      const report = await recheck.check(row.source, row.flags, { timeout: 240000 });
      const why = report.error?.kind ?? report.error?.message ?? "";
      const attack = report.attack?.string.slice(0, 100) ?? "";
      verdicts[row.at] = {
        status: report.status,
        complexity: report.complexity?.type ?? "",
        attack,
        pumps: report.attack?.pumps ?? [],
        why,
      };
    }
  };
  await Promise.all([work(), work()]);
  return verdicts;
}

function grow(rows) {
  return rows.map((row) => {
    const made = new RegExp(row.source, row.flags.replace("g", ""));
    for (const [prefix, pump, suffix] of row.attacks) {
      const spent = (size, noticed) => {
        const text = prefix + pump.repeat(size) + suffix;
        let least = Number.POSITIVE_INFINITY;
        for (let time = 0; time < 5; time++) {
          const before = cpuUsage();
          made.test(text);
          least = Math.min(least, cpuUsage(before).user);
          if (least < noticed) return 0;
        }
        return least;
      };
      for (const [size, most] of SIZES) {
        const large = spent(2 * size, NOTICED);
        const growth = large && large / Math.max(spent(size, 0), 10);
        if (growth > most) return { growth, large, attack: [prefix, pump, suffix] };
      }
    }
    return { growth: 0 };
  });
}

const [, , what, file] = argv;
const given = file ? JSON.parse(readFileSync(file, "utf8")) : [];
const made = what === "list" ? list() : what === "judge" ? await judge(given) : grow(given);
stdout.write(JSON.stringify(made), () => exit(0));
