// Near the button: the request is equal to the one that it was made from.

import { usePage, useView } from "../../controls/context";
import { equal, type Json } from "../../core/json";
import type { KernelState } from "../../host/kernel_store";
import { useLater } from "../shared/useDebounced";

export function Identical({ kernel }: { kernel: KernelState }) {
  const found = useView().form.identical.value;
  const status = kernel.status.value;
  if (!found || (status !== "editing" && status !== "refused")) return null;
  return <Line {...found} />;
}

/** Gone soon when something is changed, whenever the kernel hears of that. */
function Line({ says, request }: { says: string; request: Json }) {
  const { form } = useView();
  const page = usePage();
  const isEqual = useLater(() => equal(form.read(), request), request);
  return isEqual ? (
    <p class="mp-identical" data-role="identical">
      {page("identical", { says })}
    </p>
  ) : null;
}
