// The whole form as it is displayed: sections, problems, the button and what came of it.

import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { elementId, shownIssue, type View, ViewContext } from "../fields/context";
import { Note, noteIds } from "../fields/Note";
import { RawJson } from "../fields/RawJson";
import { type Form, firstNeed } from "../model/form";
import type { How } from "../told";
import { foundOf } from "../wire";
import { Anyway } from "./Anyway";
import { Changes } from "./Changes";
import { Confirm, Confirmed } from "./Confirm";
import { DraftLine } from "./DraftLine";
import { Explanations } from "./explanations";
import { closing } from "./Fold";
import { focusSoon, keepFocus } from "./focus";
import { Gone } from "./Gone";
import { GroupPanel } from "./GroupPanel";
import { GuideView, Steps } from "./Guide";
import { Kinds, KindsContext } from "./kinds";
import { Looking } from "./looking";
import { Outcome } from "./Outcome";
import { goTo } from "./PlaceLink";
import { Preflight } from "./Preflight";
import { PreflightNote } from "./PreflightNote";
import { Problems } from "./Problems";
import { Review } from "./Review";
import { Sections } from "./Sections";
import { SubmitBar } from "./SubmitBar";
import type { Actions, KernelState } from "./state";
import { TaskPanel } from "./Task";
import { Tools } from "./Tools";
import { timeInput, timeKey, timeOf } from "./time";
import { Walk, WalkContext } from "./walk";

interface Props {
  form: Form;
  kernel: KernelState;
  actions: Actions;
  prefix: string;
}

export function FormView({ form, kernel, actions, prefix }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const spoken = useSignal("");
  const problemsOpen = useSignal(false);
  const changesOpen = useSignal(false);
  const reviewOpen = useSignal(false);
  const looking = useMemo(
    () => new Looking(prefix, (content) => actions.say("look", content)),
    [prefix, actions],
  );
  const explanations = useMemo(
    () => new Explanations((path) => actions.say("explain", { path })),
    [actions],
  );
  const preflightOpen = useSignal(false);
  const kinds = useMemo(() => new Kinds(form, kernel), [form, kernel]);
  const view = useMemo<View>(
    () => ({
      form,
      prefix,
      flush: () => actions.flush(),
      focus: (id) => focusSoon(root.current, id),
      target: () => kernel.target.value,
      look: (question, take) => looking.look(question, take),
      explanation: (path) => explanations.of(path),
      hides: (node) => kinds.hides(node),
      announce: speaker(spoken),
    }),
    [form, prefix, kernel, actions, spoken, looking, explanations, kinds],
  );
  const walk = useMemo(
    () => new Walk(form, kinds, kernel.guide.peek(), (state) => actions.say("guide", state)),
    [form, kinds, kernel, actions],
  );
  const confirmed = useMemo(() => new Confirmed(form), [form]);
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

  useSignalEffect(() => {
    const status = kernel.status.value;
    const remarked = status === "created" && form.toldOfNone.value.length > 0;
    if (status === "created") confirmed.nodes.value = new Set(); // another one is another act
    if (remarked || status === "refused" || status === "uncertain") problemsOpen.value = true;
  });

  useSignalEffect(() => looking.hear(foundOf(kernel.said("found").value)));
  useSignalEffect(() => explanations.hear(kernel.said("explained").value));

  const submit = (how: How): void => {
    if (!kernel.connected.peek()) return;
    actions.forget(); // what AWS said of the last try is no reason not to try again
    form.tried.value = true;
    form.rules.now();
    // While it is not known what came of the last one, nothing of this one is sent.
    const findsOut = kernel.status.peek() === "uncertain" && !how.again;
    const ignored = how.anyway && form.sendable.peek();
    if (findsOut || ignored || form.errorCount.peek() === 0) {
      const sends = !findsOut && (how.again || kernel.status.peek() !== "created");
      const missing = sends && confirmed.missing();
      if (missing) {
        view.announce(words["confirm.first"] ?? "");
        view.focus(elementId(view, missing, "confirm"));
      } else actions.submit({ ...how, confirmed: confirmed.paths() });
      return;
    }
    form.stopped.value = true;
    problemsOpen.value = true;
    const need = firstNeed(form);
    if (need) goTo({ view, kinds, walk }, need);
    else view.focus(`${prefix}-problem-0`);
  };

  const send = (
    <button type="button" id={`${prefix}-submit`} class="mp-submit" onClick={() => submit({})}>
      {words.submit}
    </button>
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
            preflightOpen.value = true;
            view.focus(`${prefix}-preflight`);
          }}
        />
      )}
      <SubmitBar
        kernel={kernel}
        problemsOpen={problemsOpen}
        changesOpen={changesOpen}
        reviewOpen={guided ? undefined : reviewOpen}
        preflightOpen={guided ? undefined : preflightOpen}
      >
        {sends && send}
        {guided && <Steps />}
      </SubmitBar>
      {!guided && preflightOpen.value && (
        <Preflight
          id={`${prefix}-preflight`}
          open={preflightOpen}
          kernel={kernel}
          actions={actions}
        />
      )}
      {!guided && reviewOpen.value && (
        <Review id={`${prefix}-review`} open={reviewOpen} kernel={kernel} />
      )}
      {changesOpen.value && <Changes id={`${prefix}-changes`} open={changesOpen} kernel={kernel} />}
      <Outcome kernel={kernel} actions={actions} submit={submit} />
      <Problems
        label={words.problems ?? ""}
        open={problemsOpen}
        onKeyDown={closing(problemsOpen, `${prefix}-problems`)}
      >
        <Anyway kernel={kernel} submit={submit} />
      </Problems>
      <GroupPanel kernel={kernel} actions={actions} />
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
              {spoken}
            </div>
          </div>
        </WalkContext.Provider>
      </KindsContext.Provider>
    </ViewContext.Provider>
  );
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

/** Says texts in one live region; those of one moment together, or the last would hide the rest. */
function speaker(spoken: Signal<string>): (text: string) => void {
  let said: string[] = [];
  return (text) => {
    if (said.length === 0) setTimeout(() => (said = []));
    said.push(text);
    spoken.value = said.join(" ");
  };
}
