// The kernel is gone: nothing more is sent, and what was typed stays here to be copied.

import { usePage, useView } from "../fields/context";
import { indented } from "../json";

export function Gone() {
  const view = useView();
  const page = usePage();
  const id = `${view.prefix}-typed`;
  view.form.version.value; // follows each change
  return (
    <div class="mp-gone" role="alert">
      <p>{page("gone")}</p>
      <label for={id}>{page("typed")}</label>
      <textarea
        id={id}
        class="mp-long mp-code"
        readOnly
        value={indented(view.form.read())}
        rows={4}
      />
    </div>
  );
}
