// The frame of a control: label, control, note. It picks the control from the registry.

import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import { pathText } from "../path";
import { elementId, shownIssue, usePage, useView } from "./context";
import { useExplanation } from "./Explain";
import { Note, noteIds } from "./Note";
import { controlFor } from "./registry";
import { isShort } from "./room";
import { canBeEmpty, moveInField, SetEmpty } from "./SetEmpty";
import { useExplained, useRecognised } from "./seen";

/** What a control gets: its node, and the attributes that tie it to its label and note. */
export interface ControlProps<N extends Node = Node> {
  node: N;
  attributes: {
    id: string;
    "aria-describedby": string;
    "aria-invalid": boolean;
    "aria-required": boolean;
  };
}

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
  const Control = controlFor(node);
  const unset = (): void => {
    node.unset();
    view.flush();
    view.focus(id); // the button goes with what it unset
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box and the button in it have the focus
    <div
      class={row ? "mp-field mp-row-field" : "mp-field"}
      data-path={pathText(node.steps())}
      data-state={stateOf(node)}
      data-short={isShort(node)}
      onKeyDown={(event) => {
        moveInField(event);
        more?.onKeyDown(event);
      }}
    >
      <div class={row ? "mp-hidden" : "mp-label"}>
        <label for={id}>{node.name()}</label>
        {needed && <span class="mp-needed">{page("needed")}</span>}
        {!row && more?.button}
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
      {!row && canBeEmpty(node) && !node.present.value && <SetEmpty node={node} />}
      {node instanceof Leaf && node.sentEmpty.value && (
        <p class="mp-empty">
          {page("emptyText")}
          <button type="button" class="mp-small" onClick={unset}>
            {page("unset", { name: node.name() })}
          </button>
        </p>
      )}
      {row ? (
        <Note id={id} text="" issue={issue} />
      ) : (
        <Note id={id} text={node.schema.description ?? ""} seen={seen} issue={issue} />
      )}
      {more?.text}
      {view.review?.(node)}
    </div>
  );
}

export function stateOf(node: Node): "unset" | "implied" | "explicit" {
  if (!node.present.value) return "unset";
  return node.explicit.value ? "explicit" : "implied";
}
