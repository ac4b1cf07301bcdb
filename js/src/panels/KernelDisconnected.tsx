// The kernel is gone: nothing more is sent, and what was typed stays here to be copied.

import { useText, useView } from "../controls/context";
import { useAnnouncement } from "../controls/useAnnouncement";
import { formatJson } from "../core/format_json";

export function KernelDisconnected() {
  const view = useView();
  const t = useText();
  const id = `${view.idPrefix}-typed`;
  view.form.version.value; // follows each change
  const says = t("gone");
  useAnnouncement(says);
  return (
    <div class="mp-disconnected" role="group" aria-labelledby={`${id}-gone`} data-role="gone">
      <p id={`${id}-gone`}>{says}</p>
      <label for={id}>{t("typed")}</label>
      <textarea id={id} class="mp-code" readOnly value={formatJson(view.form.text())} rows={4} />
    </div>
  );
}
