// What anywidget loads: it unpacks the page's program, which travels by gzip in a third of its bytes
// and is saved so in notebooks. anywidget itself imports from a blob, so hosts allow it.

import { unzipped } from "./unpack";

interface Given {
  model: { get(name: string): unknown };
}

interface Page {
  initialize(given: Given): Promise<() => void>;
  render(given: Given): unknown;
}

export default () => {
  let page: Page | undefined;
  return {
    async initialize(given: Given) {
      const code = await unzipped(given.model.get("program")).text();
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      try {
        page = (await import(url)).default() as Page;
      } finally {
        URL.revokeObjectURL(url);
      }
      return page.initialize(given);
    },
    render: (given: Given) => page?.render(given),
  };
};
