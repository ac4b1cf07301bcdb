// Members one below the other; those of which exactly one is to be set stand together.

import type { Node } from "../form/nodes/node";
import { Unknown } from "../form/nodes/unknown";
import { alternativesOf } from "../form/validation/required_members";
import { elementId, usePage, useView } from "./context";
import { Strange } from "./groups/UnknownMember";
import { Any } from "./NodeControl";

export function Nodes({ nodes }: { nodes: Node[] }) {
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
          <Strange key={first.id} node={first} />
        ) : (
          <Any key={first.id} node={first} />
        );
      })}
    </>
  );
}

function Either({ nodes }: { nodes: Node[] }) {
  const view = useView();
  const page = usePage();
  const id = elementId(view, nodes[0] as Node, "either");
  return (
    <div class="mp-either" role="group" aria-labelledby={id}>
      <p id={id}>{page("needed.either")}</p>
      {nodes.map((node) => (
        <Any key={node.id} node={node} />
      ))}
    </div>
  );
}
