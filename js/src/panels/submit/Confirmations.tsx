// A second, deliberate act before something is approved or accepted: a tick above the button.

import { type Signal, signal } from "@preact/signals";
import { elementId, usePage, useView } from "../../controls/context";
import { type Path, pathOf } from "../../core/path";
import type { Form } from "../../form/form";
import type { Node } from "../../form/nodes/node";
import { deliberate } from "../../form/validation/confirmations";
import { PlaceLink } from "../shared/FieldLink";
import { useLater } from "../shared/useDebounced";

/** Of which places a person has said so. */
export class Confirmed {
  readonly nodes: Signal<ReadonlySet<Node>> = signal(new Set());
  /** Somebody has tried to send without having said so. */
  readonly wanted = signal(false);
  readonly #form: Form;

  constructor(form: Form) {
    this.#form = form;
  }

  /** The first place that is asked for and was not ticked. */
  missing(): Node | undefined {
    return this.#asked().find((node) => !this.nodes.peek().has(node));
  }

  forget(): void {
    this.nodes.value = new Set();
    this.wanted.value = false;
  }

  paths(): Path[] {
    return this.#asked().map((node) => pathOf(node.steps()));
  }

  #asked(): Node[] {
    return deliberate(this.#form).map(({ node }) => node);
  }
}

export function Confirm({ confirmed }: { confirmed: Confirmed }) {
  const view = useView();
  const page = usePage();
  const { nodes } = confirmed;
  const asked = useLater(() => deliberate(view.form)) ?? [];
  if (asked.length === 0) return null;
  return (
    <fieldset class="mp-panel mp-confirm" data-wanted={confirmed.wanted}>
      <legend class="mp-hidden">{page("confirm")}</legend>
      {confirmed.wanted.value && <p class="mp-problem">{page("confirm.first")}</p>}
      {asked.map(({ node, says }) => {
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
                if (!confirmed.missing()) confirmed.wanted.value = false;
              }}
            />
            <label for={id}>{says}</label>
            <PlaceLink node={node} />
          </p>
        );
      })}
    </fieldset>
  );
}
