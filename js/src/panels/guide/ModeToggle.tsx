// From the full form to the guide and back: the same request, the same controls.

import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { useGuidePosition } from "./guidePosition";

export function ModeToggle() {
  const view = useView();
  const t = useText();
  const position = useGuidePosition();
  const guided = position.guided.value;
  const id = `${view.idPrefix}-mode`;
  return (
    <Button
      id={id}
      class="mp-small mp-mode"
      onClick={() => {
        view.flush();
        position.setGuided(!guided);
        view.focus(guided ? id : `${view.idPrefix}-step`);
      }}
    >
      {t(guided ? "guide.full" : "guide.guided")}
    </Button>
  );
}
