import { elementId, shownIssue, type View } from "../controls/context";
import { HelpText, helpTextIds } from "../controls/HelpText";
import { JsonValue } from "../controls/inputs/JsonValue";

/** A request that is no structure at all: shown as loaded, so that it can be fixed or replaced. */
export function WrongRoot({ view }: { view: View }) {
  const { root } = view.form;
  const id = elementId(view, root);
  const issue = shownIssue(view.form, root) ?? root.issues.value[0];
  return (
    <div class="mp-field">
      <div class="mp-label">
        <label for={id}>{root.name()}</label>
      </div>
      <JsonValue
        node={root}
        attributes={{
          id,
          "aria-describedby": helpTextIds(id),
          "aria-invalid": true,
          "aria-required": true,
        }}
      />
      <HelpText id={id} text="" issue={issue} />
    </div>
  );
}
