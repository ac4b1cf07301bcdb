// Says what has to be filled in, before anybody was there.

import type { Node } from "../form/nodes/node";
import { packageKind } from "../form/validation/kind_rules";
import { requirementOf } from "../form/validation/required_members";
import { useText, useView } from "./context";

export function RequiredMark({ node }: { node: Node }) {
  const { form } = useView();
  const t = useText();
  const need = requirementOf(node);
  if (!need) return null;
  const kind = packageKind(form.tables, form.choice.id.value ?? "");
  const text =
    need.by === "parent"
      ? t("needed.with", { name: need.name })
      : need.by === "kind" && kind
        ? t("needed.for", { kind: kind.called })
        : t("needed");
  return <span class="mp-required">{text}</span>;
}
