// What the request becomes when it is sent, in one sentence; the parts of it are data.

import { useText, useView } from "../../controls/context";
import type { Json } from "../../core/json";
import type { Form } from "../../form/form";
import { formatText } from "../../form/texts";
import { fitsAll } from "../../form/validation/rules";
import type { KernelStore } from "../../host/kernel_store";

interface Props {
  /** The request that is shown beside the sentence. */
  request: Json;
  kernel: KernelStore;
}

export function RequestSummary({ request, kernel }: Props) {
  const { form } = useView();
  const t = useText();
  const what = whatOf(form, request);
  const { state, sandbox, faulty, account, region } = kernel.target.value;
  const known = state === "known" && account && region;
  const local = faulty ? "becomes.faulty" : "becomes.sandbox";
  const says = !known ? "becomes.unknown" : sandbox ? local : "becomes.target";
  return (
    <p class="mp-request-summary" data-role="becomes">
      {t(says, { what, account, region })}
    </p>
  );
}

/** The kind of package and whether it is certified. */
function whatOf({ tables }: Form, request: Json): string {
  const parts = (tables.layout.becomes ?? []).flatMap((rows) => {
    const row = rows.find(({ when }) => fitsAll(tables, request, when));
    return row ? formatText(row.says, textsOf(request)) : [];
  });
  return parts.join(", ");
}

function textsOf(request: Json): Record<string, string> {
  const members = request instanceof Map ? [...request] : [];
  return Object.fromEntries(members.filter(([, value]) => typeof value === "string")) as Record<
    string,
    string
  >;
}
