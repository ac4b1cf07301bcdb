// What stands above the sections: the kind of package, the search, the start from an
// earlier version, and the request as text of other tools.

import { useSignal } from "@preact/signals";
import { countText, usePage, useView } from "../../controls/context";
import type { Actions, KernelState } from "../../host/kernel_store";
import { ExportPanel } from "../export/ExportPanel";
import { ModeButton } from "../guide/ModeToggle";
import { LoadPanel } from "../load/LoadPanel";
import { Fold } from "../shared/Disclosure";
import { KindChoice, KindNotes } from "./PackageKindSelect";
import { Search } from "./Search";

export function Tools({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const view = useView();
  const page = usePage();
  const open = useSignal(false);
  const exporting = useSignal(false);
  const id = `${view.prefix}-load`;
  const exportId = `${view.prefix}-export`;
  const { source } = kernel.loaded.value;
  const from = page("load.from", { source });
  const left = countText(page, { review: view.form.reviewCount.value });
  return (
    <>
      <div class="mp-tools">
        <ModeButton />
        <KindChoice />
        <Search />
        <div class="mp-folds">
          <Fold
            open={open}
            controls={id}
            label={source ? [from, left].filter(Boolean).join(", ") : page("load")}
            press={() => {
              open.value = !open.peek();
              // A panel that has nothing to report is opened to name what to load.
              if (open.peek() && !source) view.focus(`${id}-what`);
            }}
          />
          <Fold open={exporting} controls={exportId} label={page("export")} />
        </div>
      </div>
      <KindNotes />
      {open.value && <LoadPanel id={id} open={open} kernel={kernel} actions={actions} />}
      {exporting.value && (
        <ExportPanel id={exportId} open={exporting} kernel={kernel} actions={actions} />
      )}
    </>
  );
}
