// How a section stands: in its heading, where each count leads to its first, and again at its end.
// By themselves, because they change at many a keystroke and what is in the section does not.

import { Button } from "../controls/Button";
import { COUNTS, countText, useText, useView } from "../controls/context";
import { type Counts, countsOf } from "../form/issue_counts";
import { isError, type Node } from "../form/nodes/node";
import { goTo, partOf } from "./shared/FieldLink";

export function SectionCounts({ nodes }: { nodes: Node[] }) {
  const { form, t } = useView();
  const set = nodes.filter((node) => node.isPresent.value).length;
  return (
    <span class="mp-counts">
      {form.rules.isDone.value && (
        <CountButtons counts={countsOf(nodes)} isIn={(node) => nodes.includes(node.topMember())} />
      )}
      <span>{set > 0 ? t("set_count", { count: set, all: nodes.length }) : t("section.none")}</span>
    </span>
  );
}

interface Props {
  counts: Counts;
  /** Whether a node is one of those that are counted. */
  isIn(node: Node): boolean;
  /** Shows all copied values; without it their count leads to the first one. */
  openReview?: (() => void) | undefined;
}

/** Each count leads to its first. */
export function CountButtons({ counts, isIn, openReview }: Props) {
  const view = useView();
  const { form, t } = view;
  const first = (missing: boolean) => (): void => {
    const found = form.problems
      .peek()
      .find(({ issue, node }) => isError(issue) && node?.isMissing === missing && isIn(node));
    if (found?.node) goTo(view, found.node, partOf(found.issue));
  };
  const firstCopied = (): void => {
    const found = form.review.open.peek().find(({ node }) => isIn(node));
    if (found) goTo(view, found.node);
  };
  const rows = [
    ["fix", "mp-error", first(false)],
    ["review", "mp-due", openReview ?? firstCopied],
    ["fill", "", first(true)],
  ] as const;
  return (
    <>
      {rows.map(
        ([of, tone, go]) =>
          counts[of] > 0 && (
            <Button key={of} class={tone} onClick={go}>
              {t(COUNTS[of], { count: counts[of] })}
            </Button>
          ),
      )}
    </>
  );
}

interface EndProps {
  nodes: Node[];
  place: { at: number; all: number };
  /** The id of the button that sends, if there is one. */
  create: string | undefined;
}

export function SectionEnd({ nodes, place, create }: EndProps) {
  const view = useView();
  const t = useText();
  const isDone = view.form.rules.isDone.value;
  const standing = isDone ? countText(t, countsOf(nodes)) || t("section.ready") : t("checking");
  return (
    <p class="mp-where">
      <span>
        {t("section.where", place)} · {standing}
      </span>
      {create && <Button onClick={() => view.focus(create)}>{t("section.go_on")}</Button>}
    </p>
  );
}
