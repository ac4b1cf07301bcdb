// One line that says what a closed group holds.

import { type Json, RawNumber } from "../json";
import type { Node } from "../model/node";

const MOST = 3;

export function summaryOf(node: Node): string {
  const value = node.read();
  if (!(value instanceof Map)) return "";
  const parts: string[] = [];
  for (const item of value.values()) {
    const text = scalarText(item);
    if (text) parts.push(text);
    if (parts.length === MOST) break;
  }
  return parts.join(" · ");
}

function scalarText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value instanceof RawNumber ? value.text : "";
}
