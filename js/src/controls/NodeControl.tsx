// Any node: a group, a list, a map or a field.

import { List } from "../form/nodes/list";
import { MapNode } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import { useView } from "./context";
import { Field } from "./Field";
import { PasteTarget } from "./groups/PasteTarget";

export function NodeControl({ node, row = false }: { node: Node; row?: boolean }) {
  const view = useView();
  const isWrong = node.mistypedValue.value !== undefined && node.parentLink.parent !== undefined;
  const Group = isWrong ? undefined : view.groupFor(node);
  if (!Group) return <Field node={node} row={row} />;
  if (!(node instanceof List || node instanceof MapNode)) return <Group node={node} />;
  return (
    <PasteTarget node={node}>
      <Group node={node} />
    </PasteTarget>
  );
}
