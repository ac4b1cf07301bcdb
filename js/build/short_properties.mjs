// Custom properties of the style stand in the bundle some 170 times, by shorter names.

import { readFileSync } from "node:fs";

/** Each by its name behind `--mp-`; what is not here keeps its name. */
const SHORT = {
  accent: "i",
  back: "b",
  card: "a",
  columns: "c",
  edge: "d",
  error: "e",
  field: "f",
  good: "g",
  line: "l",
  mono: "o",
  muted: "m",
  radius: "r",
  raised: "h",
  sans: "s",
  size: "z",
  small: "k",
  text: "t",
  tone: "n",
  warning: "w",
};

export const shortProperties = {
  name: "short-properties",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(/--mp-(\w+)/g, (_, name) => `--mp-${SHORT[name] ?? name}`)
        // esbuild leaves the value of a custom property as it is written.
        .replace(/(?<=[(,]|--mp-\w+:)\s+|\s+(?=\))/g, ""),
      loader: "css",
    }));
  },
};
