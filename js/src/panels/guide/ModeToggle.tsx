// From the full form to the guide and back: the same request, the same controls.

import { usePage, useView } from "../../controls/context";
import { useWalk } from "./wizardState";

export function ModeButton() {
  const view = useView();
  const page = usePage();
  const walk = useWalk();
  const guided = walk.guided.value;
  const id = `${view.prefix}-mode`;
  return (
    <button
      type="button"
      id={id}
      class="mp-small mp-mode"
      onClick={() => {
        view.flush();
        walk.turn(!guided);
        view.focus(guided ? id : `${view.prefix}-step`);
      }}
    >
      {page(guided ? "guide.full" : "guide.guided")}
    </button>
  );
}
