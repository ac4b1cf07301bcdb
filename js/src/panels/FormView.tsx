// The whole form as it is displayed: sections, problems, the button and what came of it.

import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { createTranslator, type View, ViewContext } from "../controls/context";
import { stay } from "../controls/inputs/ComboboxOption";
import { controlFor, groupFor } from "../controls/registry";
import type { Form } from "../form/form";
import type { Actions, KernelStore } from "../host/kernel_store";
import { DraftStatus } from "./DraftStatus";
import { ErrorSummary } from "./ErrorSummary";
import { ExerciseTask } from "./guide/ExerciseTask";
import { LeftGuideNote } from "./guide/LeftGuideNote";
import { Wizard, WizardButtons } from "./guide/Wizard";
import { WizardContext, WizardState } from "./guide/wizardState";
import { KernelDisconnected } from "./KernelDisconnected";
import { CarriedOverList } from "./load/CarriedOverList";
import { CarriedOverNote } from "./load/CarriedOverNote";
import { Changes } from "./load/Changes";
import { CreateGroup } from "./result/CreateGroup";
import { SubmissionResult } from "./result/SubmissionResult";
import { useStatusAnnouncements } from "./result/statusAnnouncements";
import { Sections } from "./Sections";
import { AccountRequests } from "./shared/accountRequests";
import { Announcer } from "./shared/announcer";
import { limitAutofill } from "./shared/autofill";
import { closeOnEscape } from "./shared/Disclosure";
import { DocumentationCache } from "./shared/documentationCache";
import { focusSoon, keepFocus } from "./shared/focus";
import { keepPress } from "./shared/presses";
import { ConfirmationState, Confirmations } from "./submit/Confirmations";
import { ForceSubmit } from "./submit/ForceSubmit";
import { IdenticalNote } from "./submit/IdenticalNote";
import { OpenPanels } from "./submit/openPanels";
import { Preflight } from "./submit/Preflight";
import { PreflightNote } from "./submit/PreflightNote";
import { Review } from "./submit/Review";
import { SubmitBar } from "./submit/SubmitBar";
import { SubmitButton } from "./submit/SubmitButton";
import { createSubmit } from "./submit/submitRequest";
import { PackageKinds, PackageKindsContext } from "./toolbar/packageKinds";
import { Toolbar } from "./toolbar/Toolbar";
import { handleBeforeInput, handleUndoKey, undoActions } from "./toolbar/undoShortcuts";
import { WrongRoot } from "./WrongRoot";

interface Props {
  form: Form;
  kernel: KernelStore;
  actions: Actions;
  idPrefix: string;
}

export function FormView({ form, kernel, actions, idPrefix }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const typed = useRef<HTMLFormElement>(null);
  const display = useMemo(
    () => displayOf({ form, kernel, actions, idPrefix }, root),
    [form, kernel, actions, idPrefix],
  );
  const {
    view,
    panels,
    announcer,
    accountRequests,
    documentation,
    kinds,
    wizard,
    confirmed,
    submit,
  } = display;
  const words = form.tables.words.page;

  useEffect(() => {
    const element = root.current;
    const stop = (event: KeyboardEvent): void => {
      event.stopPropagation();
      if (event.type === "keydown" && handleUndoKey(event, undoActions(view))) return;
      if (!(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === "k" && event.type === "keydown") view.focus(`${idPrefix}-search`);
      // The notebook does not hear it, and the browser's own dialog would save the page.
      if (key === "k" || key === "s") event.preventDefault();
    };
    // Keys typed here belong to the form; the notebook would move or delete cells.
    const kinds = ["keydown", "keyup", "keypress"] as const;
    for (const kind of kinds) element?.addEventListener(kind, stop);
    const change = (event: InputEvent): void => handleBeforeInput(event, undoActions(view));
    element?.addEventListener("beforeinput", change);
    const ends = element && keepFocus(element);
    return () => {
      ends?.();
      element?.removeEventListener("beforeinput", change);
      for (const kind of kinds) element?.removeEventListener(kind, stop);
    };
  }, [view]);

  useEffect(() => () => announcer.end(), [announcer]);
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

  useSignalEffect(() => accountRequests.receive(kernel.event("resources").value));
  useSignalEffect(() => documentation.receive(kernel.event("documentation").value));

  const guided = wizard.guided.value && form.root.mistypedValue.value === undefined;
  const place = wizard.steps.value[wizard.at.value]?.view;
  const sends = kernel.task.value.sends && (!guided || place === "send");
  const below = (
    <>
      {!kernel.isAlive.value && <KernelDisconnected />}
      <DraftStatus kernel={kernel} actions={actions} />
      {sends && <Confirmations confirmed={confirmed} />}
      {sends && !guided && (
        <PreflightNote
          checked={kernel.preflightReport.value}
          onlyFailed
          go={() => {
            panels.preflight.value = true;
            view.focus(`${idPrefix}-preflight`);
          }}
        />
      )}
      <SubmitBar kernel={kernel} panels={panels} guided={guided}>
        {sends && <SubmitButton kernel={kernel} press={() => submit({})} />}
        {guided && <WizardButtons kernel={kernel} />}
      </SubmitBar>
      <IdenticalNote kernel={kernel} />
      <SubmissionResult kernel={kernel} actions={actions} submit={submit} hasButton={sends} />
      {panels.carried.value && (
        <CarriedOverList
          id={`${idPrefix}-carried`}
          open={panels.carried}
          create={sends ? () => submit({ unreviewed: true }) : undefined}
        />
      )}
      <ErrorSummary
        label={words.problems ?? ""}
        open={panels.problems}
        onKeyDown={closeOnEscape(panels.problems, `${idPrefix}-problems`)}
      >
        <ForceSubmit kernel={kernel} submit={submit} />
      </ErrorSummary>
      <CreateGroup kernel={kernel} actions={actions} />
      {!guided && panels.preflight.value && (
        <Preflight
          id={`${idPrefix}-preflight`}
          open={panels.preflight}
          kernel={kernel}
          actions={actions}
        />
      )}
      {!guided && panels.review.value && (
        <Review id={`${idPrefix}-review`} open={panels.review} kernel={kernel} />
      )}
      {panels.changes.value && (
        <Changes id={`${idPrefix}-changes`} open={panels.changes} kernel={kernel} />
      )}
    </>
  );
  return (
    <ViewContext.Provider value={view}>
      <PackageKindsContext.Provider value={kinds}>
        <WizardContext.Provider value={wizard}>
          <div
            ref={root}
            class="modelpkg-form"
            data-lm-suppress-shortcuts="true"
            role="form"
            aria-label={words.form}
            onMouseDown={keepPress}
            onFocusIn={({ target }) =>
              limitAutofill(target as Element, typed.current as HTMLFormElement)
            }
          >
            <ExerciseTask kernel={kernel} />
            {guided ? (
              <Wizard kernel={kernel} actions={actions}>
                {below}
              </Wizard>
            ) : (
              <>
                <Toolbar kernel={kernel} actions={actions} />
                {form.root.mistypedValue.value === undefined ? (
                  <Sections create={sends ? `${idPrefix}-submit` : undefined} />
                ) : (
                  <WrongRoot view={view} />
                )}
                {below}
              </>
            )}
            <form ref={typed} id={`${idPrefix}-typed`} hidden onSubmit={stay} />
            <div class="mp-hidden" role="status" aria-live="polite">
              {announcer.text}
            </div>
          </div>
        </WizardContext.Provider>
      </PackageKindsContext.Provider>
    </ViewContext.Provider>
  );
}

/** What one display has of its own. */
function displayOf({ form, kernel, actions, idPrefix }: Props, root: RefObject<HTMLElement>) {
  const announcer = new Announcer();
  const panels = new OpenPanels();
  const accountRequests = new AccountRequests(idPrefix, (message) => actions.send(message));
  const documentation = new DocumentationCache((path) =>
    actions.send({ kind: "get_documentation", path }),
  );
  const kinds = new PackageKinds(form, kernel);
  const view: View = {
    form,
    idPrefix,
    controlFor,
    groupFor,
    t: createTranslator(form),
    flush: () => actions.flush(),
    focus: (id) => focusSoon(root.current, id),
    target: () => kernel.target.value,
    listResources: (question, take) => accountRequests.request(question, take),
    documentation: (path) => documentation.of(path),
    announce: (text) => announcer.announce(text),
    hides: (node) => kinds.hides(node),
    review: (node) => (
      <>
        {form.review.at(node) && <CarriedOverNote node={node} />}
        {wizard.left.value === node && <LeftGuideNote node={node} />}
      </>
    ),
    openReview: () => {
      panels.carried.value = true;
      focusSoon(root.current, `${idPrefix}-carried-end`);
    },
  };
  const wizard = new WizardState(form, kinds, kernel.guide.peek(), (state) =>
    actions.send({ kind: "navigate", ...state }),
  );
  const confirmed = new ConfirmationState(form);
  const submit = createSubmit({ view, kernel, actions, confirmed, panels, kinds, wizard });
  return {
    view,
    panels,
    announcer,
    accountRequests,
    documentation,
    kinds,
    wizard,
    confirmed,
    submit,
  };
}
