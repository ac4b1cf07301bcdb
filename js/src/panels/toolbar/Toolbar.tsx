// What stands above the sections: the kind of package, the search, the start from an
// earlier version, and the request as text of other tools.

import { countText, useText, useView } from "../../controls/context";
import { useSignal } from "../../controls/signals";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ModeToggle } from "../guide/ModeToggle";
import { Disclosure } from "../shared/Disclosure";
import { LaterPanel } from "../shared/LaterPanel";
import { KindNotes, PackageKindSelect } from "./PackageKindSelect";
import { Search } from "./Search";

export function Toolbar({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const view = useView();
  const t = useText();
  const open = useSignal(false);
  const exporting = useSignal(false);
  const { source } = kernel.loaded.value;
  const from = t("load.from", { source });
  const left = countText(t, { review: view.form.reviewCount.value });
  return (
    <>
      <div class="mp-toolbar">
        <ModeToggle />
        <PackageKindSelect />
        <Search />
        <div class="mp-disclosures">
          <Disclosure
            open={open}
            name="load"
            label={source ? [from, left].filter(Boolean).join(", ") : t("load")}
            press={() => {
              open.value = !open.peek();
              // A panel that has nothing to report is opened to name what to load.
              if (open.peek() && !source) view.focus(`${view.idPrefix}-load-what`);
            }}
          />
          <Disclosure open={exporting} name="export" label={t("export")} />
        </div>
      </div>
      <KindNotes />
      <LaterPanel name="load" open={open} kernel={kernel} actions={actions} />
      <LaterPanel name="export" open={exporting} kernel={kernel} actions={actions} />
    </>
  );
}
