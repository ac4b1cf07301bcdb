// The whole form as it is displayed: sections, problems, the button and what came of it.

import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { elementId, shownIssue, type View, ViewContext, wordsOf } from "../controls/context";
import { Note, noteIds } from "../controls/HelpText";
import { RawJson } from "../controls/inputs/JsonValue";
import { controlFor, groupFor } from "../controls/registry";
import { plain } from "../core/json";
import { type Path, pathOf } from "../core/path";
import type { CopiedValue } from "../form/carried_over";
import type { Form } from "../form/form";
import type { Actions, KernelState } from "../host/kernel_store";
import type { Found } from "../protocol/kernel_state";
import { DraftLine } from "./DraftStatus";
import { Problems } from "./ErrorSummary";
import { TaskPanel } from "./guide/ExerciseTask";
import { LeftGuide } from "./guide/LeftGuideNote";
import { GuideView, Steps } from "./guide/Wizard";
import { Walk, WalkContext } from "./guide/wizardState";
import { Gone } from "./KernelDisconnected";
import { ReviewList } from "./load/CarriedOverList";
import { ReviewNote } from "./load/CarriedOverNote";
import { Changes } from "./load/Changes";
import { GroupPanel } from "./result/CreateGroup";
import { Outcome } from "./result/SubmissionResult";
import { useStates } from "./result/statusAnnouncements";
import { Sections } from "./Sections";
import { Looking } from "./shared/accountRequests";
import { Announcer } from "./shared/announcer";
import { closing } from "./shared/Disclosure";
import { Explanations } from "./shared/documentationCache";
import { focusSoon, keepFocus } from "./shared/focus";
import { Confirm, Confirmed } from "./submit/Confirmations";
import { Anyway } from "./submit/ForceSubmit";
import { Identical } from "./submit/IdenticalNote";
import { Panels } from "./submit/openPanels";
import { Preflight } from "./submit/Preflight";
import { PreflightNote } from "./submit/PreflightNote";
import { Review } from "./submit/Review";
import { SubmitBar } from "./submit/SubmitBar";
import { SubmitButton } from "./submit/SubmitButton";
import { submitter } from "./submit/submitRequest";
import { Kinds, KindsContext } from "./toolbar/packageKinds";
import { Tools } from "./toolbar/Toolbar";
import { timeInput, timeKey, timeOf } from "./toolbar/undoShortcuts";

interface Props {
  form: Form;
  kernel: KernelState;
  actions: Actions;
  prefix: string;
}

export function FormView({ form, kernel, actions, prefix }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const display = useMemo(
    () => displayOf({ form, kernel, actions, prefix }, root),
    [form, kernel, actions, prefix],
  );
  const { view, panels, announcer, looking, explanations, keep, kinds, walk, confirmed, submit } =
    display;
  const words = form.tables.words.page;

  useEffect(() => {
    const element = root.current;
    const stop = (event: KeyboardEvent): void => {
      event.stopPropagation();
      if (event.type === "keydown" && timeKey(event, timeOf(view))) return;
      if (!(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === "k" && event.type === "keydown") view.focus(`${prefix}-search`);
      // The notebook does not hear it, and the browser's own dialog would save the page.
      if (key === "k" || key === "s") event.preventDefault();
    };
    // Keys typed here belong to the form; the notebook would move or delete cells.
    const kinds = ["keydown", "keyup", "keypress"] as const;
    for (const kind of kinds) element?.addEventListener(kind, stop);
    const change = (event: InputEvent): void => timeInput(event, timeOf(view));
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
    const remarked = status === "created" && form.toldOfNone.value.length > 0;
    if (status === "created") confirmed.forget(); // another one is another act
    if (remarked || status === "refused" || status === "uncertain") panels.problems.value = true;
  });
  useSignalEffect(() => {
    // A list that became empty is in nobody's way.
    if (panels.problems.value && form.problems.value.length === 0) panels.problems.value = false;
  });
  useSignalEffect(() => {
    // The kernel may know of values to review that the page has taken for reviewed.
    const isAnswered = kernel.waiting.value === "" && form.tried.value;
    if (isAnswered && form.review.isRefused.value) panels.carried.value = true;
  });
  useStates(kernel, view);

  useSignalEffect(() => looking.hear(kernel.said<Found>("found").value));
  useSignalEffect(() =>
    explanations.hear(kernel.said<{ path: Path; text: string }>("explained").value),
  );

  const guided = walk.guided.value && form.root.foreign.value === undefined;
  const place = walk.steps.value[walk.at.value]?.view;
  const sends = kernel.task.value.sends && (!guided || place === "send");
  const below = (
    <>
      {!kernel.connected.value && <Gone />}
      <DraftLine kernel={kernel} actions={actions} />
      {sends && <Confirm confirmed={confirmed} />}
      {sends && !guided && (
        <PreflightNote
          checked={kernel.checked.value}
          onlyFailed
          go={() => {
            panels.preflight.value = true;
            view.focus(`${prefix}-preflight`);
          }}
        />
      )}
      <SubmitBar kernel={kernel} panels={panels} guided={guided}>
        {sends && <SubmitButton kernel={kernel} press={() => submit({})} />}
        {guided && <Steps kernel={kernel} />}
      </SubmitBar>
      <Identical kernel={kernel} />
      <Outcome kernel={kernel} actions={actions} submit={submit} hasButton={sends} />
      {panels.carried.value && (
        <ReviewList
          id={`${prefix}-carried`}
          open={panels.carried}
          keep={keep}
          keepAll={(values) => {
            for (const value of values) value.kept.value = true;
            actions.say("confirm", { all: true });
          }}
          create={sends ? () => submit({ unreviewed: true }) : undefined}
        />
      )}
      <Problems
        label={words.problems ?? ""}
        open={panels.problems}
        onKeyDown={closing(panels.problems, `${prefix}-problems`)}
      >
        <Anyway kernel={kernel} submit={submit} />
      </Problems>
      <GroupPanel kernel={kernel} actions={actions} />
      {!guided && panels.preflight.value && (
        <Preflight
          id={`${prefix}-preflight`}
          open={panels.preflight}
          kernel={kernel}
          actions={actions}
        />
      )}
      {!guided && panels.review.value && (
        <Review id={`${prefix}-review`} open={panels.review} kernel={kernel} />
      )}
      {panels.changes.value && (
        <Changes id={`${prefix}-changes`} open={panels.changes} kernel={kernel} />
      )}
    </>
  );
  return (
    <ViewContext.Provider value={view}>
      <KindsContext.Provider value={kinds}>
        <WalkContext.Provider value={walk}>
          <div
            ref={root}
            class="modelpkg-form"
            data-lm-suppress-shortcuts="true"
            role="form"
            aria-label={words.form}
          >
            <TaskPanel kernel={kernel} />
            {guided ? (
              <GuideView kernel={kernel} actions={actions}>
                {below}
              </GuideView>
            ) : (
              <>
                <Tools kernel={kernel} actions={actions} />
                {form.root.foreign.value === undefined ? (
                  <Sections create={sends ? `${prefix}-submit` : undefined} />
                ) : (
                  <WrongRoot view={view} />
                )}
                {below}
              </>
            )}
            <div class="mp-hidden" role="status" aria-live="polite">
              {announcer.text}
            </div>
          </div>
        </WalkContext.Provider>
      </KindsContext.Provider>
    </ViewContext.Provider>
  );
}

/** What one display has of its own. */
function displayOf({ form, kernel, actions, prefix }: Props, root: RefObject<HTMLElement>) {
  const announcer = new Announcer();
  const panels = new Panels();
  const looking = new Looking(prefix, (content) => actions.say("look", content));
  const explanations = new Explanations((path) => actions.say("explain", { path }));
  const keep = keeper(actions);
  const kinds = new Kinds(form, kernel);
  const view: View = {
    form,
    prefix,
    controlFor,
    groupFor,
    page: wordsOf(form),
    flush: () => actions.flush(),
    focus: (id) => focusSoon(root.current, id),
    target: () => kernel.target.value,
    look: (question, take) => looking.look(question, take),
    explanation: (path) => explanations.of(path),
    announce: (text) => announcer.say(text),
    hides: (node) => kinds.hides(node),
    review: (node) => (
      <>
        {form.review.at(node) && <ReviewNote node={node} keep={keep} />}
        {walk.left.value === node && <LeftGuide node={node} />}
      </>
    ),
    openReview: () => {
      panels.carried.value = true;
      focusSoon(root.current, `${prefix}-carried-end`);
    },
  };
  const walk = new Walk(form, kinds, kernel.guide.peek(), (state) => actions.say("guide", state));
  const confirmed = new Confirmed(form);
  const submit = submitter({ view, kernel, actions, confirmed, panels, kinds, walk });
  return { view, panels, announcer, looking, explanations, keep, kinds, walk, confirmed, submit };
}

/** A request that is no structure at all: shown as it came, to be mended or replaced. */
function WrongRoot({ view }: { view: View }) {
  const { root } = view.form;
  const id = elementId(view, root);
  const issue = shownIssue(view.form, root) ?? root.issues.value[0];
  return (
    <div class="mp-field">
      <div class="mp-label">
        <label for={id}>{root.name()}</label>
      </div>
      <RawJson
        node={root}
        attributes={{
          id,
          "aria-describedby": noteIds(id),
          "aria-invalid": true,
          "aria-required": true,
        }}
      />
      <Note id={id} text="" issue={issue} />
    </div>
  );
}

/** Keeps a copied value as it is; that binds to the value that is shown. */
function keeper(actions: Actions): (copied: CopiedValue) => void {
  return (copied) => {
    copied.kept.value = true;
    const path = pathOf(copied.node.steps());
    actions.say("confirm", { path, value: plain(copied.value) });
  };
}
