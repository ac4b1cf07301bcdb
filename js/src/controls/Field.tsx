// The frame of a control: label, control, note. The display knows which control it is.

import { formatPath } from "../core/path";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import { elementId, shownIssue, useText, useView } from "./context";
import { useDocumentation } from "./Documentation";
import { FieldName } from "./FieldName";
import { isRecognisable, useExplained } from "./fieldHints";
import { HelpText, helpTextIds } from "./HelpText";
import { Menu } from "./Menu";
import { RequiredMark } from "./RequiredMark";
import { stateOf } from "./types";

interface Props {
  node: Node;
  /** In a row of a list the label is only for screen readers. */
  row?: boolean;
}

export function Field({ node, row = false }: Props) {
  const view = useView();
  const t = useText();
  const id = elementId(view, node);
  const issue = useExplained(node, shownIssue(view.form, node));
  const needed = node.parentLink.required && Boolean(node.parentLink.parent?.isPresent.value);
  const more = useDocumentation(node);
  const Control = view.controlFor(node);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it has the focus
    <div
      class={row ? "mp-field mp-row-field" : "mp-field"}
      data-path={formatPath(node.steps())}
      data-state={stateOf(node)}
      onKeyDown={more?.onKeyDown}
    >
      {row ? (
        <label for={id} class="mp-hidden">
          {node.name()}
        </label>
      ) : (
        <div class="mp-label">
          <label for={id}>
            <FieldName text={node.name()} />
          </label>
          <RequiredMark node={node} />
        </div>
      )}
      <Control
        node={node}
        attributes={{
          id,
          "aria-describedby": helpTextIds(id, row),
          "aria-invalid": issue?.severity === "error",
          "aria-required": needed,
        }}
      />
      {!row && <Menu node={node} kind="field" />}
      {node instanceof Leaf && node.sentEmpty.value && <p class="mp-empty">{t("empty_text")}</p>}
      {row ? (
        <HelpText id={id} text="" issue={issue} />
      ) : (
        <HelpText
          id={id}
          text={node.hints.about ?? node.schema.description ?? ""}
          seen={isRecognisable(node) && node}
          more={more?.button}
          issue={issue}
        />
      )}
      {more?.text}
      {view.review?.(node)}
    </div>
  );
}
