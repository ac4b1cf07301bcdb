// Says what has to be filled in, before anybody was there.

import { needOf } from "../model/needs";
import type { Node } from "../model/node";
import { usePage } from "./context";

export function Needed({ node }: { node: Node }) {
  const page = usePage();
  const need = needOf(node);
  if (need === undefined) return null;
  return (
    <span class="mp-needed">
      {need === "" ? page("needed") : page("needed.with", { name: need })}
    </span>
  );
}
