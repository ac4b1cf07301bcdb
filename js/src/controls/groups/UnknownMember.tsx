// A member that the installed botocore does not know: kept, shown, and removable.

import { Struct } from "../../form/nodes/struct";
import type { Unknown } from "../../form/nodes/unknown";
import { usePage, useView } from "../context";
import { Field } from "../Field";

export function Strange({ node }: { node: Unknown }) {
  const view = useView();
  const page = usePage();
  node.touched.value = true; // it is wrong whatever is typed into it
  return (
    <div class="mp-strange">
      <Field node={node} />
      <button
        type="button"
        class="mp-small"
        onClick={() => {
          const { parent } = node.place;
          if (parent instanceof Struct) parent.drop(node);
          view.flush();
          view.focus(`${view.prefix}-problems-fold`);
        }}
      >
        {page("remove", { name: node.member })}
      </button>
    </div>
  );
}
