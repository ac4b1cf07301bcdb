// How the draft stands: a quiet line, or what has to be decided.

import { useEffect } from "preact/hooks";
import { usePage, useView } from "../controls/context";
import type { Actions, KernelState } from "../host/kernel_store";
import { Deed } from "./shared/ActionButton";
import { Region } from "./shared/Region";

const STATES = {
  "": "draft.none",
  saved: "draft.saved",
  conflict: "draft.unsaved",
  failed: "draft.unsaved",
};

export function DraftLine({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const { announce } = useView();
  const page = usePage();
  const { path, state, problem } = kernel.draft.value;
  useEffect(() => {
    if (problem) announce(problem);
  }, [problem, announce]);
  if (!path) return null;
  const file = path.split(/[\\/]/).pop() ?? path;
  return (
    <Region name="draft" class="mp-draft" data-role="draft" data-state={state}>
      <p title={path}>{page(STATES[state], { file })}</p>
      {problem && <p class="mp-problem">{problem}</p>}
      {state === "conflict" && (
        <>
          <Deed
            name="draft.theirs"
            about="draft.theirs.about"
            press={() => actions.say("draft", { take: "theirs" })}
          />
          <Deed
            name="draft.mine"
            about="draft.mine.about"
            press={() => actions.say("draft", { take: "mine" })}
          />
        </>
      )}
    </Region>
  );
}
