// At a field to which somebody was led from the guide, which has no step for it: where one is now.

import { useText } from "../../controls/context";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { Node } from "../../form/nodes/node";

export function LeftGuideNote({ node }: { node: Node }) {
  const t = useText();
  const says = t("guide.left", { name: node.name() });
  useAnnouncement(says);
  return <p class="mp-caution">{says}</p>;
}
