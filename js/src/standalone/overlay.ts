// Merging what was read into the request, as modelpkg_widget/importers/overlay.py does it;
// tests/conformance/cases/overlay.json holds the two together.

import type { Json } from "../core/json";

/** Levels that are merged; below, the upper value replaces the lower one. */
const DEEPEST = 64;

/** The members of `above` win, lists are replaced, and what `above` does not name stays. */
export function overlay(below: Json, above: Json, depth = 0): Json {
  if (!(below instanceof Map && above instanceof Map) || depth >= DEEPEST) return above;
  const merged = new Map(below);
  for (const [name, value] of above) {
    const there = below.get(name);
    merged.set(name, there === undefined ? value : overlay(there, value, depth + 1));
  }
  return merged;
}
