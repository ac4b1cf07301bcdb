// A map: a row for each entry, with its name and its value, in a stable order.

import { pathText } from "../../core/path";
import { Leaf } from "../../form/nodes/leaf";
import type { Dict, Entry } from "../../form/nodes/map";
import { elementId, shownIssue, usePage, useView } from "../context";
import { Frame } from "../Fieldset";
import { Note, noteIds } from "../HelpText";
import { textAttributes, typedInto } from "../inputs/Text";
import { TextBox } from "../inputs/TextInput";
import { Menu } from "../Menu";
import { useCollectionItems, useSendEmpty } from "../menuItems";
import { Any } from "../NodeControl";
import { CollectionFoot } from "./CollectionFooter";
import { useGrowing } from "./incrementalRows";
import { usePasting } from "./PasteBox";
import { Remove } from "./RemoveButton";
import { useRowKeys } from "./rowShortcuts";

export function MapGroup({ node }: { node: Dict }) {
  const pasting = usePasting(node);
  return (
    <Frame
      node={node}
      flat
      menu={useCollectionItems(node, pasting.open)}
      foot={<CollectionFoot node={node} adds="addEntry" pasting={pasting} />}
    >
      {useGrowing(node.entries.value).map((entry, at) => (
        <EntryRow key={entry.value.id} dict={node} entry={entry} number={at + 1} />
      ))}
    </Frame>
  );
}

interface EntryProps {
  dict: Dict;
  entry: Entry;
  number: number;
}

function EntryRow({ dict, entry, number }: EntryProps) {
  const view = useView();
  const page = usePage();
  const id = elementId(view, entry.value);
  const nameId = elementId(view, entry.value, "name");
  const issue = shownIssue(view.form, entry);
  const ofName = issue?.code.startsWith("key.") ?? false;
  const sendEmpty = useSendEmpty();
  const map = dict.name();
  const isBlank = (): boolean => entry.blank.peek();
  const remove = (): void => dict.remove(entry);
  const onKeyDown = useRowKeys({ owner: dict, node: entry.value, isBlank, remove });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields and the button in it have the focus
    <div class="mp-entry" data-path={pathText(entry.value.steps())} onKeyDown={onKeyDown}>
      <label class="mp-hidden" for={nameId}>
        {page("entryName", { map, number })}
      </label>
      <NameInput entry={entry} id={nameId} invalid={ofName} />
      {entry.value instanceof Leaf ? (
        <>
          <label class="mp-hidden" for={id}>
            {page("entryValue", { map, number })}
          </label>
          <ValueInput
            entry={entry}
            leaf={entry.value}
            id={id}
            invalid={issue?.severity === "error" && !ofName}
          />
        </>
      ) : (
        <Any node={entry.value} />
      )}
      <Remove
        node={entry.value}
        owner={dict}
        among={dict.children()}
        label={page("removeEntry", { map, number })}
        seen="×"
        remove={remove}
      />
      <Menu node={entry.value} items={sendEmpty(entry.value)} />
      {entry.value instanceof Leaf && entry.value.sentEmpty.value && (
        <p class="mp-empty">{page("emptyText")}</p>
      )}
      <Note id={id} text="" issue={issue} />
    </div>
  );
}

function NameInput({ entry, id, invalid }: { entry: Entry; id: string; invalid: boolean }) {
  const { dict } = entry;
  const { shapes } = dict.shared.tables.layout;
  return (
    <TextBox
      typed={{
        text: entry.name,
        type: (text) => entry.rename(text),
        touched: entry.touched,
        node: entry.value,
        entry,
      }}
      attributes={{
        id,
        class: "mp-code",
        "aria-invalid": invalid,
        "aria-describedby": noteIds(id.replace(/-name$/, ""), true),
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: false,
        placeholder: shapes[dict.names.title ?? ""]?.placeholder,
      }}
    />
  );
}

interface ValueProps {
  entry: Entry;
  leaf: Leaf;
  id: string;
  invalid: boolean;
}

function ValueInput({ entry, leaf, id, invalid }: ValueProps) {
  return (
    <TextBox
      typed={{ ...typedInto(leaf), entry }}
      attributes={{
        ...textAttributes(leaf),
        id,
        "aria-invalid": invalid,
        "aria-describedby": noteIds(id, true),
      }}
    />
  );
}
