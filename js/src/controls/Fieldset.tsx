// The frame of a group: legend, its menu, what AWS says of it, its own problem, its body.

import type { ComponentChildren } from "preact";
import { formatPath } from "../core/path";
import { countsOf } from "../form/issue_counts";
import type { Node } from "../form/nodes/node";
import { countText, elementId, shownIssue, useText, useView } from "./context";
import { useDocumentation } from "./Documentation";
import { FieldName } from "./FieldName";
import { HelpText, helpTextIds } from "./HelpText";
import type { MenuOf } from "./later/laterPanels";
import { Menu } from "./Menu";
import { RequiredMark } from "./RequiredMark";
import { stateOf } from "./types";

interface Props {
  node: Node;
  /** With the layout of a field: its name beside its rows. */
  flat?: boolean;
  /** Whether the body shows, and the toggle that says so; without it the body always shows. */
  open?: { is: boolean; toggle(): void };
  /** A line that says what is inside, for a group that is closed. */
  summary?: () => string;
  menu: MenuOf["kind"];
  paste?: MenuOf["paste"];
  /** What stays visible beside the menu. */
  buttons?: ComponentChildren;
  /** What stands below the body, and shows as it does. */
  foot?: ComponentChildren;
  children: ComponentChildren;
  onKeyDown?(event: KeyboardEvent): void;
}

export function Fieldset(props: Props) {
  const { node, flat, open, summary, menu, paste, buttons, foot, children, onKeyDown } = props;
  const view = useView();
  const id = elementId(view, node);
  const issue = shownIssue(view.form, node);
  const shows = open?.is ?? true;
  const more = useDocumentation(node);
  const name = (
    <span id={`${id}-legend`}>
      <FieldName text={node.name()} />
    </span>
  );
  const about = (
    <>
      <HelpText id={id} text={node.schema.description ?? ""} more={more?.button} issue={issue} />
      {more?.text}
      {view.review?.(node)}
    </>
  );
  const body = shows && (
    <>
      <div class="mp-body">{children}</div>
      {foot}
    </>
  );
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      class={`mp-group${flat ? " mp-flat" : ""}${open ? " mp-struct" : ""}`}
      data-path={formatPath(node.steps())}
      data-state={stateOf(node)}
      data-item={node.parentLink.step()?.kind === "index"}
      aria-describedby={helpTextIds(id, true)}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        more?.onKeyDown(event);
      }}
    >
      <legend class="mp-legend">
        {open ? (
          <button
            type="button"
            id={`${id}-fold`}
            class="mp-disclosure"
            aria-expanded={shows}
            onClick={open.toggle}
          >
            {name}
          </button>
        ) : (
          name
        )}
        <RequiredMark node={node} />
      </legend>
      {flat && body}
      {!shows && summary && <span class="mp-summary">{summary()}</span>}
      {!shows && <HiddenProblems node={node} />}
      <div class="mp-buttons">
        {buttons}
        <Menu node={node} kind={menu} paste={paste} />
      </div>
      {about}
      {!flat && body}
    </fieldset>
  );
}

/** How much is wrong inside of a group that is closed. */
function HiddenProblems({ node }: { node: Node }) {
  const t = useText();
  const { fix, review } = countsOf([node]);
  return (
    <>
      <span class="mp-error">{countText(t, { fix })}</span>
      <span class="mp-due">{countText(t, { review })}</span>
    </>
  );
}

interface ButtonProps {
  node: Node;
  /** A key of the page's words, such as "add_item": "Add {name} item". */
  does: string;
  /** Names the button for those who send the focus to it. */
  part?: string;
  /** The id of what says why it does nothing; pressing it says so too. */
  idle?: string | undefined;
  onClick(): void;
}

/** A button of a group, described by its legend; screen readers read the group's name, the verb is visible. */
export function GroupButton({ node, does, part = does, idle, onClick }: ButtonProps) {
  const view = useView();
  const legend = elementId(view, node, "legend");
  const [before, after] = useText()(does).split("{name}");
  return (
    <button
      type="button"
      id={elementId(view, node, part)}
      class="mp-small mp-add"
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
