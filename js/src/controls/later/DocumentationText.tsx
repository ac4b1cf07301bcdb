// All that AWS says of a member, once the kernel has sent it.

import { effect } from "@preact/signals-core";
import { toPath } from "../../core/path";
import { useText, useView } from "../context";
import { DocumentationCache } from "../documentationCache";
import { useAnnouncement } from "../useAnnouncement";
import type { LaterPanels, LaterView } from "./laterPanels";

export function DocumentationText({ node, id }: LaterPanels["DocumentationText"]) {
  const { later } = useView();
  const t = useText();
  later.documentation ??= cacheOf(later);
  const text = later.documentation.of(toPath(node.steps()));
  useAnnouncement(text);
  return (
    <p id={id} class="mp-documentation">
      {text || t(text === undefined ? "explain.asking" : "explain.nothing")}
    </p>
  );
}

/** One for a display: it hears answers also while no text is open. */
function cacheOf({ kernel, send }: LaterView): DocumentationCache {
  const cache = new DocumentationCache((path) => send({ kind: "get_documentation", path }));
  effect(() => cache.receive(kernel.event("documentation").value));
  return cache;
}
