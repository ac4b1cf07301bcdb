// What came of the submission: under way, the ARN, refused, or not known.

import { useEffect } from "preact/hooks";
import type { Status } from "../contract";
import { usePage, useView } from "../fields/context";
import type { KernelState } from "./state";

export function Outcome({ kernel }: { kernel: KernelState }) {
  const view = useView();
  const page = usePage();
  const status = kernel.status.value;
  const arn = kernel.arn.value;
  const waits = kernel.waiting.value !== "" && kernel.connected.value && status !== "submitting";
  const said = status === "editing" ? arn && "before" : status;
  const key = waits ? "waiting" : said;
  const says = key ? page(`status.${key}`) : "";
  useEffect(() => {
    if (says) view.announce(says);
  }, [says, view]);
  return (
    <section
      role="region"
      aria-label={page("outcome")}
      class="mp-outcome"
      data-role="outcome"
      data-status={waits ? "waiting" : status}
    >
      {says && <p>{says}</p>}
      {arn && isOfThisRequest(status) && <code data-role="arn">{arn}</code>}
    </section>
  );
}

/** Whether the last ARN belongs to what is shown; under a refusal it would look like its result. */
function isOfThisRequest(status: Status): boolean {
  return status === "created" || status === "editing";
}
