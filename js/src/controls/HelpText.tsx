// What stands under a control: what is wrong, what was recognised in it, what AWS says of the member.

import type { ComponentChildren } from "preact";
import type { Leaf } from "../form/nodes/leaf";
import type { Issue } from "../protocol/form_data";
import { useText } from "./context";
import { recognised } from "./fieldHints";

interface Props {
  id: string;
  text: string;
  /** Whose text may be recognised. */
  seen?: Leaf | false;
  /** What leads to the rest of the text. */
  more?: ComponentChildren;
  issue: Issue | undefined;
}

export function HelpText({ id, text, seen, more, issue }: Props) {
  return (
    <div class="mp-note" data-says={issue && "issue"}>
      <Says id={id} issue={issue} />
      {(text || seen) && (
        <span id={`${id}-about`} class="mp-description">
          {seen && <Recognised node={seen} />}
          <span class="mp-help">{text.trim()}</span>
        </span>
      )}{" "}
      {more}
    </div>
  );
}

/** By itself: it changes at each key, and what is around it does not. */
function Recognised({ node }: { node: Leaf }) {
  return <span class="mp-recognised">{recognised(node, useText())}</span>;
}

/** What is wrong, and how much. */
export function Says({ id, issue }: Pick<Props, "id" | "issue">) {
  const t = useText();
  return (
    <>
      <span id={`${id}-severity`} class="mp-hidden">
        {issue && t(`severity.${issue.severity}`)}
      </span>
      <span id={`${id}-error`} data-role="error" data-severity={issue?.severity}>
        {issue && sentenceOf(issue)}
      </span>
    </>
  );
}

export function sentenceOf({ message, hint }: Issue): string {
  return `${message} ${hint}`.trim();
}

/** The ids of its lines, for `aria-describedby`; a row has no text about it. */
export function helpTextIds(id: string, row = false): string {
  const issue = `${id}-severity ${id}-error`;
  return row ? issue : `${issue} ${id}-about`;
}
