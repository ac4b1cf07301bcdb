// The whole form as it is displayed: sections, problems, the button and the outcome.

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { afterPaint } from "../controls/afterPaint";
import { useText, useView } from "../controls/context";
import { stay } from "../controls/inputs/comboboxAttributes";
import { LaterContent, Waiting } from "../controls/later/LaterContent";
import { useSignalEffect } from "../controls/signals";
import { DraftStatus } from "./DraftStatus";
import { Contexts, displayOf, type FormProps } from "./display";
import { ErrorSummary } from "./ErrorSummary";
import { ExerciseTask } from "./guide/ExerciseTask";
import { ModeToggle } from "./guide/ModeToggle";
import { KernelDisconnected } from "./KernelDisconnected";
import { CarriedOverList } from "./load/CarriedOverList";
import { SubmissionResult } from "./result/SubmissionResult";
import { useStatusAnnouncements } from "./result/statusAnnouncements";
import { Sections } from "./Sections";
import { adoptStyle } from "./shared/adoptStyle";
import { limitAutofill } from "./shared/autofill";
import { keepFocus } from "./shared/focus";
import { LaterPanel } from "./shared/LaterPanel";
import { LiveRegion } from "./shared/LiveRegion";
import { keepPress } from "./shared/presses";
import { Confirmations } from "./submit/Confirmations";
import { ForceSubmit } from "./submit/ForceSubmit";
import { IdenticalNote } from "./submit/IdenticalNote";
import { SubmitBar } from "./submit/SubmitBar";
import { SubmitButton } from "./submit/SubmitButton";
import { Toolbar } from "./toolbar/Toolbar";
import { handleBeforeInput, handleUndoKey, undoActions } from "./toolbar/undoShortcuts";
import { WrongRoot } from "./WrongRoot";

export function FormView({ form, kernel, actions, later, idPrefix }: FormProps) {
  const root = useRef<HTMLDivElement>(null);
  const typed = useRef<HTMLFormElement>(null);
  const display = useMemo(
    () => displayOf({ form, kernel, actions, later, idPrefix }, root),
    [form, kernel, actions, later, idPrefix],
  );
  const { view, panels, announcer, guide, confirmed, submit } = display;
  const host = { kernel, actions };

  /** Keys typed here belong to the form; the notebook would move or delete cells. */
  const stop = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.type === "keydown" && handleUndoKey(event, undoActions(view))) return;
    if (!(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "k" && event.type === "keydown") view.focus(`${idPrefix}-search`);
    // The notebook does not hear it, and the browser's own dialog would save the page.
    if (key === "k" || key === "s") event.preventDefault();
  };
  useEffect(() => {
    const element = root.current as HTMLElement;
    // Preact would name this event wrongly in a browser without the property `onbeforeinput`.
    const change = (event: InputEvent): void => handleBeforeInput(event, undoActions(view));
    element.addEventListener("beforeinput", change);
    return () => element.removeEventListener("beforeinput", change);
  }, [view]);
  useEffect(() => keepFocus(root.current as HTMLElement), []);
  useEffect(() => () => announcer.end(), [announcer]);
  useEffect(() => afterPaint(() => form.rules.runFirst()), [form]);
  useSignalEffect(() => {
    const status = kernel.status.value;
    const remarked = status === "created" && form.unlocatedIssues.value.length > 0;
    if (status === "created") confirmed.forget(); // another one is another act
    if (remarked || status === "refused" || status === "uncertain") panels.problems.value = true;
  });
  useSignalEffect(() => {
    // A list that became empty is in nobody's way.
    if (panels.problems.value && form.problems.value.length === 0) panels.problems.value = false;
  });
  useSignalEffect(() => {
    // The kernel may know of values to review that the page has taken for reviewed.
    const isAnswered = kernel.waiting.value === "" && form.submitAttempted.value;
    if (isAnswered && form.review.isRefused.value) panels.carried.value = true;
  });
  useStatusAnnouncements(kernel, view);

  useSignalEffect(() => {
    const style = later.content.value?.style;
    return style && root.current ? adoptStyle(root.current, style) : undefined;
  });

  const guided = guide.guided.value && form.root.mistypedValue.value === undefined;
  const place = guide.steps.value[guide.at.value]?.view;
  const sends = kernel.task.value.sends && (!guided || place === "send");
  const checked = kernel.preflightReport.value;
  const below = (
    <>
      {!kernel.isAlive.value && <KernelDisconnected />}
      <DraftStatus {...host} />
      {sends && <Confirmations confirmed={confirmed} />}
      {sends && !guided && checked.findings.some(({ state }) => state === "failed") && (
        <LaterContent
          panel="PreflightNote"
          props={{
            checked,
            go: () => {
              panels.preflight.value = true;
              view.focus(`${idPrefix}-preflight`);
            },
          }}
        />
      )}
      <SubmitBar kernel={kernel} panels={panels} guided={guided}>
        {sends && <SubmitButton kernel={kernel} press={() => submit({})} />}
        {guided && <LaterContent panel="WizardButtons" props={{ kernel }} meanwhile={null} />}
      </SubmitBar>
      <IdenticalNote kernel={kernel} />
      <SubmissionResult {...host} submit={submit} hasButton={sends} />
      {panels.carried.value && (
        <CarriedOverList
          id={`${idPrefix}-carried`}
          open={panels.carried}
          create={sends ? () => submit({ unreviewed: true }) : undefined}
        />
      )}
      <ErrorSummary name="problems" open={panels.problems} closes={panels.problems}>
        <ForceSubmit kernel={kernel} submit={submit} />
      </ErrorSummary>
      {kernel.groupCreation.value && <LaterContent panel="CreateGroup" props={host} />}
      {!guided && (
        <>
          <LaterPanel name="preflight" open={panels.preflight} {...host} />
          <LaterPanel name="rehearsal" open={panels.rehearsal} {...host} />
          <LaterPanel name="review" open={panels.review} {...host} />
        </>
      )}
      <LaterPanel name="changes" open={panels.changes} {...host} />
    </>
  );
  return (
    <Contexts display={display}>
      <div
        ref={root}
        class="modelpkg-form"
        data-lm-suppress-shortcuts="true"
        role="form"
        aria-label={view.t("form")}
        onKeyDown={stop}
        onKeyPress={stop}
        onKeyUp={stop}
        onMouseDown={keepPress}
        onFocusIn={({ target }) => {
          display.focusMoved();
          limitAutofill(target as Element, typed.current as HTMLFormElement);
        }}
      >
        <ExerciseTask kernel={kernel} />
        {guided ? (
          <LaterContent
            panel="Wizard"
            props={{ ...host, children: below }}
            meanwhile={<AwaitedGuide>{below}</AwaitedGuide>}
          />
        ) : (
          <>
            <Toolbar {...host} />
            {form.root.mistypedValue.value === undefined ? (
              <Sections create={sends ? `${idPrefix}-submit` : undefined} />
            ) : (
              <WrongRoot view={view} />
            )}
            {below}
          </>
        )}
        <form ref={typed} id={`${idPrefix}-typed`} hidden onSubmit={stay} />
        <LiveRegion announcer={announcer} />
      </div>
    </Contexts>
  );
}

/** In the place of the guide until it comes: the way to the full form is there. */
function AwaitedGuide({ children }: { children: ComponentChildren }) {
  const { idPrefix } = useView();
  const t = useText();
  return (
    <div class="mp-guide">
      <div class="mp-toolbar">
        <ModeToggle />
      </div>
      <section id={`${idPrefix}-step`} tabIndex={-1} aria-label={t("guide.guided")} aria-busy>
        <Waiting />
        {children}
      </section>
    </div>
  );
}
