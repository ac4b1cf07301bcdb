// A list of values out of many, such as instance types: found by typing, shown as chips.

import { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { resolve } from "../../form/schema";
import { Button } from "../Button";
import { elementId, useText, useView } from "../context";
import { Fieldset } from "../Fieldset";
import { CollectionFooter } from "../groups/CollectionFooter";
import { parseWords } from "../groups/parsePasted";
import { usePasteBox } from "../groups/pasteBoxState";
import { itemText, itemValues, setItems } from "../groups/setItems";
import { helpTextIds } from "../HelpText";
import { useSignal } from "../signals";
import { Chips } from "./Chips";
import { Combobox } from "./Combobox";

export function rankMultiSelect(node: Node): number {
  return node instanceof List && knownOf(node).length > 0 ? 2 : 0;
}

function knownOf(list: List): string[] {
  return resolve(list.formServices.tables, list.schema.items ?? {}).enum ?? [];
}

export function MultiSelect({ node }: { node: List }) {
  const view = useView();
  const t = useText();
  const status = useSignal("");
  const box = elementId(view, node, "box");
  const chosen = node.sent().map(itemText);

  const say = (text: string): void => {
    status.value = text;
    view.announce(text);
  };
  const add = (values: readonly string[]): void => {
    const fresh = [...new Set(values)].filter((value) => !chosen.includes(value));
    if (fresh.length > 0) setItems(node, [...itemValues(node), ...fresh]);
    const there = values.length - fresh.length;
    const added = t("pick.added", { count: fresh.length });
    say(there > 0 ? `${added} ${t("pick.there", { count: there })}` : added);
    view.flush();
  };
  const pasting = usePasteBox(node, (text) => {
    const words = parseWords(text);
    if (words.length > 0) add(words);
    return words.length > 0;
  });
  const remove = (value: string | undefined): void => {
    const item = node
      .sent()
      .filter((one) => value === undefined || itemText(one) === value)
      .at(-1);
    if (!item) return;
    say(t("pick.removed", { value: itemText(item) }));
    node.remove(item);
    view.flush();
  };
  const takeOver = (from: List): void => {
    const known = new Set(knownOf(node));
    const values = from.sent().map(itemText);
    const left = values.filter((value) => !known.has(value));
    setItems(
      node,
      values.filter((value) => known.has(value)),
    );
    const adopted = t("pick.taken", { count: values.length - left.length });
    say(left.length > 0 ? `${adopted} ${t("pick.left", { values: left.join(", ") })}` : adopted);
    view.flush();
  };

  return (
    <Fieldset
      node={node}
      flat
      menu="collection"
      paste={pasting.open}
      foot={<CollectionFooter node={node} pasting={pasting} />}
    >
      <Chips list={node} box={box} />
      <div class="mp-multi-select">
        <Combobox
          id={box}
          name={node.name()}
          known={knownOf(node)}
          chosen={chosen}
          add={add}
          remove={remove}
          status={status.value}
          describedBy={helpTextIds(elementId(view, node), true)}
        />
        <SameAs node={node} takeOver={takeOver} />
      </div>
    </Fieldset>
  );
}

/** Offers the values of the list beside it that the layout names. */
function SameAs({ node, takeOver }: { node: List; takeOver(from: List): void }) {
  const t = useText();
  const { copy_from } = node.hints;
  const other = copy_from === undefined ? undefined : node.parentLink.parent?.child(copy_from);
  const helps = node.sent().length === 0;
  if (!helps || !(other instanceof List) || other.sent().length === 0) return null;
  return <Button onClick={() => takeOver(other)}>{t("same_as", { name: other.name() })}</Button>;
}
