// A map: a row for each entry, with its name and its value, in a stable order.

import { formatPath } from "../../core/path";
import { Leaf } from "../../form/nodes/leaf";
import type { MapEntry, MapNode } from "../../form/nodes/map";
import { elementId, shownIssue, useText, useView } from "../context";
import { Fieldset } from "../Fieldset";
import { HelpText, helpTextIds } from "../HelpText";
import { PLAIN_TEXT } from "../inputs/plainText";
import { textAttributes, typedInto } from "../inputs/Text";
import { TextInput } from "../inputs/TextInput";
import { Menu } from "../Menu";
import { NodeControl } from "../NodeControl";
import { CollectionFooter } from "./CollectionFooter";
import { useIncrementalRows } from "./incrementalRows";
import { usePasteBox } from "./pasteBoxState";
import { RemoveButton } from "./RemoveButton";
import { useRowShortcuts } from "./rowShortcuts";

export function MapGroup({ node }: { node: MapNode }) {
  const pasting = usePasteBox(node);
  return (
    <Fieldset
      node={node}
      flat
      menu="collection"
      paste={pasting.open}
      foot={<CollectionFooter node={node} adds="add_entry" pasting={pasting} />}
    >
      {useIncrementalRows(node.entries.value).map((entry, at) => (
        <EntryRow key={entry.value.id} dict={node} entry={entry} number={at + 1} />
      ))}
    </Fieldset>
  );
}

interface EntryProps {
  dict: MapNode;
  entry: MapEntry;
  number: number;
}

function EntryRow({ dict, entry, number }: EntryProps) {
  const view = useView();
  const t = useText();
  const id = elementId(view, entry.value);
  const issue = shownIssue(view.form, entry);
  const ofName = issue?.code.startsWith("key.") ?? false;
  const map = dict.name();
  const isBlank = (): boolean => entry.blank.peek();
  const remove = (): void => dict.remove(entry);
  const onKeyDown = useRowShortcuts({ owner: dict, node: entry.value, isBlank, remove });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields and the button in it have the focus
    <div class="mp-entry" data-path={formatPath(entry.value.steps())} onKeyDown={onKeyDown}>
      <NameInput
        entry={entry}
        id={elementId(view, entry.value, "name")}
        label={t("entry_name", { map, number })}
        invalid={ofName}
      />
      {entry.value instanceof Leaf ? (
        <ValueInput
          entry={entry}
          leaf={entry.value}
          id={id}
          label={t("entry_value", { map, number })}
          invalid={issue?.severity === "error" && !ofName}
        />
      ) : (
        <NodeControl node={entry.value} />
      )}
      <RemoveButton
        node={entry.value}
        owner={dict}
        among={dict.children()}
        label={t("remove_entry", { map, number })}
        seen="×"
        remove={remove}
      />
      <Menu node={entry.value} kind="entry" />
      {entry.value instanceof Leaf && entry.value.sentEmpty.value && (
        <p class="mp-empty">{t("empty_text")}</p>
      )}
      <HelpText id={id} text="" issue={issue} />
    </div>
  );
}

interface NameProps {
  entry: MapEntry;
  id: string;
  label: string;
  invalid: boolean;
}

function NameInput({ entry, id, label, invalid }: NameProps) {
  const { map } = entry;
  const { shapes } = map.formServices.tables.layout;
  return (
    <TextInput
      typed={{
        text: entry.name,
        type: (text) => entry.rename(text),
        isTouched: entry.isTouched,
        node: entry.value,
        entry,
      }}
      attributes={{
        id,
        class: "mp-code",
        "aria-label": label,
        "aria-invalid": invalid,
        "aria-describedby": helpTextIds(id.replace(/-name$/, ""), true),
        ...PLAIN_TEXT,
        placeholder: shapes[map.names.title ?? ""]?.placeholder,
      }}
    />
  );
}

interface ValueProps {
  entry: MapEntry;
  leaf: Leaf;
  id: string;
  label: string;
  invalid: boolean;
}

function ValueInput({ entry, leaf, id, label, invalid }: ValueProps) {
  return (
    <TextInput
      typed={{ ...typedInto(leaf), entry }}
      attributes={{
        ...textAttributes(leaf),
        id,
        "aria-label": label,
        "aria-invalid": invalid,
        "aria-describedby": helpTextIds(id, true),
      }}
    />
  );
}
