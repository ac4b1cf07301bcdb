// From the full form to the guide and back: the same request, the same controls.

import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { useWizard } from "./wizardState";

export function ModeToggle() {
  const view = useView();
  const t = useText();
  const wizard = useWizard();
  const guided = wizard.guided.value;
  const id = `${view.idPrefix}-mode`;
  return (
    <Button
      id={id}
      class="mp-small mp-mode"
      onClick={() => {
        view.flush();
        wizard.setGuided(!guided);
        view.focus(guided ? id : `${view.idPrefix}-step`);
      }}
    >
      {t(guided ? "guide.full" : "guide.guided")}
    </Button>
  );
}
