// The frame of a control: label, control, note. The display knows which control it is.

import { pathText } from "../core/path";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import { elementId, shownIssue, usePage, useView } from "./context";
import { useExplanation } from "./Documentation";
import { Name } from "./FieldName";
import { useExplained, useRecognised } from "./fieldHints";
import { Note, noteIds } from "./HelpText";
import { Menu } from "./Menu";
import { useFieldItems } from "./menuItems";
import { Needed } from "./RequiredMark";
import { stateOf } from "./types";

interface Props {
  node: Node;
  /** In a row of a list the label is only heard, not seen. */
  row?: boolean;
}

export function Field({ node, row = false }: Props) {
  const view = useView();
  const page = usePage();
  const id = elementId(view, node);
  const issue = useExplained(node, shownIssue(view.form, node));
  const seen = useRecognised(node);
  const needed = node.place.required && Boolean(node.place.parent?.present.value);
  const more = useExplanation(node);
  const Control = view.controlFor(node);
  const items = useFieldItems(node);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it has the focus
    <div
      class={row ? "mp-field mp-row-field" : "mp-field"}
      data-path={pathText(node.steps())}
      data-state={stateOf(node)}
      onKeyDown={more?.onKeyDown}
    >
      <div class={row ? "mp-hidden" : "mp-label"}>
        <label for={id}>
          <Name text={node.name()} />
        </label>
        <Needed node={node} />
      </div>
      <Control
        node={node}
        attributes={{
          id,
          "aria-describedby": noteIds(id, row),
          "aria-invalid": issue?.severity === "error",
          "aria-required": needed,
        }}
      />
      {!row && <Menu node={node} items={items} />}
      {node instanceof Leaf && node.sentEmpty.value && <p class="mp-empty">{page("emptyText")}</p>}
      {row ? (
        <Note id={id} text="" issue={issue} />
      ) : (
        <Note
          id={id}
          text={node.hints.about ?? node.schema.description ?? ""}
          seen={seen}
          more={more?.button}
          issue={issue}
        />
      )}
      {more?.text}
      {view.review?.(node)}
    </div>
  );
}
