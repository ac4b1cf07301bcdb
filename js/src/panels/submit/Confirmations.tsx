// A second, deliberate act before something is approved or accepted: a tick above the button.

import { type Signal, signal } from "@preact/signals-core";
import { elementId, useText, useView } from "../../controls/context";
import { type Path, toPath } from "../../core/path";
import type { Form } from "../../form/form";
import type { Node } from "../../form/nodes/node";
import { requiredConfirmations } from "../../form/validation/confirmations";
import { FieldLink } from "../shared/FieldLink";
import { useDebounced } from "../shared/useDebounced";

/** Of which places a person has said so. */
export class ConfirmationState {
  readonly nodes: Signal<ReadonlySet<Node>> = signal(new Set());
  /** Somebody has tried to send without having said so. */
  readonly isReminded = signal(false);
  readonly #form: Form;

  constructor(form: Form) {
    this.#form = form;
  }

  /** The first place that is asked for and was not ticked. */
  missing(): Node | undefined {
    return this.#requiredNodes().find((node) => !this.nodes.peek().has(node));
  }

  forget(): void {
    this.nodes.value = new Set();
    this.isReminded.value = false;
  }

  paths(): Path[] {
    return this.#requiredNodes().map((node) => toPath(node.steps()));
  }

  #requiredNodes(): Node[] {
    return requiredConfirmations(this.#form).map(({ node }) => node);
  }
}

/** They are looked for once the request is painted and checked. */
export function Confirmations({ confirmed }: { confirmed: ConfirmationState }) {
  return useView().form.rules.isDone.value ? <Required confirmed={confirmed} /> : null;
}

function Required({ confirmed }: { confirmed: ConfirmationState }) {
  const view = useView();
  const t = useText();
  const { nodes } = confirmed;
  const required = useDebounced(() => requiredConfirmations(view.form)) ?? [];
  if (required.length === 0) return null;
  return (
    <fieldset class="mp-panel mp-confirm" data-reminded={confirmed.isReminded.value}>
      <legend class="mp-hidden">{t("confirm")}</legend>
      {confirmed.isReminded.value && <p class="mp-problem">{t("confirm.first")}</p>}
      {required.map(({ node, says }) => {
        const id = elementId(view, node, "confirm");
        return (
          <p key={node.id}>
            <input
              id={id}
              type="checkbox"
              checked={nodes.value.has(node)}
              onChange={(event) => {
                const ticked = new Set(nodes.peek());
                if (event.currentTarget.checked) ticked.add(node);
                else ticked.delete(node);
                nodes.value = ticked;
                if (!confirmed.missing()) confirmed.isReminded.value = false;
              }}
            />
            <label for={id}>{says}</label>
            <FieldLink node={node} />
          </p>
        );
      })}
    </fieldset>
  );
}
