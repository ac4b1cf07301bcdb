// Near the button: the request is equal to the one that it was made from.

import { usePage, useView } from "../fields/context";
import { equal } from "../json";
import { readable } from "../wire";
import { useLater } from "./later";
import type { KernelState } from "./state";

export function Identical({ kernel }: { kernel: KernelState }) {
  const issue = useView().form.identical.value;
  const status = kernel.status.value;
  if (!issue || (status !== "editing" && status !== "refused")) return null;
  return <Line base={kernel.loaded.value.base} says={issue.message} />;
}

/** Gone at once when something is typed, whenever the kernel hears of that. */
function Line({ base, says }: { base: string; says: string }) {
  const { form } = useView();
  const page = usePage();
  const isEqual = useLater(() => equal(form.read(), readable(base)), base);
  return isEqual ? (
    <p class="mp-identical" data-role="identical">
      {page("identical", { says })}
    </p>
  ) : null;
}
