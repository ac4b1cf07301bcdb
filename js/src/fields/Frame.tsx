// The frame of a group: legend, what AWS says of it, its buttons, its own problem, its body.

import type { ComponentChildren } from "preact";
import type { Node } from "../model/node";
import { pathText } from "../path";
import { elementId, shownIssue, usePage, useView } from "./context";
import { useExplanation } from "./Explain";
import { stateOf } from "./Field";
import { Note } from "./Note";

interface Props {
  node: Node;
  /** Whether the body shows, and the toggle that says so; without it the body always shows. */
  open?: { is: boolean; toggle(): void };
  /** A line that says what is inside, for a group that is closed. */
  summary?: () => string;
  buttons: ComponentChildren;
  children: ComponentChildren;
  onKeyDown?(event: KeyboardEvent): void;
}

export function Frame({ node, open, summary, buttons, children, onKeyDown }: Props) {
  const view = useView();
  const page = usePage();
  const id = elementId(view, node);
  const legend = `${id}-legend`;
  const issue = shownIssue(view.form, node);
  const needed = node.place.required && Boolean(node.place.parent?.present.value);
  const shows = open?.is ?? true;
  const more = useExplanation(node);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      class="mp-group"
      data-path={pathText(node.steps())}
      data-state={stateOf(node)}
      aria-describedby={`${id}-error`}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        more?.onKeyDown(event);
      }}
    >
      <legend class="mp-legend" id={legend}>
        {open ? (
          <button
            type="button"
            id={`${id}-fold`}
            class="mp-fold"
            aria-expanded={shows}
            onClick={open.toggle}
          >
            {node.name()}
          </button>
        ) : (
          node.name()
        )}
      </legend>
      {needed && <span class="mp-needed">{page("needed")}</span>}
      {!shows && summary && <span class="mp-summary">{summary()}</span>}
      {!shows && <HiddenProblems node={node} />}
      {more?.button}
      <div class="mp-buttons">{buttons}</div>
      <Note id={id} text={node.schema.description ?? ""} issue={issue} />
      {more?.text}
      {view.review?.(node)}
      {shows && <div class="mp-body">{children}</div>}
    </fieldset>
  );
}

/** How much is wrong inside of a group that is closed. */
function HiddenProblems({ node }: { node: Node }) {
  const { form } = useView();
  const page = usePage();
  const count = form.tried.value ? node.errorCount.value : 0;
  return count > 0 && <span class="mp-bad">{page("problemCount", { count })}</span>;
}

interface ButtonProps {
  node: Node;
  /** A key of the page's words, such as "set": "Set {name}". */
  does: string;
  /** Names the button for those who send the focus to it. */
  part?: string;
  /** The id of what says why it does nothing; pressing it says so too. */
  idle?: string | undefined;
  onClick(): void;
}

/** A button of a group, described by its legend; the group's name is heard, the verb is seen. */
export function GroupButton({ node, does, part = does, idle, onClick }: ButtonProps) {
  const view = useView();
  const legend = elementId(view, node, "legend");
  const [before, after] = usePage()(does).split("{name}");
  return (
    <button
      type="button"
      id={elementId(view, node, part)}
      class="mp-small"
      aria-describedby={idle ? `${legend} ${idle}` : legend}
      aria-disabled={Boolean(idle)}
      onClick={onClick}
    >
      {before}
      <span class="mp-hidden">{node.name()}</span>
      {after}
    </button>
  );
}
