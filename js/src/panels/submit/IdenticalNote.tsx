// Near the button: the request is equal to the one that it was made from.

import { useText, useView } from "../../controls/context";
import { type Json, jsonEqual } from "../../core/json";
import type { KernelStore } from "../../host/kernel_store";
import { useDebounced } from "../shared/useDebounced";

export function IdenticalNote({ kernel }: { kernel: KernelStore }) {
  const found = useView().form.identical.value;
  const status = kernel.status.value;
  if (!found || (status !== "editing" && status !== "refused")) return null;
  return <Line {...found} />;
}

/** Gone soon when something is changed, whenever the kernel hears of that. */
function Line({ says, request }: { says: string; request: Json }) {
  const { form } = useView();
  const t = useText();
  const isEqual = useDebounced(() => jsonEqual(form.read(), request), request);
  return isEqual ? (
    <p class="mp-identical" data-role="identical">
      {t("identical", { says })}
    </p>
  ) : null;
}
