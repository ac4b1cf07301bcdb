// The sections of the layout; members that it does not name stand in a last one by themselves.

import { Button } from "../controls/Button";
import { useView } from "../controls/context";
import { NodeList } from "../controls/NodeList";
import type { Node } from "../form/nodes/node";
import { Struct } from "../form/nodes/struct";
import { sectionOf } from "../form/schema";
import type { Section } from "../protocol/form_data";
import { usePackageKinds } from "./guide/guidePosition";
import { SectionCounts, SectionEnd } from "./SectionCounts";

interface Props {
  /** The id of the button that sends, if there is one. */
  create: string | undefined;
}

export function Sections({ create }: Props) {
  const { form } = useView();
  const { layout } = form.tables;
  const root = form.root;
  const kinds = usePackageKinds();
  if (!(root instanceof Struct)) return null;
  const members = root.members();
  const other: Section = {
    ...layout.other,
    members: [...members.keys()].filter((name) => sectionOf(layout, name) === layout.other.id),
  };
  const shown = [...layout.sections, other].flatMap((section) => {
    const nodes: Node[] = section.members.flatMap((name) => members.get(name) ?? []);
    if (section === other) nodes.push(...root.unknown.value);
    const seen = nodes.filter((node) => !kinds.hides(node));
    return seen.length > 0 ? [{ section, nodes: seen }] : [];
  });
  return (
    <>
      {shown.map(({ section, nodes }, at) => (
        <SectionView
          key={section.id}
          section={section}
          nodes={nodes}
          place={{ at: at + 1, all: shown.length }}
          create={create}
        />
      ))}
    </>
  );
}

interface ViewProps extends Props {
  section: Section;
  nodes: Node[];
  place: { at: number; all: number };
}

function SectionView({ section, nodes, place, create }: ViewProps) {
  const view = useView();
  const open = view.form.sections.value.has(section.id);
  const bodyId = `${view.idPrefix}-section-${section.id}`;
  return (
    <section class="mp-section">
      <h3 class="mp-heading">
        <Button
          class="mp-disclosure"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => view.form.toggleSection(section.id)}
        >
          {section.title}
        </Button>
        <SectionCounts nodes={nodes} />
      </h3>
      <div id={bodyId} class="mp-section-body" hidden={!open}>
        {open && (
          <>
            {section.intro && <p class="mp-intro">{section.intro}</p>}
            <NodeList nodes={nodes} />
            <SectionEnd nodes={nodes} place={place} create={create} />
          </>
        )}
      </div>
    </section>
  );
}
