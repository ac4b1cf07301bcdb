// What one display of a form has of its own, and what hands it to the views.

import type { ComponentChildren, RefObject } from "preact";
import { createTranslator, type View, ViewContext } from "../controls/context";
import type { Later } from "../controls/later/laterPanels";
import { controlFor, groupFor } from "../controls/registry";
import type { Form } from "../form/form";
import type { Actions, KernelStore } from "../host/kernel_store";
import type { LaterPart } from "../host/later_part";
import { GuideContext, GuidePosition } from "./guide/guidePosition";
import { LeftGuideNote } from "./guide/LeftGuideNote";
import { CarriedOverNote } from "./load/CarriedOverNote";
import { Announcer } from "./shared/announcer";
import { focusSoon } from "./shared/focus";
import { ConfirmationState } from "./submit/Confirmations";
import { OpenPanels } from "./submit/openPanels";
import { createSubmit } from "./submit/submitRequest";
import { PackageKinds } from "./toolbar/packageKinds";

export interface FormProps {
  form: Form;
  kernel: KernelStore;
  actions: Actions;
  /** What all forms of the page share. */
  later: LaterPart<Later>;
  idPrefix: string;
}

export type DisplayParts = ReturnType<typeof displayOf>;

/** What one display has of its own. */
export function displayOf(
  { form, kernel, actions, later, idPrefix }: FormProps,
  root: RefObject<HTMLElement>,
) {
  /** The id of what is to have the focus as soon as the later part has made it. */
  let pendingFocus = "";
  const announcer = new Announcer();
  const panels = new OpenPanels();
  const kinds = new PackageKinds(form, kernel);
  const view: View = {
    form,
    idPrefix,
    controlFor,
    groupFor,
    t: createTranslator(form),
    flush: () => actions.flush(),
    focus: (id) => {
      pendingFocus = later.content.peek() ? "" : id;
      focusSoon(root.current, id);
    },
    target: () => kernel.target.value,
    later: {
      part: later,
      kernel,
      send: (message) => actions.send(message),
      requestCount: 0,
      restoreFocus: () => {
        if (pendingFocus) view.focus(pendingFocus);
      },
    },
    announce: (text) => announcer.announce(text),
    hides: (node) => kinds.hides(node),
    review: (node) => (
      <>
        {form.review.at(node) && <CarriedOverNote node={node} />}
        {guide.left.value === node && <LeftGuideNote node={node} />}
      </>
    ),
    uncover: (node) => {
      kinds.show(node);
      return guide.navigateTo(node);
    },
    openReview: () => {
      panels.carried.value = true;
      view.focus(`${idPrefix}-carried-end`);
    },
  };
  const guide = new GuidePosition(form, kinds, kernel.guide.peek(), (state) =>
    actions.send({ kind: "navigate", ...state }),
  );
  const confirmed = new ConfirmationState(form);
  const submit = createSubmit({ view, kernel, actions, confirmed, panels });
  return {
    view,
    /** Somebody went on to another place. */
    focusMoved: () => {
      pendingFocus = "";
    },
    panels,
    announcer,
    guide,
    confirmed,
    submit,
  };
}

export function Contexts({
  display,
  children,
}: {
  display: DisplayParts;
  children: ComponentChildren;
}) {
  return (
    <ViewContext.Provider value={display.view}>
      <GuideContext.Provider value={display.guide}>{children}</GuideContext.Provider>
    </ViewContext.Provider>
  );
}
