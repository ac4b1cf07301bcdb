// How the draft stands: a quiet line, or what has to be decided.

import { useText } from "../controls/context";
import { useAnnouncement } from "../controls/useAnnouncement";
import type { Actions, KernelStore } from "../host/kernel_store";
import { ActionButton } from "./shared/ActionButton";
import { Region } from "./shared/Region";

const STATES = {
  "": "draft.none",
  saved: "draft.saved",
  conflict: "draft.unsaved",
  failed: "draft.unsaved",
};

export function DraftStatus({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const t = useText();
  const { path, state, problem } = kernel.draft.value;
  useAnnouncement(problem);
  if (!path) return null;
  const file = path.split(/[\\/]/).pop() ?? path;
  return (
    <Region name="draft" class="mp-draft" data-role="draft" data-state={state}>
      <p title={path}>{t(STATES[state], { file })}</p>
      {problem && <p class="mp-problem">{problem}</p>}
      {state === "conflict" && (
        <>
          <ActionButton
            name="draft.theirs"
            about="draft.theirs.about"
            press={() => actions.send({ kind: "resolve_draft", take: "theirs" })}
          />
          <ActionButton
            name="draft.mine"
            about="draft.mine.about"
            press={() => actions.send({ kind: "resolve_draft", take: "mine" })}
          />
        </>
      )}
    </Region>
  );
}
