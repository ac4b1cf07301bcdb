// A choice of few values, and true or false. A value that is none of them stays as an option.

import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { useText, useView } from "../context";
import type { ControlProps } from "../types";

const FEW = 20;

function optionsOf(node: Leaf): string[] {
  return node.schema.type === "boolean" ? ["true", "false"] : (node.schema.enum ?? []);
}

export function rankSelect(node: Node): number {
  if (!(node instanceof Leaf) || node.hints.open) return 0;
  const count = optionsOf(node).length;
  return count > 0 && count <= FEW ? 2 : 0;
}

export function Select({ node, attributes }: ControlProps<Leaf>) {
  const view = useView();
  const t = useText();
  const options = optionsOf(node);
  const text = node.text.value;
  const unlisted = text !== "" && !options.includes(text);
  return (
    <select
      {...attributes}
      value={text}
      onChange={(event) => {
        node.type(event.currentTarget.value);
        node.isTouched.value = true;
        view.flush();
      }}
      onBlur={() => view.flush()}
    >
      <option value="">{t("not_set")}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
      {unlisted && <option value={text}>{text}</option>}
    </select>
  );
}
