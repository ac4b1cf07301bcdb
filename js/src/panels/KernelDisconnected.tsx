// The kernel is gone: nothing more is sent, and what was typed stays here to be copied.

import { useEffect } from "preact/hooks";
import { usePage, useView } from "../controls/context";
import { laidOut } from "../core/format_json";

export function Gone() {
  const view = useView();
  const page = usePage();
  const id = `${view.prefix}-typed`;
  view.form.version.value; // follows each change
  const says = page("gone");
  useEffect(() => view.announce(says), [says, view]);
  return (
    <div class="mp-gone" role="group" aria-labelledby={`${id}-gone`} data-role="gone">
      <p id={`${id}-gone`}>{says}</p>
      <label for={id}>{page("typed")}</label>
      <textarea id={id} class="mp-code" readOnly value={laidOut(view.form.text())} rows={4} />
    </div>
  );
}
