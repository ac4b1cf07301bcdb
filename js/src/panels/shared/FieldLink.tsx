// A link to a field: it opens all that the field stands in, and focuses it.

import type { ComponentChildren } from "preact";
import { elementId, useView, type View } from "../../controls/context";
import { type Path, pathText } from "../../core/path";
import type { Node } from "../../form/nodes/node";
import type { Issue } from "../../protocol/form_data";
import { useWalk, type Walk } from "../guide/wizardState";
import { type Kinds, useKinds } from "../toolbar/packageKinds";

interface Props {
  node: Node;
  /** Of the link itself. */
  id?: string;
  /** Which part of the field takes the focus. */
  part?: string;
  /** What the link reads behind the place. */
  children?: ComponentChildren;
}

export function PlaceLink({ node, id, part = "", children }: Props) {
  const view = useView();
  const goTo = useGoTo();
  return (
    <a
      id={id}
      href={`#${elementId(view, node, part)}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(node, part);
      }}
    >
      <span class="mp-place">{pathText(node.steps())}</span>
      {children}
    </a>
  );
}

/** Which part of the field an issue speaks of. */
export function partOf({ code }: Issue): string {
  return code.startsWith("key.") ? "name" : "";
}

/** Returns what brings a field into sight and focuses it. */
export function useGoTo(): (node: Node, part?: string) => void {
  const view = useView();
  const kinds = useKinds();
  const walk = useWalk();
  return (node, part) => goTo({ view, kinds, walk }, node, part);
}

/** Bring a field into sight and focus it. */
export function goTo(parts: { view: View; kinds: Kinds; walk: Walk }, node: Node, part = ""): void {
  const { view, kinds, walk } = parts;
  kinds.show(node);
  view.form.reveal(node);
  const shown = walk.lead(node);
  view.focus(elementId(view, shown, shown === node ? part : ""));
}

/** A place of the request as a link, or as text where there is nothing to lead to. */
export function Place({ path }: { path: Path }) {
  const node = useView().form.find(path);
  return node ? <PlaceLink node={node} /> : <span>{spelled(path)}</span>;
}

/** A path whose steps nobody knows more of: names that are no members are keys. */
export function spelled(path: Path): string {
  return pathText(
    path.map((step) =>
      typeof step === "number" ? { kind: "index", at: step } : { kind: "member", name: step },
    ),
  );
}
