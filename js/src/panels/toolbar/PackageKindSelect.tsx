// The choice of a kind of package, and what it leaves out of sight or does not know what to do with.

import { Button } from "../../controls/Button";
import { elementId, useText, useView } from "../../controls/context";
import type { Node } from "../../form/nodes/node";
import { usePackageKinds } from "../guide/guidePosition";
import { useKindAnnouncement } from "./kindAnnouncements";

export function PackageKindSelect() {
  const { form, idPrefix } = useView();
  const t = useText();
  const kinds = usePackageKinds();
  const changed = useKindAnnouncement();
  const id = `${idPrefix}-kind`;
  return (
    <select
      id={id}
      aria-label={t("kind")}
      aria-describedby={`${id}-hides`}
      value={kinds.shown.value}
      onChange={(event) => changed(kinds.choose(event.currentTarget.value))}
    >
      <option value="">{t("kind.any")}</option>
      {form.tables.layout.kinds?.map((kind) => (
        <option key={kind.id} value={kind.id}>
          {kind.title}
        </option>
      ))}
    </select>
  );
}

export function KindNotes() {
  const view = useView();
  const t = useText();
  const { hidden, there } = usePackageKinds().outside();
  const id = `${view.idPrefix}-kind`;
  const names = hidden.map((node) => node.name()).join(", ");
  const sets = view.form.choice.held.value.map((node) =>
    t("kind.sets", { name: node.name(), value: node.text.value }),
  );
  return (
    <div class="mp-kinds">
      <p id={`${id}-hides`} class="mp-muted">
        {[...sets, names && t("kind.hides", { names })].filter(Boolean).join(" ")}
      </p>
      <Outside nodes={there} />
    </div>
  );
}

interface OutsideProps {
  nodes: Node[];
  /** Names the button for those who are led to it; in a guide it stands for the field. */
  part?: string;
}

/** Members that are set, and have no place in the kind of package. */
export function Outside({ nodes, part = "leave" }: OutsideProps) {
  const view = useView();
  const t = useText();
  const kinds = usePackageKinds();
  const id = `${view.idPrefix}-kind`;
  return (
    <>
      {nodes.map((node) => (
        <p key={node.id}>
          <span id={elementId(view, node, "outside")}>
            {t("kind.outside", { name: node.name() })}
          </span>
          <Button
            id={elementId(view, node, part)}
            aria-describedby={elementId(view, node, "outside")}
            onClick={() => {
              if (node.isPresent.peek()) view.announce(t("unset_done", { name: node.name() }));
              kinds.remove(node);
              view.flush();
              view.focus(id);
            }}
          >
            {t(node.isPresent.value ? "remove" : "hide", { name: node.name() })}
          </Button>
        </p>
      ))}
    </>
  );
}
