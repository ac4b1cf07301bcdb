// The line under a control: what AWS says of the member, or what is wrong. It is always there, so
// that an error moves nothing.

import type { Issue } from "../contract";

interface Props {
  id: string;
  text: string;
  issue: Issue | undefined;
}

export function Note({ id, text, issue }: Props) {
  return (
    <div class="mp-note" data-says={issue ? "issue" : text ? "about" : "nothing"}>
      <span id={`${id}-about`} class="mp-about">
        {text}
      </span>
      <span id={`${id}-error`} data-role="error" data-severity={issue?.severity}>
        {issue && `${issue.message} ${issue.hint}`.trim()}
      </span>
    </div>
  );
}

/** The ids of both lines, for `aria-describedby`. */
export function noteIds(id: string): string {
  return `${id}-error ${id}-about`;
}
