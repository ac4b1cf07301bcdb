// The primary button: it says what it does, or how that stands.

import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import type { KernelStore } from "../../host/kernel_store";

interface Props {
  kernel: KernelStore;
  press(): void;
}

export function SubmitButton({ kernel, press }: Props) {
  const { idPrefix } = useView();
  const t = useText();
  const state = stateOf(kernel);
  const beside = ["target", "carried-fold", "problems-fold", "lost"];
  return (
    <Button
      id={`${idPrefix}-submit`}
      class="mp-primary"
      data-role="submit"
      data-state={state}
      aria-describedby={beside.map((id) => `${idPrefix}-${id}`).join(" ")}
      onClick={press}
    >
      {t(`submit.${state}`)}
      {state === "created" && <span aria-hidden> ✓</span>}
    </Button>
  );
}

function stateOf(kernel: KernelStore): string {
  const status = kernel.status.value;
  const waits = kernel.waiting.value !== "" && kernel.isAlive.value;
  if (status === "uncertain") return waits ? "checking" : "check";
  if (waits || status === "submitting") return "creating";
  return status === "created" ? "created" : "create";
}
