// The whole form as it is displayed: sections, problems, the button and what came of it.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { elementId, shownIssue, type View, ViewContext } from "../fields/context";
import { Note, noteIds } from "../fields/Note";
import { RawJson } from "../fields/RawJson";
import type { Form } from "../model/form";
import { Gone } from "./Gone";
import { Outcome } from "./Outcome";
import { Problems } from "./Problems";
import { Sections } from "./Sections";
import { SubmitBar } from "./SubmitBar";
import type { KernelState } from "./state";

interface Props {
  form: Form;
  kernel: KernelState;
  prefix: string;
  flush(): void;
  submit(): void;
}

export function FormView({ form, kernel, prefix, flush, submit }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const spoken = useSignal("");
  const problemsOpen = useSignal(false);
  const view = useMemo<View>(
    () => ({
      form,
      prefix,
      flush,
      focus: (id) => focusLater(() => root.current, id),
      announce: (text) => {
        spoken.value = text;
      },
    }),
    [form, prefix, flush, spoken],
  );
  const words = form.tables.words.page;

  useEffect(() => {
    const element = root.current;
    const stop = (event: KeyboardEvent): void => {
      event.stopPropagation();
      // The notebook does not hear it, and the browser's own dialog would save the page.
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s")
        event.preventDefault();
    };
    // Keys typed here belong to the form; the notebook would move or delete cells.
    const kinds = ["keydown", "keyup", "keypress"] as const;
    for (const kind of kinds) element?.addEventListener(kind, stop);
    return () => {
      for (const kind of kinds) element?.removeEventListener(kind, stop);
    };
  }, []);

  useSignalEffect(() => {
    const { status } = kernel;
    if (status.value === "refused" || status.value === "uncertain") problemsOpen.value = true;
  });

  const trySubmit = (): void => {
    if (!kernel.connected.peek()) return;
    form.tell([]); // what AWS said of the last try is no reason not to try again
    form.tried.value = true;
    form.rules.now();
    if (form.errorCount.peek() === 0) {
      submit();
      return;
    }
    problemsOpen.value = true;
    view.focus(`${prefix}-problem-0`);
  };

  return (
    <ViewContext.Provider value={view}>
      <div
        ref={root}
        class="modelpkg-form"
        data-lm-suppress-shortcuts="true"
        role="form"
        aria-label={words.form}
      >
        {form.root.foreign.value === undefined ? <Sections /> : <WrongRoot view={view} />}
        {!kernel.connected.value && <Gone />}
        <SubmitBar kernel={kernel} problemsOpen={problemsOpen} submit={trySubmit} />
        <Outcome kernel={kernel} />
        <Problems open={problemsOpen} />
        <div class="mp-hidden" role="status" aria-live="polite">
          {spoken}
        </div>
      </div>
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

/** Focus by id inside the display's own tree (a host may keep it in a shadow root). */
function focusLater(root: () => HTMLElement | null, id: string): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      const tree = root()?.getRootNode() as Document | ShadowRoot | undefined;
      const element = tree?.getElementById(id);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest" });
    }),
  );
}
