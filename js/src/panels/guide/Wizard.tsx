// Guided: one step after the other, each with what the full form shows of its members.

import type { Signal } from "@preact/signals-core";
import type { ComponentChildren, ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Button } from "../../controls/Button";
import { COUNTS, countText, shownIssue, useText, useView } from "../../controls/context";
import { sentenceOf } from "../../controls/HelpText";
import type { ActingPanel } from "../../controls/later/laterPanels";
import { NodeControl } from "../../controls/NodeControl";
import { useSignal } from "../../controls/signals";
import { formatPath } from "../../core/path";
import { packageKind } from "../../form/validation/kind_rules";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { GuideStep } from "../../protocol/form_data";
import { LoadPanel } from "../load/LoadPanel";
import { More } from "../result/NextSteps";
import { Preflight } from "../submit/Preflight";
import { PreflightNote } from "../submit/PreflightNote";
import { Rehearsal } from "../submit/Rehearsal";
import { Cost, Review } from "../submit/Review";
import { useKindAnnouncement } from "../toolbar/kindAnnouncements";
import { Search } from "../toolbar/Search";
import { useGuidePosition } from "./guidePosition";
import { ModeToggle } from "./ModeToggle";
import { SetOutside } from "./SetOutside";
import { Tasks } from "./Tasks";
import { type StepStatus, useWizard } from "./wizardState";

/** The state of a step has a sign, and words beside it. */
const STANDS: Record<StepStatus, [sign: string, words: string]> = {
  none: ["○", "step.none"],
  missing: ["○", COUNTS.fill],
  problems: ["✕", COUNTS.fix],
  warning: ["!", "step.warning"],
  ready: ["●", "step.ready"],
  done: ["✓", "step.done"],
};

/** What steps show, by what the guide calls it. */
const PANELS: Partial<Record<string, ComponentType<ActingPanel>>> = {
  load: LoadPanel,
  preflight: Preflight,
  rehearsal: Rehearsal,
  review: Review,
};

interface Props {
  kernel: KernelStore;
  actions: Actions;
  /** What stands below each step: the bar, and the outcome. */
  children: ComponentChildren;
}

export function Wizard({ kernel, actions, children }: Props) {
  const { form, idPrefix } = useView();
  const t = useText();
  const wizard = useWizard();
  const { position } = wizard;
  const steps = position.steps.value;
  const at = position.at.value;
  const step = steps[at];
  const view = step?.view;
  const Panel = view && PANELS[view];
  const go = useStep();
  useLayoutEffect(() => {
    position.navigate = (node) => wizard.navigate(node);
    return () => {
      position.navigate = undefined;
    };
  }, [position, wizard]);
  return (
    <div class="mp-guide" data-guided={Boolean(step)}>
      <div class="mp-toolbar">
        <ModeToggle />
        <Search />
      </div>
      {step && <StepList current={step} kernel={kernel} />}
      <section class="mp-step" aria-labelledby={`${idPrefix}-step`} data-step={step?.id}>
        <h3 id={`${idPrefix}-step`} tabIndex={-1}>
          {step && <span class="mp-at">{t("guide.at", { at: at + 1, all: steps.length })}: </span>}
          {step?.title ?? t("guide.choose")}
        </h3>
        {step && <p>{step.why}</p>}
        {step && <p class="mp-wrong">{step.wrong}</p>}
        {(!step || view === "guides") && (
          <>
            <Choice />
            <SetOutside />
          </>
        )}
        {step?.tasks && <Tasks tasks={step.tasks} kernel={kernel} actions={actions} />}
        {Panel && <Panel id={`${idPrefix}-${view}`} kernel={kernel} actions={actions} />}
        {view === "send" && (
          <>
            <Cost />
            <PreflightNote
              checked={kernel.preflightReport.value}
              go={() => steps.filter(({ view }) => view === "preflight").forEach(go)}
            />
          </>
        )}
        {view === "follow" && !kernel.arn.value && <p>{t("guide.unsent")}</p>}
        {step &&
          wizard.around(step).map((node) => {
            const issue = shownIssue(form, node);
            return (
              <p
                key={node.id}
                class="mp-error"
                data-path={formatPath(node.steps())}
                data-role="error"
              >
                {issue && `${node.name()}: ${sentenceOf(issue)}`}
              </p>
            );
          })}
        {step && wizard.nodes(step).map((node) => <NodeControl key={node.id} node={node} />)}
        {/* Under the package that was certified it stands beside what it lists. */}
        {step && !kernel.nextSteps.value.listing && <More step={step} />}
        {children}
      </section>
    </div>
  );
}

/** All steps; where there is no room for them, one line that opens them. */
function StepList({ current, kernel }: { current: GuideStep; kernel: KernelStore }) {
  const { idPrefix } = useView();
  const t = useText();
  const { steps, at } = useGuidePosition();
  const open = useSignal(false);
  const id = `${idPrefix}-steps`;
  const all = steps.value.length;
  return (
    <nav class="mp-steps" aria-label={t("guide.steps")} data-open={open.value}>
      <Button
        class="mp-disclosure"
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {t("guide.at", { at: at.value + 1, all })}
        <span class="mp-hidden">{`(${t("guide.list")})`}</span>
      </Button>
      <ol id={id}>
        {steps.value.map((step) => (
          <Entry key={step.id} step={step} current={step === current} kernel={kernel} open={open} />
        ))}
      </ol>
    </nav>
  );
}

interface EntryProps {
  step: GuideStep;
  current: boolean;
  kernel: KernelStore;
  /** Whether the list is open where there is no room for it; going to a step closes it. */
  open: Signal<boolean>;
}

function Entry({ step, current, kernel, open }: EntryProps) {
  const t = useText();
  const go = useStep();
  const wizard = useWizard();
  const { is, count } = wizard.standing(step, kernel);
  const [sign, words] = STANDS[is];
  const due = countText(t, { review: wizard.toReview(step) });
  return (
    <li data-standing={is}>
      <button
        type="button"
        aria-current={current ? "step" : undefined}
        onClick={() => {
          open.value = false;
          go(step);
        }}
      >
        <span class="mp-sign" aria-hidden>
          {sign}
        </span>
        <span>{step.title}</span>
        <span class="mp-hidden">, </span>
        <span class="mp-description">
          {t(words, { count })}
          {due && <span class="mp-due">, {due}</span>}
        </span>
      </button>
    </li>
  );
}

/** Go to a step; whoever does so reads on at its heading. */
function useStep(): (step: GuideStep) => void {
  const view = useView();
  const wizard = useWizard();
  return ({ id }) => {
    view.flush();
    wizard.go(id);
    view.focus(`${view.idPrefix}-step`);
  };
}

/** The buttons to the step before and the next one, which is primary but where Create is. */
export function WizardButtons({ kernel }: { kernel: KernelStore }) {
  const t = useText();
  const { steps, at } = useGuidePosition();
  const go = useStep();
  const before = steps.value[at.value - 1];
  const next = steps.value[at.value + 1];
  const creates = steps.value[at.value]?.view === "send" && kernel.status.value !== "created";
  return (
    <>
      {before && <Button onClick={() => go(before)}>{t("guide.back")}</Button>}
      {next && (
        <Button class={creates ? "mp-small" : "mp-primary"} onClick={() => go(next)}>
          {t("guide.next", { title: next.title })}
        </Button>
      )}
    </>
  );
}

function Choice() {
  const view = useView();
  const t = useText();
  const wizard = useWizard();
  const changed = useKindAnnouncement();
  const { tables, choice } = view.form;
  const id = `${view.idPrefix}-guide`;
  const kind = packageKind(tables, choice.id.value ?? "");
  return (
    <fieldset id={`${view.idPrefix}-kind`} tabIndex={-1} class="mp-group mp-guides">
      <legend class="mp-hidden">{t("guide.choose")}</legend>
      {kind && !wizard.position.guide.value && <p>{t("guide.none", { kind: kind.title })}</p>}
      {tables.guides?.map((guide) => (
        <label key={guide.id}>
          <input
            type="radio"
            name={id}
            checked={guide === wizard.position.guide.value}
            onChange={() => changed(wizard.choose(guide))}
          />
          <span>
            {guide.title}
            <span class="mp-description">{guide.about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
