// What anywidget loads: it unpacks the first part of the page's program, which travels by gzip in a
// third of its bytes and is saved so in notebooks.

import { moduleUrl } from "./protocol/import_code";
import { unzipped } from "./protocol/unpack";

interface Given {
  model: { get(name: string): unknown };
}

interface Page {
  initialize(given: Given): Promise<() => void>;
  render(given: Given): unknown;
}

type Program = () => Page;

/** The programs that a page has, by their text: code alone, nothing of a form. Hosts load this module
 * once for each widget, and browsers keep each module until the page is left: without this, a notebook
 * in which forms come and go would only grow. */
const PROGRAMS = Symbol.for("modelpkg-widget programs");

function programs(): Map<string, Promise<Program>> {
  const page = globalThis as { [PROGRAMS]?: Map<string, Promise<Program>> };
  page[PROGRAMS] ??= new Map();
  return page[PROGRAMS];
}

/** The address stays: the later part of the program imports the first one by it. */
async function imported(code: string): Promise<Program> {
  return (await import(moduleUrl(code))).default();
}

export default () => {
  let page: Page | undefined;
  return {
    async initialize(given: Given) {
      const code = await unzipped(given.model.get("page_code")).text();
      const known = programs().get(code) ?? imported(code);
      programs().set(code, known);
      known.catch(() => programs().delete(code));
      page = (await known)();
      return page.initialize(given);
    },
    render: (given: Given) => page?.render(given),
  };
};
