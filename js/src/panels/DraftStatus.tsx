// How the draft stands: a quiet line, and what has to be decided.

import { useText } from "../controls/context";
import { LaterContent } from "../controls/later/LaterContent";
import { useAnnouncement } from "../controls/useAnnouncement";
import type { Actions, KernelStore } from "../host/kernel_store";
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
      {state === "conflict" && <LaterContent panel="DraftConflict" props={{ actions }} />}
    </Region>
  );
}
