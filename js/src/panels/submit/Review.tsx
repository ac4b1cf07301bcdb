// What is sent, exactly: as a table of what is set and as text; where to, and at what cost.

import type { Signal } from "@preact/signals-core";
import { useText, useView } from "../../controls/context";
import { useSignal } from "../../controls/signals";
import { formatJson } from "../../core/format_json";
import { countsOfAll } from "../../form/issue_counts";
import { Leaf } from "../../form/nodes/leaf";
import { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ExportPanel } from "../export/ExportPanel";
import { Changes, Value } from "../load/Changes";
import { CountButtons } from "../SectionCounts";
import { CopyableText } from "../shared/CopyableText";
import { Disclosure } from "../shared/Disclosure";
import { FieldLink } from "../shared/FieldLink";
import { Region } from "../shared/Region";
import { useDebounced } from "../shared/useDebounced";
import { RequestSummary } from "./RequestSummary";
import { targetText } from "./SubmitBar";

interface Props {
  id: string;
  /** What Escape closes; a step of the guide has none, and stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
  /** In the guide it offers the text of other tools as well: there is no toolbar beside it. */
  actions?: Actions;
}

export function Review({ id, open, kernel, actions }: Props) {
  const { form, openReview } = useView();
  const t = useText();
  const found = useDebounced(() => ({
    rows: setIn(form.root),
    text: form.text(),
    request: form.read(),
  }));
  const rows = found?.rows ?? [];
  const exporting = useSignal(false);
  const exportId = `${id}-export`;
  return (
    <Region id={id} name="review" class="mp-panel" open={open}>
      {found && <RequestSummary request={found.request} kernel={kernel} />}
      <p class="mp-counts">
        <CountButtons counts={countsOfAll(form)} isIn={() => true} openReview={openReview} />
      </p>
      <h4>{t("review.title")}</h4>
      <p>{t("review.target", { target: targetText(kernel.target.value, t, form) })}</p>
      <Cost />
      {found && rows.length === 0 && <p>{t("changes.none")}</p>}
      {rows.length > 0 && (
        <table class="mp-changes mp-review">
          <thead>
            <tr>
              <th scope="col">{t("changes.member")}</th>
              <th scope="col">{t("review.value")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((node) => (
              <tr key={node.id}>
                <th scope="row">
                  <FieldLink node={node} />
                </th>
                <Value value={node.read()} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found && (
        <details>
          <summary>{t("review.json")}</summary>
          <CopyableText name={t("review.json")} text={formatJson(found.text)} hook="json" />
        </details>
      )}
      {actions && !open && (
        <>
          <Disclosure open={exporting} name="review-export" label={t("export")} />
          {exporting.value && (
            <ExportPanel id={exportId} open={exporting} kernel={kernel} actions={actions} />
          )}
        </>
      )}
      {kernel.loaded.value.base && <Changes id={`${id}-changes`} kernel={kernel} />}
    </Region>
  );
}

/** The places that hold a value of their own, as they are sent. */
function setIn(node: Node): Node[] {
  const set = node.parts().filter((child) => child.read() !== undefined);
  const isPlain = node instanceof List && set.every((child) => child instanceof Leaf);
  if (node.parentLink.parent && (isPlain || set.length === 0)) return [node];
  return set.flatMap(setIn);
}

/** What AWS runs because of the request; which members say so is data. */
export function Cost() {
  const { form } = useView();
  const t = useText();
  const { cost } = form.tables.layout;
  const [type, count] = (cost ?? []).map((path) => {
    const node = form.find(path);
    return node instanceof Leaf ? node.text.value : "";
  });
  return type && <p class="mp-wrong">{t("cost", { type, count: count || "1" })}</p>;
}
