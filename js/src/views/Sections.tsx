// The sections of the layout; members that it does not name stand in a last one by themselves.

import type { Section } from "../contract";
import { useView } from "../fields/context";
import { Nodes } from "../fields/Nodes";
import type { Node } from "../model/node";
import { sectionOf } from "../model/schema";
import { Struct } from "../model/struct";
import { useKinds } from "./kinds";
import { SectionCounts, SectionEnd } from "./SectionCounts";

interface Props {
  /** The id of the button that sends, if there is one. */
  create: string | undefined;
}

export function Sections({ create }: Props) {
  const { form } = useView();
  const { layout } = form.tables;
  const root = form.root;
  const kinds = useKinds();
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
  const bodyId = `${view.prefix}-section-${section.id}`;
  return (
    <section class="mp-section">
      <h3 class="mp-heading">
        <button
          type="button"
          class="mp-fold"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => view.form.toggleSection(section.id)}
        >
          {section.title}
        </button>
        <SectionCounts nodes={nodes} />
      </h3>
      <div id={bodyId} class="mp-section-body" hidden={!open}>
        {open && (
          <>
            {section.intro && <p class="mp-intro">{section.intro}</p>}
            <Nodes nodes={nodes} />
            <SectionEnd nodes={nodes} place={place} create={create} />
          </>
        )}
      </div>
    </section>
  );
}
