// Any node: a group, a list, a map or a field.

import { List } from "../form/nodes/list";
import { Dict } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import { useView } from "./context";
import { Field } from "./Field";
import { Pasting } from "./groups/PasteTarget";

export function Any({ node, row = false }: { node: Node; row?: boolean }) {
  const view = useView();
  const isWrong = node.foreign.value !== undefined && node.place.parent !== undefined;
  const Group = isWrong ? undefined : view.groupFor(node);
  if (!Group) return <Field node={node} row={row} />;
  if (!(node instanceof List || node instanceof Dict)) return <Group node={node} />;
  return (
    <Pasting node={node}>
      <Group node={node} />
    </Pasting>
  );
}
