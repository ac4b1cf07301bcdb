// What is wrong, in one list: each entry leads to its place and opens what it stands in.

import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { ComponentChildren } from "preact";
import { countText, useText, useView, type View } from "../controls/context";
import { sentenceOf } from "../controls/HelpText";
import type { Form, Problem } from "../form/form";
import { countsOfAll } from "../form/issue_counts";
import { isError } from "../form/nodes/node";
import type { Issue } from "../protocol/form_data";
import { FieldLink, partOf } from "./shared/FieldLink";
import { Region } from "./shared/Region";

interface Props {
  /** What the list is called: a key of the page's words. */
  name: string;
  open: ReadonlySignal<boolean>;
  /** What Escape closes; without it the list stays. */
  closes?: Signal<boolean>;
  /** What may be done about them. */
  children?: ComponentChildren;
}

export function ErrorSummary({ name, open, closes, children }: Props) {
  const { form, idPrefix } = useView();
  return (
    <Region id={`${idPrefix}-problems`} name={name} class="mp-problems" open={closes}>
      {open.value && form.rules.isDone.value && (
        <>
          <Problems />
          {children}
        </>
      )}
    </Region>
  );
}

/** By itself, because a list that is closed counts nothing. */
function Problems() {
  const { form, idPrefix, t } = useView();
  const { fix, fill } = countsOfAll(form);
  return (
    <>
      <h3 class="mp-problems-title">
        {countText(t, { fix, fill }) || t("no_problems")}
        {notesText(form, t)}
      </h3>
      <ul>
        {form.problems.value.map((problem, at) => (
          <Entry key={at} problem={problem} id={`${idPrefix}-problem-${at}`} />
        ))}
      </ul>
    </>
  );
}

/** The count of issues that are no errors, as the end of a sentence. */
export function notesText(form: Form, t: View["t"]): string {
  const count = form.problems.value.filter(({ issue }) => !isError(issue)).length;
  return count > 0 ? `, ${t("remark_count", { count })}` : "";
}

/** In words, because a colour or a sign says nothing to many. */
function Severity({ issue }: { issue: Issue }) {
  return <strong class="mp-severity">{useText()(`severity.${issue.severity}`)}</strong>;
}

function Entry({ problem, id }: { problem: Problem; id: string }) {
  const t = useText();
  const { issue, node } = problem;
  const sentence = sentenceOf(issue);
  if (!node) {
    return (
      <li id={id} tabIndex={-1} data-severity={issue.severity}>
        <Severity issue={issue} /> {sentence}
      </li>
    );
  }
  return (
    <li data-severity={issue.severity}>
      <FieldLink id={id} node={node} part={partOf(issue)}>
        {" "}
        <span class="mp-link-text">
          <Severity issue={issue} /> {sentence}
        </span>
      </FieldLink>
      {issue.why && (
        <details class="mp-why">
          <summary>{t("why")}</summary>
          <p>{issue.why}</p>
        </details>
      )}
    </li>
  );
}
