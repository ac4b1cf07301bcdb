// The sections of the layout; members that it does not name stand in a last one by themselves.

import type { Section } from "../contract";
import { Any } from "../fields/Any";
import { usePage, useView } from "../fields/context";
import { Strange } from "../fields/Strange";
import { sectionOf } from "../model/form";
import type { Node } from "../model/node";
import { Struct } from "../model/struct";
import { Unknown } from "../model/unknown";
import { useKinds } from "./kinds";

export function Sections() {
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
  return (
    <>
      {[...layout.sections, other].map((section) => {
        const nodes: Node[] = section.members.flatMap((name) => members.get(name) ?? []);
        if (section === other) nodes.push(...root.unknown.value);
        if (nodes.every((node) => kinds.hides(node))) return null;
        return (
          <SectionView
            key={section.id}
            section={section}
            nodes={nodes.filter((node) => !kinds.hides(node))}
          />
        );
      })}
    </>
  );
}

function SectionView({ section, nodes }: { section: Section; nodes: Node[] }) {
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
        <Counts nodes={nodes} />
      </h3>
      <div id={bodyId} class="mp-section-body" hidden={!open}>
        {open && (
          <>
            {section.intro && <p class="mp-intro">{section.intro}</p>}
            {nodes.map((node) =>
              node instanceof Unknown ? (
                <Strange key={node.id} node={node} />
              ) : (
                <Any key={node.id} node={node} />
              ),
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** By itself, because it changes at many a keystroke and what is in the section does not. */
function Counts({ nodes }: { nodes: Node[] }) {
  const page = usePage();
  const count = nodes.filter((node) => node.present.value).length;
  const due = nodes.reduce((sum, node) => sum + node.reviewCount, 0);
  const errors = nodes.reduce((sum, node) => sum + node.errorCount.value, 0);
  return (
    <span class="mp-counts">
      {count > 0 && <span>{page("setCount", { count, all: nodes.length })}</span>}
      {due > 0 && <span class="mp-due">{page("toReview", { count: due })}</span>}
      {errors > 0 && <span class="mp-bad">{page("problemCount", { count: errors })}</span>}
    </span>
  );
}
