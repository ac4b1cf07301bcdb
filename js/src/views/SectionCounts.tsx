// How a section stands: in its heading, where each count leads to its first, and again at its end.
// By themselves, because they change at many a keystroke and what is in the section does not.

import { usePage, useView } from "../fields/context";
import type { Node } from "../model/node";
import { Button } from "./Button";
import { useGoTo } from "./PlaceLink";

interface Counts {
  set: number;
  fix: number;
  fill: number;
  due: number;
}

function countsOf(nodes: Node[]): Counts {
  const sum = (count: (node: Node) => number): number =>
    nodes.reduce((total, node) => total + count(node), 0);
  const fill = sum((node) => node.missingCount.value);
  return {
    set: nodes.filter((node) => node.present.value).length,
    fix: sum((node) => node.errorCount.value) - fill,
    fill,
    due: sum((node) => node.reviewCount),
  };
}

export function SectionCounts({ nodes }: { nodes: Node[] }) {
  const page = usePage();
  const { set, fix, fill, due } = countsOf(nodes);
  const { form } = useView();
  const goTo = useGoTo();
  const goToFirst = useFirst(nodes);
  return (
    <span class="mp-counts">
      {fix > 0 && (
        <button type="button" class="mp-bad" onClick={() => goToFirst(false)}>
          {page("toFix", { count: fix })}
        </button>
      )}
      {due > 0 && (
        <button
          type="button"
          class="mp-due"
          onClick={() => {
            const first = form.review.open
              .peek()
              .find(({ node }) => nodes.includes(node.topMember()));
            if (first) goTo(first.node);
          }}
        >
          {page("toReview", { count: due })}
        </button>
      )}
      {fill > 0 && (
        <button type="button" onClick={() => goToFirst(true)}>
          {page("toFill", { count: fill })}
        </button>
      )}
      <span>
        {set > 0 ? page("setCount", { count: set, all: nodes.length }) : page("section.none")}
      </span>
    </span>
  );
}

/** Returns what leads to the first error of a section: to one of what is missing, or of the others. */
function useFirst(nodes: Node[]): (missing: boolean) => void {
  const { form } = useView();
  const goTo = useGoTo();
  return (missing) => {
    const found = form.problems.peek().find(({ issue, node }) => {
      if (!node || issue.severity !== "error" || node.isMissing !== missing) return false;
      return nodes.includes(node.topMember());
    });
    if (found?.node) goTo(found.node, found.issue.code.startsWith("key.") ? "name" : "");
  };
}

interface EndProps {
  nodes: Node[];
  place: { at: number; all: number };
  /** The id of the button that sends, if there is one. */
  create: string | undefined;
}

export function SectionEnd({ nodes, place, create }: EndProps) {
  const view = useView();
  const page = usePage();
  const { fix, fill, due } = countsOf(nodes);
  const counts = [
    fix > 0 && page("toFix", { count: fix }),
    fill > 0 && page("toFill", { count: fill }),
    due > 0 && page("toReview", { count: due }),
  ].filter(Boolean);
  const standing = counts.join(", ") || page("section.ready");
  return (
    <p class="mp-where">
      <span>
        {page("section.where", place)} · {standing}
      </span>
      {create && <Button onClick={() => view.focus(create)}>{page("section.goOn")}</Button>}
    </p>
  );
}
