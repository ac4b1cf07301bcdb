// Says what has to be filled in, before anybody was there.

import type { Node } from "../form/nodes/node";
import { kindOf } from "../form/validation/kind_rules";
import { needOf } from "../form/validation/required_members";
import { usePage, useView } from "./context";

export function Needed({ node }: { node: Node }) {
  const { form } = useView();
  const page = usePage();
  const need = needOf(node);
  if (!need) return null;
  const kind = kindOf(form.tables, form.choice.id.value ?? "");
  const text =
    need.by === "parent"
      ? page("needed.with", { name: need.name })
      : need.by === "kind" && kind
        ? page("needed.for", { kind: kind.called })
        : page("needed");
  return <span class="mp-needed">{text}</span>;
}
