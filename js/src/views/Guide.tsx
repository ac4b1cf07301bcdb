// Guided: one step after the other, each with what the full form shows of its members.

import type { ComponentChildren } from "preact";
import type { GuideStep } from "../contract";
import { Any } from "../fields/Any";
import { shownIssue, usePage, useView } from "../fields/context";
import { pathText } from "../path";
import { LoadPanel } from "./LoadPanel";
import { ModeButton } from "./ModeButton";
import { More } from "./NextSteps";
import { Preflight } from "./Preflight";
import { Cost, Review } from "./Review";
import { Search } from "./Search";
import type { Actions, KernelState } from "./state";
import { type Standing, useWalk } from "./walk";

/** How a step stands is told by a sign beside its words. */
const SIGNS: Record<Standing, string> = { none: "○", problems: "✕", ready: "●", done: "✓" };

interface Props {
  kernel: KernelState;
  actions: Actions;
  /** What stands below each step: the bar, and what came of it. */
  children: ComponentChildren;
}

export function GuideView({ kernel, actions, children }: Props) {
  const { form, prefix } = useView();
  const page = usePage();
  const walk = useWalk();
  const steps = walk.steps.value;
  const at = walk.at.value;
  const step = steps[at];
  const title = step
    ? page("guide.step", { at: at + 1, all: steps.length, title: step.title })
    : page("guide.choose");
  return (
    <div class="mp-guide">
      <div class="mp-tools">
        <ModeButton />
        <Search />
      </div>
      {step && (
        <nav class="mp-steps" aria-label={page("guide.steps")}>
          <ol>
            {steps.map((one, number) => (
              <Entry key={one.id} step={one} current={number === at} kernel={kernel} />
            ))}
          </ol>
        </nav>
      )}
      <section class="mp-step" aria-labelledby={`${prefix}-step`} data-step={step?.id}>
        <h3 id={`${prefix}-step`} tabIndex={-1}>
          {title}
        </h3>
        {step && <p>{step.why}</p>}
        {step && <p class="mp-wrong">{step.wrong}</p>}
        {(!step || step.view === "guides") && <Choice />}
        {step?.view === "load" && (
          <LoadPanel id={`${prefix}-load`} kernel={kernel} actions={actions} />
        )}
        {step?.view === "preflight" && (
          <Preflight id={`${prefix}-preflight`} kernel={kernel} actions={actions} />
        )}
        {step?.view === "review" && (
          <Review id={`${prefix}-review`} kernel={kernel} actions={actions} />
        )}
        {step?.view === "send" && <Cost />}
        {step?.view === "follow" && !kernel.arn.value && <p>{page("guide.unsent")}</p>}
        {step &&
          walk.around(step).map((node) => {
            const issue = shownIssue(form, node);
            return (
              <p key={node.id} class="mp-bad" data-path={pathText(node.steps())} data-role="error">
                {issue && `${node.name()}: ${issue.message} ${issue.hint}`}
              </p>
            );
          })}
        {step && walk.nodes(step).map((node) => <Any key={node.id} node={node} />)}
        {/* Under the package that was certified it stands beside what it lists. */}
        {step && !kernel.steps.value.listing && <More step={step} />}
        {children}
      </section>
    </div>
  );
}

interface EntryProps {
  step: GuideStep;
  current: boolean;
  kernel: KernelState;
}

function Entry({ step, current, kernel }: EntryProps) {
  const page = usePage();
  const go = useStep();
  const { is, count } = useWalk().standing(step, kernel);
  return (
    <li data-standing={is}>
      <button type="button" aria-current={current ? "step" : undefined} onClick={() => go(step)}>
        <span class="mp-sign" aria-hidden="true">
          {SIGNS[is]}
        </span>
        <span>{step.title}</span>
        <span class="mp-about">
          {is === "problems" ? page("problemCount", { count }) : page(`step.${is}`)}
        </span>
      </button>
    </li>
  );
}

/** Go to a step; whoever does so reads on at its heading. */
function useStep(): (step: GuideStep) => void {
  const view = useView();
  const walk = useWalk();
  return ({ id }) => {
    view.flush();
    walk.go(id);
    view.focus(`${view.prefix}-step`);
  };
}

/** The buttons to the step before and the next one. */
export function Steps() {
  const page = usePage();
  const { steps, at } = useWalk();
  const go = useStep();
  const before = steps.value[at.value - 1];
  const next = steps.value[at.value + 1];
  return (
    <>
      {before && (
        <button type="button" class="mp-small" onClick={() => go(before)}>
          {page("guide.back")}
        </button>
      )}
      {next && (
        <button type="button" class="mp-small mp-on" onClick={() => go(next)}>
          {page("guide.next", { title: next.title })}
        </button>
      )}
    </>
  );
}

function Choice() {
  const view = useView();
  const page = usePage();
  const walk = useWalk();
  const id = `${view.prefix}-guide`;
  return (
    <fieldset class="mp-group mp-guides">
      <legend class="mp-hidden">{page("guide.choose")}</legend>
      {view.form.tables.guides?.map((guide) => (
        <label key={guide.id}>
          <input
            type="radio"
            name={id}
            checked={guide === walk.guide.value}
            onChange={() => walk.choose(guide.id)}
          />
          <span>
            {guide.title}
            <span class="mp-about">{guide.about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
