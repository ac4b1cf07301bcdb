// The line under a control: what AWS says of the member, or what is wrong. It is always there, so
// that an error moves nothing.

import type { ReadonlySignal } from "@preact/signals";
import type { Issue } from "../contract";

interface Props {
  id: string;
  text: string;
  /** What was recognised in what is typed: it stands in for `text`, in the same room. */
  seen?: ReadonlySignal<string>;
  issue: Issue | undefined;
}

export function Note({ id, text, seen, issue }: Props) {
  return (
    <div class="mp-note" data-says={issue ? "issue" : text ? "about" : "nothing"}>
      {(text || seen) && (
        <span id={`${id}-about`} class="mp-about">
          {seen && <span class="mp-seen">{seen}</span>}
          <span>{text}</span>
        </span>
      )}
      <span id={`${id}-error`} data-role="error" data-severity={issue?.severity}>
        {issue && `${issue.message} ${issue.hint}`.trim()}
      </span>
    </div>
  );
}

/** The ids of its lines, for `aria-describedby`; a row has no text about it. */
export function noteIds(id: string, row = false): string {
  return row ? `${id}-error` : `${id}-error ${id}-about`;
}
