// Members one below the other; those of which exactly one is to be set stand together.

import type { Node } from "../form/nodes/node";
import { Unknown } from "../form/nodes/unknown";
import { alternativesOf } from "../form/validation/required_members";
import { elementId, useText, useView } from "./context";
import { UnknownMember } from "./groups/UnknownMember";
import { NodeControl } from "./NodeControl";

export function NodeList({ nodes }: { nodes: Node[] }) {
  const groups: Node[][] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    const names = last?.[0] ? alternativesOf(last[0]) : [];
    if (last && names.includes(node.name())) last.push(node);
    else groups.push([node]);
  }
  return (
    <>
      {groups.map((group) => {
        const [first] = group as [Node];
        return group.length > 1 ? (
          <Either key={first.id} nodes={group} />
        ) : first instanceof Unknown ? (
          <UnknownMember key={first.id} node={first} />
        ) : (
          <NodeControl key={first.id} node={first} />
        );
      })}
    </>
  );
}

function Either({ nodes }: { nodes: Node[] }) {
  const view = useView();
  const t = useText();
  const id = elementId(view, nodes[0] as Node, "either");
  return (
    <div class="mp-either" role="group" aria-labelledby={id}>
      <p id={id}>{t("needed.either")}</p>
      {nodes.map((node) => (
        <NodeControl key={node.id} node={node} />
      ))}
    </div>
  );
}
