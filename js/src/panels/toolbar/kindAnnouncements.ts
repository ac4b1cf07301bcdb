// What choosing a kind of package sets and unsets is said, because it may stand out of sight.

import { useText, useView } from "../../controls/context";
import type { Node } from "../../form/nodes/node";

/** Returns what says, politely, what a choice has changed, and sends it. */
export function useKindAnnouncement(): (changed: { set: Node[]; unset: Node[] }) => void {
  const view = useView();
  const t = useText();
  return ({ set, unset }) => {
    for (const node of unset) view.announce(t("kind.unset", { name: node.name() }));
    for (const node of set) {
      const value = String(node.read());
      view.announce(t("kind.set", { name: node.name(), value }));
    }
    view.flush();
  };
}
