// At a field to which somebody was led from the guide, which has no step for it: where one is now.

import { useEffect } from "preact/hooks";
import { useView } from "../../controls/context";
import type { Node } from "../../form/nodes/node";

export function LeftGuideNote({ node }: { node: Node }) {
  const { t, announce } = useView();
  const says = t("guide.left", { name: node.name() });
  useEffect(() => announce(says), [says]);
  return <p class="mp-caution">{says}</p>;
}
