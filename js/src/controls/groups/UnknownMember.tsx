// A member that the installed botocore does not know: kept, shown, and removable.

import { Struct } from "../../form/nodes/struct";
import type { Unknown } from "../../form/nodes/unknown";
import { Button } from "../Button";
import { useText, useView } from "../context";
import { Field } from "../Field";

export function UnknownMember({ node }: { node: Unknown }) {
  const view = useView();
  const t = useText();
  node.isTouched.value = true; // it is wrong whatever is typed into it
  return (
    <div class="mp-unknown">
      <Field node={node} />
      <Button
        onClick={() => {
          const { parent } = node.parentLink;
          if (parent instanceof Struct) parent.removeUnknown(node);
          view.flush();
          view.focus(`${view.idPrefix}-problems-fold`);
        }}
      >
        {t("remove", { name: node.member })}
      </Button>
    </div>
  );
}
