// A list of values out of many, such as instance types: found by typing, shown as chips.

import { useState } from "preact/hooks";
import { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { resolve } from "../../form/schema";
import { elementId, usePage, useView } from "../context";
import { Frame } from "../Fieldset";
import { CollectionFoot } from "../groups/CollectionFooter";
import { usePasting } from "../groups/PasteBox";
import { pastedWords } from "../groups/parsePasted";
import { itemText, itemValues, setItems } from "../groups/setItems";
import { noteIds } from "../HelpText";
import { useCollectionItems } from "../menuItems";
import { Chips } from "./Chips";
import { PickBox } from "./Combobox";

export function testPickMany(node: Node): number {
  return node instanceof List && knownOf(node).length > 0 ? 2 : 0;
}

function knownOf(list: List): string[] {
  return resolve(list.shared.tables, list.schema.items ?? {}).enum ?? [];
}

export function PickMany({ node }: { node: List }) {
  const view = useView();
  const page = usePage();
  const [said, setSaid] = useState("");
  const box = elementId(view, node, "box");
  const chosen = node.sent().map(itemText);

  const say = (text: string): void => {
    setSaid(text);
    view.announce(text);
  };
  const add = (values: readonly string[]): void => {
    const fresh = [...new Set(values)].filter((value) => !chosen.includes(value));
    if (fresh.length > 0) setItems(node, [...itemValues(node), ...fresh]);
    const there = values.length - fresh.length;
    const added = page("pick.added", { count: fresh.length });
    say(there > 0 ? `${added} ${page("pick.there", { count: there })}` : added);
    view.flush();
  };
  const pasting = usePasting(node, (text) => {
    const words = pastedWords(text);
    if (words.length > 0) add(words);
    return words.length > 0;
  });
  const remove = (value: string | undefined): void => {
    const item = node
      .sent()
      .filter((one) => value === undefined || itemText(one) === value)
      .at(-1);
    if (!item) return;
    say(page("pick.removed", { value: itemText(item) }));
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
    const taken = page("pick.taken", { count: values.length - left.length });
    say(left.length > 0 ? `${taken} ${page("pick.left", { values: left.join(", ") })}` : taken);
    view.flush();
  };

  return (
    <Frame
      node={node}
      flat
      menu={useCollectionItems(node, pasting.open)}
      foot={<CollectionFoot node={node} pasting={pasting} />}
    >
      <Chips list={node} box={box} />
      <div class="mp-picking">
        <PickBox
          id={box}
          name={node.name()}
          known={knownOf(node)}
          chosen={chosen}
          add={add}
          remove={remove}
          said={said}
          describedBy={noteIds(elementId(view, node), true)}
        />
        <SameAs node={node} takeOver={takeOver} />
      </div>
    </Frame>
  );
}

/** Offers the values of the list beside it that the layout names. */
function SameAs({ node, takeOver }: { node: List; takeOver(from: List): void }) {
  const page = usePage();
  const { sameAs } = node.hints;
  const other = sameAs === undefined ? undefined : node.place.parent?.child(sameAs);
  const helps = node.sent().length === 0;
  if (!helps || !(other instanceof List) || other.sent().length === 0) return null;
  return (
    <button type="button" class="mp-small" onClick={() => takeOver(other)}>
      {page("sameAs", { name: other.name() })}
    </button>
  );
}
