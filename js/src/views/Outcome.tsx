// What came of the submission: under way, the ARN, refused, or not known.

import { useEffect } from "preact/hooks";
import { usePage, useView } from "../fields/context";
import type { KernelState } from "./state";

export function Outcome({ kernel }: { kernel: KernelState }) {
  const view = useView();
  const page = usePage();
  const status = kernel.status.value;
  const arn = kernel.arn.value;
  const says = status === "editing" ? "" : page(`status.${status}`);
  useEffect(() => {
    if (says) view.announce(says);
  }, [says, view]);
  return (
    <section
      role="region"
      aria-label={page("outcome")}
      class="mp-outcome"
      data-role="outcome"
      data-status={status}
    >
      {says && <p>{says}</p>}
      {arn && <code data-role="arn">{arn}</code>}
    </section>
  );
}
